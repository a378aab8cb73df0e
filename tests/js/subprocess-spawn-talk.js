// spawn: a program that is talked to.
import * as os from "os";
import { spawn } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { child, freeFd } from "./support/children.js";

const free = freeFd();
const talking = spawn([child("copy")]);
ok(Number.isInteger(talking.pid) && talking.pid > 0);
const lines = talking.stdout.lines();
for (let i = 0; i < 50; i++) {
    await talking.stdin.write(`question ${i}\n`);
    equal((await lines.next()).value, `question ${i}`);
}
await talking.stdin.write(new Uint8Array([97, 98]));
await talking.stdin.end("c");
equal((await lines.next()).value, "abc", "the last line has no end");
ok((await lines.next()).done);
same(await talking.wait(), { code: 0, signal: null });
same(await talking.wait(), { code: 0, signal: null }, "as often as one likes");
equal(await talking.stderr.text(), "");

// Writes that nobody waits for keep their order.
const eager = spawn([child("copy")], { stderr: "null" });
equal(eager.stderr, null);
for (let i = 0; i < 100; i++) {
    eager.stdin.write(`${i},`);
}
eager.stdin.end();
equal(await eager.stdout.text(), Array.from({ length: 100 }, (_, i) => `${i},`).join(""));
equal((await eager.wait()).code, 0);

// input, other streams, other encodings.
const fed = spawn([child("sh"), "-c", "cat; echo err >&2; exit 7"], { input: "fed", stderr: "stdout" });
equal(await fed.stdout.text(), "federr\n");
equal((await fed.wait()).code, 7);
const quiet = spawn([child("exit"), "8"], { stdin: "null", stdout: "null", stderr: "inherit" });
same([quiet.stdin, quiet.stdout, quiet.stderr], [null, null, null]);
equal((await quiet.wait()).code, 8);
const oem = spawn([child("copy")], { encoding: "oem", stderr: "null" });
oem.stdin.end("plain");
equal(await oem.stdout.text(), "plain");
await oem.wait();
equal(freeFd(), free, "no fd is left");
equal(os.waitpid(-1, false)[0], -10, "nor a child");
