// Any number of children, far past 64: each is reaped once, with its own code.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";

const count = 200;
const codes = new Map();
for (let i = 0; i < count; i++) {
    const pid = os.exec([child("exit"), String(i), "100"], { block: false });
    equal(pid > 0 && !codes.has(pid), true, `child ${i}: ${pid}`);
    codes.set(pid, i);
}
for (let i = 0; i < count; i++) {
    const [pid, status] = os.waitpid(-1, true);
    equal(os.WEXITSTATUS(status), codes.get(pid), `pid ${pid}`);
    codes.delete(pid);
}
same(os.waitpid(-1, true), [-10, 32512]);
