// Pipes and files as standard input and output.
import * as os from "os";
import * as std from "std";
import { capture, child, named, readAll, say, temp, writeFile } from "./support/transcript.js";

say("stdout", capture(["sh", "-c", "echo one; echo two"])[0]);
say(
    "stderr",
    (() => {
        const [r, w] = os.pipe();
        const pid = os.exec(["sh", "-c", "echo out; echo error >&2"], {
            stderr: w,
            stdout: os.open(temp("null"), os.O_WRONLY | os.O_CREAT, 0o666),
            block: false,
        });
        os.close(w);
        const text = readAll(r);
        os.waitpid(pid, 0);
        return text;
    })(),
);
say(
    "both on one",
    (() => {
        const [r, w] = os.pipe();
        const pid = os.exec(["sh", "-c", "echo out; echo error >&2; echo out"], {
            stdout: w,
            stderr: w,
            block: false,
        });
        os.close(w);
        const text = readAll(r);
        os.waitpid(pid, 0);
        return text;
    })(),
);

const first = os.pipe(),
    second = os.pipe();
const producer = os.exec([child("spew"), "100000"], { stdout: first[1], block: false });
const filter = os.exec(["cat"], { stdin: first[0], stdout: second[1], block: false });
for (const fd of [...first, second[1]]) {
    os.close(fd);
}
say("pipeline", capture([child("slurp")], { stdin: second[0] })[0]);
os.close(second[0]);
say(
    "its ends",
    [producer, filter].map((pid) => named(os.waitpid(pid, 0)[1])),
);

const input = os.open(writeFile(temp("in"), "0123456789"), os.O_RDONLY);
os.seek(input, 5, std.SEEK_SET);
say("a file from its position", capture(["cat"], { stdin: input })[0]);
os.close(input);

const log = os.open(temp("log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666);
os.exec([child("append"), "a", "b"], { stdout: log });
os.exec([child("append"), "c"], { stdout: log });
os.close(log);
say("append", std.loadFile(temp("log")));
const plain = os.open(temp("plain"), os.O_WRONLY | os.O_CREAT, 0o666);
os.exec([child("append"), "first", "x"], { stdout: plain });
os.close(plain);
say("no append", std.loadFile(temp("plain")));

// A child's end is seen though a grandchild keeps the pipe.
say("linger", os.exec([child("linger"), "300", "4"], { stdout: os.open(temp("null"), os.O_WRONLY) }));
