// A start that fails gives -errno, which a script may wait for as if it were a pid: the wait ends, once for each.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child, temp, writeFile } from "./support/children.js";

const none = [-10, 32512];
same(os.waitpid(-2, false), [-10, 32512], "before any start");

const missing = [temp("missing.exe")];
const pid = os.exec(missing, { block: false });
equal(pid, -2);
// The loop of a library.
let ret, status, turns = 0;
do {
    [ret, status] = os.waitpid(pid, 0);
} while (ret !== pid && ++turns < 5);
same([ret, status, turns], [-2, 32512, 0]);
same(os.waitpid(-2, 0), none, "once");

for (let i = 0; i < 3; i++) {
    os.exec(missing, { block: false });
}
same(os.waitpid(-2, os.WNOHANG), [-2, 32512]);
same(await os.waitpidAsync(-2), [-2, 32512]);
same(await os.waitpidAsync(-2, false), [-2, 32512]);
same(await os.waitpidAsync(-2), none);
// Each errno for itself; refusals that Windows is not asked for as well.
os.exec([writeFile(temp("text.exe"), "no program")], { block: false });
os.exec([child("true")], { block: false, uid: 0 });
same([-2, -8, -129, -8].map((error) => os.waitpid(error, false)[0]), [-10, -8, -129, -10]);
// A blocking start gives nothing to wait for, nor does one that throws.
os.exec(missing);
await os.execAsync(missing);
same(os.waitpid(-2, false), none);
same(os.waitpid(-1, false), none, "never any child");

// A group of that number comes first: pids are multiples of four, so there is one only where errnos are.
const leader = os.exec([child("exit"), "5"], { block: false, newProcessGroup: true });
same(os.waitpid(-leader, true), [leader, 5 * 256]);
