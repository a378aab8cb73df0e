// The same fd may be given more than once, and the three may be swapped.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { capture, child, pattern, readAll, readFile, script, temp, utf8 } from "./support/children.js";

const { out } = capture([child("sh"), "-c", "echo to stdout; echo to stderr >&2; echo again"], {
    stderr: "out",
});
equal(out, "to stdout\nto stderr\nagain\n");
equal(capture([child("spew"), "5000", "5000"], { stderr: "out" }).bytes.length, pattern(10000).length);

const file = temp("both.txt");
const fd = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_BINARY, 0o666);
equal(
    os.exec([child("sh"), "-c", "cat; echo one; echo two >&2"], { stdin: fd, stdout: fd, stderr: fd }),
    0,
    "all three",
);
os.close(fd);
equal(readFile(file), "one\ntwo\n");

// Swapped: what the child writes to 1 goes to our 2.
const swap = script(`
std.exit(os.exec([${JSON.stringify(child("sh"))}, "-c", "echo to stdout; echo to stderr >&2"], { stdout: 2, stderr: 1 }));`);
const error = os.pipe();
const result = capture(swap, { stderr: error[1] });
os.close(error[1]);
equal(result.out, "to stderr\n");
equal(utf8(readAll(error[0])), "to stdout\n");
ok(result.code === 0);
