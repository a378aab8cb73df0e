// kill(pid, 0): does it exist? 0; -ESRCH for nobody; 0 for a child that ended but was not reaped.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, startStranger, until } from "./support/children.js";
import { ESRCH } from "./support/errno.js";

equal(os.kill(os.getpid(), 0), 0, "ourselves");
const pid = os.exec([child("sleep"), "300"], { block: false });
equal(os.kill(pid, 0), 0);
os.sleep(1200);
equal(os.kill(pid, 0), 0, "ended, not reaped");
equal(os.kill(pid, os.SIGTERM), 0, "ended: not an error");
equal(os.waitpid(pid, true)[1], 0, "and its status stays what it was");
until(() => os.kill(pid, 0) === -ESRCH, "reaped");
equal(os.kill(pid, os.SIGTERM), -ESRCH);
for (const nobody of [0x7ffffffc, 2 ** 31 - 1, 999996]) {
    equal(os.kill(nobody, 0), -ESRCH, String(nobody));
    equal(os.kill(nobody, os.SIGKILL), -ESRCH);
}

// A process that is no child of ours.
const stranger = startStranger();
equal(os.kill(stranger, 0), 0);
equal(os.kill(stranger, os.SIGKILL), 0);
until(() => os.kill(stranger, 0) === -ESRCH, "killed");
