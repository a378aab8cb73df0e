// Two waits at once never both get the same child, and none is lost: Workers and the main thread
// wait for any of 60 children together.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const count = 60;
const pids = Array.from({ length: count }, (_, i) =>
    os.exec([child("exit"), String(i), String(300 + (i % 7) * 40)], { block: false }),
);
const workers = Array.from({ length: 3 }, newWorker);
const answers = workers.map((worker) => ask(worker, { call: "reap" }));
const reaped = [];
for (;;) {
    const [pid, status] = os.waitpid(-1, true);
    if (pid === -10) {
        break;
    }
    reaped.push([pid, status]);
}
for (const answer of await Promise.all(answers)) {
    reaped.push(...answer);
}
equal(reaped.length, count, "each once");
same(
    reaped.map(([pid, status]) => [pids.indexOf(pid), status]).sort((a, b) => a[0] - b[0]),
    pids.map((_, i) => [i, i * 256]),
);

// Two waits for the same child: one gets it, the other learns that there is none.
const one = os.exec([child("exit"), "5", "500"], { block: false });
const both = workers.slice(0, 2).map((worker) => ask(worker, { call: "waitpid", args: [one, true] }));
same(
    (await Promise.all(both)).sort((a, b) => b[0] - a[0]),
    [
        [one, 5 * 256],
        [-10, 32512],
    ],
);
endWorkers();
