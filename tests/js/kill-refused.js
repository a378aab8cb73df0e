// kill refuses "everything" (-1 and 0), unknown signals and unknown groups; nothing is hurt by it.
import * as os from "os";
import { equal, oneOf, same, throws } from "./support/assert.js";
import { child } from "./support/children.js";
import { EINVAL, EPERM, ESRCH } from "./support/errno.js";

const pid = os.exec([child("exit"), "4", "1500"], { block: false });
for (const signal of [0, os.SIGTERM, os.SIGKILL, os.SIGSTOP]) {
    oneOf(os.kill(-1, signal), [-EPERM, -EINVAL], `kill(-1, ${signal})`);
    oneOf(os.kill(0, signal), [-EPERM, -EINVAL], `kill(0, ${signal})`);
}
for (const signal of [
    -1, -9, -15, 6, 7, 16, 20, 23, 31, 32, 64, 65, 128, 999, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 9,
]) {
    equal(os.kill(pid, signal), -EINVAL, `signal ${signal}`);
    equal(os.kill(os.getpid(), signal), -EINVAL);
}
for (const group of [-2, -4, -999996, -(2 ** 31), -(2 ** 31) + 1, -os.getpid()]) {
    equal(os.kill(group, os.SIGKILL), -ESRCH, `group ${group}`);
    equal(os.kill(group, 0), -ESRCH);
}
equal(os.kill(-pid, os.SIGKILL), -ESRCH, "a child that leads no group");
for (const bad of [
    Symbol("x"),
    1n,
    {
        valueOf() {
            throw new TypeError("mine");
        },
    },
]) {
    throws(TypeError, () => os.kill(bad, os.SIGTERM));
    throws(TypeError, () => os.kill(pid, bad));
}
same(os.waitpid(pid, true), [pid, 4 * 256], "it ended by itself");
