// A status is exit code × 256 + signal, a Number that loses no bit of the exit code; the W
// functions take it apart.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";

for (const code of [
    0, 1, 42, 255, 256, 259, 0x7fffff, 0x800000, 0x7fffffff, 0x80000000, 0xc0000001, 0xffffffff,
]) {
    const pid = os.exec([child("exit"), String(code)], { block: false });
    const [waited, status] = os.waitpid(pid, true);
    equal(waited, pid);
    equal(status, code * 256, "the number itself");
    equal(status & 0x7f, 0, "no signal, as POSIX scripts ask");
    equal(os.WIFEXITED(status), true);
    equal(os.WIFSIGNALED(status), false);
    equal(os.WEXITSTATUS(status), code, "unsigned");
    equal(os.WTERMSIG(status), 0);
    if (code < 0x800000) {
        equal(status >> 8, code, "as POSIX scripts read it");
    }
}
for (const signal of [os.SIGTERM, os.SIGKILL, os.SIGINT, os.SIGSEGV]) {
    equal(os.WIFEXITED(signal), false);
    equal(os.WIFSIGNALED(signal), true);
    equal(os.WTERMSIG(signal), signal);
    equal(os.WEXITSTATUS(signal), 0);
}
const [, none] = os.waitpid(-1, false);
same(
    [none, os.WIFEXITED(none), os.WEXITSTATUS(none)],
    [32512, true, 127],
    "no child is never read as success",
);
