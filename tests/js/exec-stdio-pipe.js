// stdin, stdout and stderr: fds of this process, a pipe each.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, hash, pattern, readAll, utf8, writeAll } from "./support/children.js";

const input = os.pipe(),
    output = os.pipe();
const pid = os.exec([child("copy")], { stdin: input[0], stdout: output[1], block: false });
os.close(input[0]);
os.close(output[1]);
equal(writeAll(input[1], "fed through a pipe\n"), 19);
os.close(input[1]);
equal(utf8(readAll(output[0])), "fed through a pipe\n");
equal(os.waitpid(pid, true)[1], 0);

// Both outputs apart, and much of it.
const out = os.pipe(),
    error = os.pipe();
const spew = os.exec([child("spew"), "200000", "3000"], { stdout: out[1], stderr: error[1], block: false });
os.close(out[1]);
os.close(error[1]);
equal(hash(readAll(out[0])), hash(pattern(200000)));
equal(hash(readAll(error[0])), hash(pattern(3000)));
equal(os.waitpid(spew, true)[1], 0);

// Three in a pipeline.
const first = os.pipe(),
    second = os.pipe(),
    third = os.pipe();
const pids = [
    os.exec([child("spew"), "300000"], { stdout: first[1], block: false }),
    os.exec([child("copy")], { stdin: first[0], stdout: second[1], block: false }),
    os.exec([child("slurp")], { stdin: second[0], stdout: third[1], block: false }),
];
for (const fd of [...first, ...second, third[1]]) {
    os.close(fd);
}
equal(utf8(readAll(third[0])), `300000 ${hash(pattern(300000))}\n`);
for (const each of pids) {
    equal(os.waitpid(each, true)[1], 0);
}
