// Calls that are refused, and calls that are wrong.
import * as os from "os";
import { attempt, child, say, temp, writeFile } from "./support/transcript.js";

say("no such program", os.exec(["no-such-program-here"]));
say("no such file", os.exec([temp("nothing")]));
say("a text file", os.exec([writeFile(temp("text"), "text")]));
say("a folder", os.exec([temp("")]));
say("bad stdin", os.exec(["true"], { stdin: 777 }));
say(
    "closed stdout",
    (() => {
        const [r, w] = os.pipe();
        os.close(r);
        os.close(w);
        return os.exec(["true"], { stdout: w });
    })(),
);
say(
    "no args",
    attempt(() => os.exec([])),
);
say(
    "undefined",
    attempt(() => os.exec(undefined)),
);
say(
    "null",
    attempt(() => os.exec(null)),
);
say(
    "too many",
    attempt(() => os.exec(new Array(65536).fill("x"))),
);
say(
    "a symbol",
    attempt(() => os.exec(["true", Symbol("x")])),
);
say(
    "a symbol as cwd",
    attempt(() => os.exec(["true"], { cwd: Symbol("x") })),
);
say(
    "a bigint as stdin",
    attempt(() => os.exec(["true"], { stdin: 1n })),
);
say(
    "a getter that throws",
    attempt(() =>
        os.exec(["true"], {
            get block() {
                throw new RangeError("mine");
            },
        }),
    ),
);
say(
    "undefined options",
    os.exec(["true"], {
        block: undefined,
        usePath: undefined,
        file: undefined,
        cwd: undefined,
        stdin: undefined,
        env: undefined,
    }),
);
say("a string as fd", os.exec(["true"], { stdin: "0" }));
say(
    "waitpid of a symbol",
    attempt(() => os.waitpid(Symbol("x"), 0)),
);
say(
    "kill of a bigint",
    attempt(() => os.kill(1n, 0)),
);
say(
    "dup of a symbol",
    attempt(() => os.dup(Symbol("x"))),
);
say("uid", os.exec([child("exit"), "3"], { uid: undefined }));
