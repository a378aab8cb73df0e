// A process whose end is denied, though it could be opened: that is said, and it lives on.
import * as os from "os";
import { equal } from "../../js/support/assert.js";
import { child, copyFile, makeFolder, temp } from "../../js/support/children.js";

const EPERM = 1;
const program = temp("protected.exe");
copyFile(child("cat"), program);

function startProtected(options) {
    const [reading, writing] = os.pipe();
    const pid = os.exec([program], { stdin: reading, block: false, ...options });
    os.close(reading);
    return [pid, writing];
}

const [pid, writing] = startProtected({});
for (const signal of [os.SIGKILL, os.SIGTERM, os.SIGKILL]) {
    equal(os.kill(pid, signal), -EPERM, `signal ${signal}`);
    equal(os.waitpid(pid, os.WNOHANG)[0], 0, "it lives");
}
os.close(writing);
equal(os.waitpid(pid, 0)[1], 0, "its own exit code, and no signal that did not reach it");

// A member of a group. (SIGKILL ends the group as a whole, which needs no right to its members.)
const [leader, held] = startProtected({ newProcessGroup: true });
equal(os.kill(-leader, os.SIGTERM), -EPERM);
equal(os.waitpid(leader, os.WNOHANG)[0], 0, "it lives");
os.close(held);
equal(os.waitpid(leader, 0)[1], 0);

// After its timeout it is waited for until it ends by itself: nothing is left behind.
const sleeper = `${makeFolder("sleeps")}\\protected.exe`;
copyFile(child("sleep"), sleeper);
equal(os.exec([sleeper, "1500"], { timeout: 100 }), -os.SIGTERM);
equal(os.remove(sleeper), 0, "it has ended");
