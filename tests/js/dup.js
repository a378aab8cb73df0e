// dup and dup2: another fd for the same file; -EBADF for anything that is no open fd; dup2(fd, fd)
// is fd; what stood at the new place is closed.
import * as os from "os";
import { equal, ok, throws } from "./support/assert.js";
import { freeFd, readAll, readFile, temp, utf8, writeAll } from "./support/children.js";
import { EBADF } from "./support/errno.js";

const [reading, writing] = os.pipe();
const copy = os.dup(writing);
ok(copy > 2 && copy !== writing);
writeAll(writing, "a");
writeAll(copy, "b");
equal(os.dup2(writing, 90), 90, "to a free number");
writeAll(90, "c");
equal(os.dup2(writing, writing), writing, "onto itself");
writeAll(writing, "d");
for (const fd of [writing, copy, 90]) {
    os.close(fd);
}
equal(utf8(readAll(reading)), "abcd");

// dup2 closes what was there.
const first = os.pipe(),
    second = os.pipe();
equal(os.dup2(first[1], second[1]), second[1]);
equal(os.read(second[0], new ArrayBuffer(4), 0, 4), 0, "its last writer is gone");
for (const fd of [...first, ...second]) {
    os.close(fd);
}

// The position belongs to the file.
const file = os.open(temp("file"), os.O_RDWR | os.O_CREAT | os.O_BINARY, 0o666);
const other = os.dup(file);
writeAll(file, "one ");
writeAll(other, "two");
os.close(file);
writeAll(other, " three");
os.close(other);
equal(readFile(temp("file")), "one two three");

const fd = freeFd();
for (const bad of [-1, -2, fd, 500, 2047, 2048, 8191, 8192, 999999, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
    equal(os.dup(bad), -EBADF, `dup(${bad})`);
    equal(os.dup2(bad, 91), -EBADF, `dup2(${bad}, 91)`);
    equal(os.dup2(bad, bad), -EBADF, `dup2(${bad}, ${bad})`);
}
for (const bad of [-1, -2, 999999, 2 ** 31 - 1, 2 ** 31]) {
    equal(os.dup2(0, bad), -EBADF, `dup2(0, ${bad})`);
}
throws(TypeError, () => os.dup(Symbol("x")));
throws(TypeError, () => os.dup2(0, 1n));
equal(freeFd(), fd, "nothing is left open");
