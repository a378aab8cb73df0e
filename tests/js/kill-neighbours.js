// A pid that is not a multiple of four must not reach its neighbour, though the system would look
// it up so.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child, startStranger } from "./support/children.js";
import { ESRCH } from "./support/errno.js";

const own = os.exec([child("exit"), "6", "2000"], { block: false });
const stranger = startStranger();
for (const pid of [own, stranger, os.getpid()]) {
    equal(pid % 4, 0, "pids are multiples of four");
    for (const near of [1, 2, 3]) {
        for (const signal of [0, os.SIGTERM, os.SIGKILL, os.SIGSTOP]) {
            equal(os.kill(pid + near, signal), -ESRCH, `${near} beside`);
        }
        same(os.waitpid(pid + near, false), [-10, 32512]);
        equal(os.kill(-(pid + near), os.SIGKILL), -ESRCH);
    }
}
equal(os.kill(stranger, 0), 0, "still there");
os.kill(stranger, os.SIGKILL);
same(os.waitpid(own, true), [own, 6 * 256]);
