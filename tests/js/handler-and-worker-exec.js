// While a Worker runs a blocking exec, handlers and promises of the main thread go on.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child } from "./support/children.js";
import { readToEnd } from "./support/handlers.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const worker = newWorker();
let over = false;
const answer = ask(worker, { call: "exec", args: [[child("sleep"), "1500"]] }).then((code) => {
    over = true;
    return code;
});
let rounds = 0;
while (!over) {
    const [reading, writing] = os.pipe();
    const code = os.execAsync([child("spew"), "1000"], { stdout: writing });
    os.close(writing);
    equal((await readToEnd(reading)).length, 1000);
    equal(await code, 0);
    rounds++;
}
equal(await answer, 0);
ok(rounds >= 3, `${rounds} rounds meanwhile`);
endWorkers();
