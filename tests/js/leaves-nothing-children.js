// Nothing is left behind by children that are stopped, killed and waited for, with every option: no
// handle, thread, child or fd more after many calls than before, counted by the system.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, leavesNothing, startStranger } from "./support/children.js";

const rounds = 12;
for (const option of ["newProcessGroup", "detached", "killOnExit", "windowsHide"]) {
    leavesNothing(() => os.exec([child("true")], { [option]: true }), rounds);
    leavesNothing(() => {
        const pid = os.exec([child("sleep"), "10000"], { [option]: true, block: false });
        os.kill(pid, os.SIGSTOP);
        os.kill(pid, os.SIGKILL);
        equal(os.waitpid(pid, true)[1], 9);
    }, rounds);
}
leavesNothing(() => {
    const pids = Array.from({ length: 5 }, () => os.exec([child("true")], { block: false }));
    pids.forEach(() => os.waitpid(-1, true));
}, rounds);
leavesNothing(() => {
    const pid = os.exec([child("sleep"), "10000"], { newProcessGroup: true, block: false });
    os.kill(-pid, os.SIGTERM);
    os.waitpid(-pid, true);
}, rounds);

// Looking at others, and at numbers beside theirs.
const stranger = startStranger();
leavesNothing(() => {
    equal(os.kill(stranger, 0), 0);
    equal(os.kill(stranger + 1, 0), -3);
    equal(os.kill(stranger, os.SIGCONT), 0);
}, rounds);
os.kill(stranger, os.SIGKILL);
