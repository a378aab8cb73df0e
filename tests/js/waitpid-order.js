// waitpid(-1) gives the children in the order in which they ended, not in that of their start.
import * as os from "os";
import { same } from "./support/assert.js";
import { child } from "./support/children.js";

const delays = [1500, 300, 2100, 900, 10];
const pids = delays.map((ms, i) => os.exec([child("exit"), String(i), String(ms)], { block: false }));
const expected = delays
    .map((ms, i) => [ms, pids[i], i])
    .sort((a, b) => a[0] - b[0])
    .map(([, pid, i]) => [pid, i * 256]);
same(
    delays.map(() => os.waitpid(-1, true)),
    expected,
    "waited for one by one",
);

// All ended before the first wait.
const late = delays.map((ms, i) => os.exec([child("exit"), String(i), String(ms)], { block: false }));
os.sleep(3500);
const order = delays.map(() => os.waitpid(-1, false));
same(
    order.map(([pid]) => late.indexOf(pid)),
    [4, 1, 3, 0, 2],
    "all at the end",
);
same(os.waitpid(-1, true), [-10, 32512]);
