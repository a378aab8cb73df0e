// A process that was ended goes on existing for a while: nothing here takes that for its end, and
// what it holds is free when it is reported.
import * as os from "os";
import { equal } from "../../js/support/assert.js";
import { child, isGone, temp } from "../../js/support/children.js";

for (let i = 0; i < 10; i++) {
    const path = temp(`held-${i}`);
    const held = os.open(path, os.O_WRONLY | os.O_CREAT, 0o666);
    const pid = os.exec([child("sleep"), "600000"], { stdout: held, block: false });
    os.close(held);
    equal(os.kill(pid, os.SIGTERM), 0);
    equal(os.kill(pid, 0), 0, "it is there until it is reaped");
    equal(os.kill(pid, os.SIGKILL), 0, "one that is ending");
    equal(os.kill(pid, os.SIGSTOP), 0, "one that is ending");
    equal(os.waitpid(pid, 0)[1], os.SIGTERM, "the first signal is its end");
    equal(os.remove(path), 0, "its file is closed");
    equal(isGone(pid), true);
}

// The same for groups, whose members end together.
const leader = os.exec([child("sleep"), "600000"], { newProcessGroup: true, block: false });
equal(os.kill(-leader, os.SIGKILL), 0);
equal(os.kill(-leader, os.SIGKILL), 0);
equal(os.waitpid(leader, 0)[1], os.SIGKILL);
