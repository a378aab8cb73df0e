// pipe, dup and dup2 in one process.
import * as os from "os";
import * as std from "std";
import { attempt, child, readAll, say, temp } from "./support/transcript.js";

const bytes = (...list) => new Uint8Array(list).buffer;
const pair = os.pipe();
say("pipe", [Array.isArray(pair), pair.length, pair.every((fd) => Number.isInteger(fd) && fd > 2)]);
say("write", os.write(pair[1], bytes(13, 10, 26, 0, 255), 0, 5));
const buffer = new Uint8Array(10);
say("read what is there", os.read(pair[0], buffer.buffer, 0, 10));
say("bytes", [...buffer]);
const copy = os.dup(pair[1]);
say("dup", copy > 2 && copy !== pair[1]);
say("dup2", os.dup2(pair[1], 70));
say("dup2 onto itself", os.dup2(70, 70));
for (const fd of [pair[1], copy]) {
    os.close(fd);
}
os.write(70, bytes(120), 0, 1);
say("still a writer", os.read(pair[0], buffer.buffer, 0, 10));
os.close(70);
say("end of file", os.read(pair[0], buffer.buffer, 0, 10));
say("and again", os.read(pair[0], buffer.buffer, 0, 10));
say("close", os.close(pair[0]));
say("close twice", os.close(pair[0]));
for (const bad of [-1, 70, 888, 999999, 2 ** 31]) {
    say(`dup ${bad}`, os.dup(bad));
    say(`dup2 from ${bad}`, os.dup2(bad, 71));
}
say("dup2 to -1", os.dup2(0, -1));
say(
    "fdopen",
    (() => {
        const [r, w] = os.pipe();
        const out = std.fdopen(w, "w");
        out.puts("line one\nline two\n");
        out.close();
        return readAll(r);
    })(),
);

// Standard output itself.
const saved = os.dup(1);
const file = os.open(temp("out"), os.O_WRONLY | os.O_CREAT, 0o666);
os.dup2(file, 1);
os.close(file);
std.out.puts("ours\n");
std.out.flush();
os.exec(["sh", "-c", "echo of the child"]);
os.dup2(saved, 1);
os.close(saved);
say("redirected", std.loadFile(temp("out")).replaceAll("\r", ""));
os.exec(["sh", "-c", "echo back: yes"]);
say(
    "no such type",
    attempt(() => os.dup2(Symbol("x"), 1)),
);
say("child of it all", os.exec([child("exit"), "3"]));
