// A bad fd for stdin, stdout or stderr: -EBADF, whatever the number, and nothing is started.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, exists, temp } from "./support/children.js";
import { EBADF } from "./support/errno.js";

const marker = temp("marker"),
    args = [child("chain"), "1", marker, "0"];
const [closed, other] = os.pipe();
os.close(closed);
os.close(other);
for (const fd of [
    -1, -2, -3, closed, other, 500, 2047, 2048, 8191, 8192, 999999, 2 ** 30, 2 ** 31 - 1, 2 ** 31,
    -(2 ** 31), 2 ** 32 - 1, 2 ** 32 - 2, "77", 1e10,
    -1000, -1001, -1002, // to the C library these mean something
]) {
    for (const name of ["stdin", "stdout", "stderr"]) {
        const error = {};
        equal(os.exec(args, { [name]: fd }, error), -EBADF, `${name} ${fd}`);
        equal(error.errno, EBADF);
        equal(os.exec(args, { [name]: fd, block: false }), -EBADF);
    }
}
ok(!exists(marker), "nothing was started");
equal(os.waitpid(-1, false)[0], -10);

// Numbers become fds as ToInt32 does it.
for (const fd of [NaN, 0.9, -0.5, "0", null, false, 2 ** 32, undefined]) {
    equal(os.exec([child("exit"), "3"], { stdin: fd }), 3, `stdin ${fd}`);
}
