// A handler keeps no loop alive, and what it throws ends the script.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { runScript } from "./support/interpreter.js";

const head = `import * as os from "os";
    const me = os.getpid();
`;

const started = Date.now();
same(runScript(`${head} for (const s of [1, 2, 3, 10, 12, 15, 17, 21]) os.signal(s, () => {}); print("end");`), { code: 0, out: "end\n", err: "" });
same(runScript(`${head} os.signal(os.SIGTERM, () => {}); os.signal(os.SIGTERM, null); print("end");`), { code: 0, out: "end\n", err: "" });
same(runScript(`${head} os.signal(os.SIGTERM, () => {}); await os.sleepAsync(10); print("end");`), { code: 0, out: "end\n", err: "" });
ok(Date.now() - started < 20000);

const thrown = runScript(`${head}
    os.setTimeout(() => print("timer"), 300);
    os.signal(os.SIGUSR1, () => {
        throw new Error("from the handler");
    });
    os.kill(me, os.SIGUSR1);
`);
equal(thrown.out, "");
ok(thrown.err.includes("from the handler"), thrown.err);
equal(thrown.code, 1);
