// waitpidAsync: the promise of what waitpid returns, for all its kinds of pid.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child } from "./support/children.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const none = [-10, 32512];
const start = (code, ms = 0, options = {}) =>
    os.exec([child("exit"), String(code), String(ms)], { block: false, ...options });

// One child, ended or not; once.
const one = start(5, 200);
same(await os.waitpidAsync(one), [one, 5 * 256]);
same(await os.waitpidAsync(one), none);
const ended = start(6);
os.sleep(300);
same(await os.waitpidAsync(ended), [ended, 6 * 256]);

// Any, in the order in which they end: each when its input does.
const gates = Array.from({ length: 3 }, () => os.pipe());
const several = gates.map(([input]) => os.exec([child("cat")], { stdin: input, block: false }));
for (const i of [1, 2, 0]) {
    const next = os.waitpidAsync(-1);
    os.close(gates[i][1]);
    os.close(gates[i][0]);
    same(await next, [several[i], 0]);
}
same(await os.waitpidAsync(-1), none);

// Groups.
const leader = start(7, 100, { newProcessGroup: true });
const own = start(8, 100);
same(await Promise.all([os.waitpidAsync(-leader), os.waitpidAsync(0)]), [
    [leader, 7 * 256],
    [own, 8 * 256],
]);
same(await os.waitpidAsync(-leader), none);
same(await os.waitpidAsync(-(2 ** 31)), none);
same(await os.waitpidAsync(4), none);

// Without waiting.
const slow = start(9, 400);
same(await os.waitpidAsync(slow, os.WNOHANG), [0, 0]);
same(await os.waitpidAsync(slow, false), [0, 0]);
same(await os.waitpidAsync(slow, true), [slow, 9 * 256]);
same(await os.waitpidAsync(slow, os.WNOHANG), none);

// Two for one child: the first gets it.
const shared = start(10, 200);
same(await Promise.all([os.waitpidAsync(shared), os.waitpidAsync(shared)]), [[shared, 10 * 256], none]);

// A signal.
const killed = os.exec([child("sleep"), "60000"], { block: false });
os.setTimeout(() => os.kill(killed, os.SIGKILL), 100);
same(await os.waitpidAsync(killed), [killed, os.SIGKILL]);

// Against a blocking waitpid of a Worker: exactly one gets it, and both are told.
const worker = newWorker();
for (let i = 0; i < 20; i++) {
    const pid = start(i, 100);
    const both = await Promise.all([
        ask(worker, { call: "waitpid", args: [i % 2 ? pid : -1, true] }),
        os.waitpidAsync(pid),
    ]);
    same(
        both.sort((a, b) => b[0] - a[0]),
        [[pid, i * 256], none],
        `round ${i}`,
    );
}
endWorkers();

// Wrong arguments reject.
ok((await os.waitpidAsync(Symbol()).catch((why) => why)) instanceof TypeError);
ok((await os.waitpidAsync(1n).catch((why) => why)) instanceof TypeError);
equal(os.waitpid(-1, false)[0], -10);
