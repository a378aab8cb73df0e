// Top-level await: all promise jobs run before the next wait, also while something else is open; a rejection is an uncaught error; what can never
// come ends the script instead of hanging it.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { capture, script } from "./support/children.js";

// Several jobs deep, with a Worker's port open: one job for each wait would hang.
const worker = new os.Worker("./support/worker.js");
worker.onmessage = () => {};
let depth = 0;
let chain = os.sleepAsync(1);
for (let i = 0; i < 20; i++) {
    chain = chain.then(() => depth++);
}
await Promise.all([chain, Promise.resolve().then(() => {}).then(() => {})]);
equal(depth, 20);
worker.postMessage({ call: "end" });
worker.onmessage = null;

function outcome(source) {
    return capture(script(source), { stderr: "out" });
}

const rejected = outcome(`await os.sleepAsync(1); throw new RangeError("late");`);
equal(rejected.code, 1);
ok(rejected.out.startsWith("RangeError: late"), rejected.out);
const timer = outcome(`os.setTimeout(() => { throw new Error("in a timer"); }, 1); await new Promise(() => {});`);
equal(timer.code, 1);
ok(timer.out.includes("in a timer"), timer.out);
const never = outcome(`print("before"); await new Promise(() => {}); print("after");`);
equal(never.code, 1);
ok(never.out.startsWith("before\n") && never.out.includes("nothing is left") && !never.out.includes("after"), never.out);
const goesOn = outcome(`os.setTimeout(() => print("timer"), 50); await null; print("module done");`);
equal(goesOn.out, "module done\ntimer\n");
equal(goesOn.code, 0);
