// Children that several threads start at once get none of each other's handles, whatever the
// timing.
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const workers = Array.from({ length: 4 }, newWorker);
const answers = await Promise.all(
    workers.map((worker) => ask(worker, { call: "handles", program: child("handles"), rounds: 8 })),
);
for (const answer of answers) {
    equal(answer.length, 8);
    same([...new Set(answer)], ["inherited 0"]);
}
endWorkers();
