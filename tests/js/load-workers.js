// Eight Workers that start and reap children at the same time, each its own: none gets another's, and
// nothing is left.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child } from "./support/children.js";
import { balance, rounds } from "./support/load.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const workers = Array.from({ length: 8 }, newWorker);
const each = rounds(8, 200);

await balance("children of 8 Workers", 8, 8 * each, async (count) => {
    const answers = workers.map((worker, i) =>
        ask(worker, { call: "spawn", program: [child("exit"), String(i)], rounds: count / 8 }),
    );
    for (const [i, wrong] of (await Promise.all(answers)).entries()) {
        equal(wrong.join(), "", `Worker ${i}`);
    }
});
equal(os.waitpid(-1, false)[0], -10);

// The Workers themselves go, too.
endWorkers();
