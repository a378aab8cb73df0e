// Killing what is just ending, and waits that compete: each child is reaped exactly once, with its
// own end or the signal, and nothing is left.
import * as os from "os";
import { equal, oneOf, same } from "./support/assert.js";
import { child } from "./support/children.js";
import { balance, rounds } from "./support/load.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const signals = [os.SIGKILL, os.SIGTERM];
const workers = Array.from({ length: 3 }, newWorker);

function spin(microseconds) {
    for (const until = os.now() + microseconds; os.now() < until; ) {
        // Not a sleep: the moment is to be hit, whatever the timer's resolution.
    }
}

await balance("killed while ending", 5, rounds(60, 3000), (count) => {
    for (let i = 0; i < count; i++) {
        const pid = os.exec([child("exit"), "3"], { block: false, newProcessGroup: i % 3 === 0 });
        spin((i % 100) * 150);
        equal(os.kill(i % 3 === 0 ? -pid : pid, signals[i % 2]), 0, `round ${i}`);
        const [reaped, status] = os.waitpid(pid, true);
        equal(reaped, pid);
        oneOf(status, [3 * 256, ...signals], `round ${i}`);
        equal(os.kill(pid, 0), -3, "it was reaped");
    }
});

// A promise and a kill, a promise and a wait.
await balance("killed while a promise waits", 5, rounds(60, 2000), async (count) => {
    for (let i = 0; i < count; i++) {
        const pid = os.exec([child("exit"), "3"], { block: false });
        const ended = os.waitpidAsync(pid);
        spin((i % 100) * 150);
        os.kill(pid, signals[i % 2]);
        const [reaped, status] = await ended;
        equal(reaped, pid);
        oneOf(status, [3 * 256, ...signals], `round ${i}`);
    }
});

// Two Workers wait for the same child, while it is killed: one has it.
await balance("two waits for one child", 5, rounds(40, 1000), async (count) => {
    for (let i = 0; i < count; i++) {
        const pid = os.exec([child("sleep"), "60000"], { block: false });
        const both = workers.slice(0, 2).map((worker) => ask(worker, { call: "waitpid", args: [pid, true] }));
        spin((i % 10) * 300);
        equal(os.kill(pid, os.SIGKILL), 0);
        same(
            (await Promise.all(both)).sort((a, b) => b[0] - a[0]),
            [
                [pid, os.SIGKILL],
                [-10, 32512],
            ],
        );
    }
});

// Workers and the main thread wait for any, while half of the children are killed.
await balance("children that four threads wait for", 10, rounds(60, 2000), async (count) => {
    const several = 40;
    for (let done = 0; done < count; done += several) {
        const pids = Array.from({ length: several }, (_, i) =>
            i % 2
                ? os.exec([child("exit"), "3"], { block: false })
                : os.exec([child("sleep"), "60000"], { block: false }),
        );
        const answers = workers.map((worker) => ask(worker, { call: "reap" }));
        pids.filter((_, i) => i % 2 === 0).forEach((pid) => equal(os.kill(pid, os.SIGKILL), 0));
        const reaped = [];
        for (let next; (next = os.waitpid(-1, true))[0] > 0; ) {
            reaped.push(next);
        }
        reaped.push(...(await Promise.all(answers)).flat());
        const expected = pids.map((pid, i) => [pid, i % 2 ? 3 * 256 : os.SIGKILL]);
        const order = (a, b) => a[0] - b[0];
        same(reaped.sort(order), expected.sort(order));
    }
});
endWorkers();
