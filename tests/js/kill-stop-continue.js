// SIGSTOP suspends all of a process, SIGCONT resumes it; a stopped one can be killed. A group is
// suspended as a whole.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, isTicking, temp, untilTicking } from "./support/children.js";

const file = temp("ticks");
const pid = os.exec([child("ticker"), file, "30000"], { block: false });
untilTicking(file);
for (let round = 0; round < 3; round++) {
    equal(os.kill(pid, os.SIGSTOP), 0);
    os.sleep(50);
    ok(!isTicking(file), "stopped");
    equal(os.kill(pid, os.SIGSTOP), 0, "twice");
    same(os.waitpid(pid, false), [0, 0], "a stopped child has not ended");
    equal(os.kill(pid, 0), 0);
    equal(os.kill(pid, os.SIGCONT), 0);
    ok(isTicking(file), "one SIGCONT resumes, however often it was stopped");
}
equal(os.kill(pid, os.SIGSTOP), 0);
equal(os.kill(pid, os.SIGKILL), 0);
same(os.waitpid(pid, true), [pid, 9], "killed while stopped");

const shared = temp("group");
const script = `${child("ticker")}`;
const leader = os.exec(["cmd", "/c", `"${script}" "${shared}" 30000`], {
    newProcessGroup: true,
    block: false,
});
untilTicking(shared);
equal(os.kill(-leader, os.SIGSTOP), 0);
os.sleep(50);
ok(!isTicking(shared), "the descendant is stopped");
equal(os.kill(-leader, os.SIGCONT), 0);
ok(isTicking(shared), "and goes on");
equal(os.kill(-leader, os.SIGKILL), 0);
same(os.waitpid(leader, true), [leader, 9]);
ok(!isTicking(shared), "the descendant is gone");
