// While a Worker runs a blocking exec, handlers and promises of the main thread go on.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child } from "./support/children.js";
import { readToEnd } from "./support/handlers.js";
import { ask, endWorkers, newWorker } from "./support/workers.js";

const worker = newWorker();
const [input, gate] = os.pipe();
const [said, saying] = os.pipe();
let over = false;
// Runs until the gate is closed.
const answer = ask(worker, {
    call: "exec",
    args: [[child("cat")], { stdin: input, stdout: saying }],
}).then((code) => {
    over = true;
    return code;
});
os.write(gate, new Uint8Array([88]).buffer, 0, 1);
equal(os.read(said, new ArrayBuffer(1), 0, 1), 1, "it runs");
for (let round = 0; round < 5; round++) {
    const [reading, writing] = os.pipe();
    const code = os.execAsync([child("spew"), "1000"], { stdout: writing });
    os.close(writing);
    equal((await readToEnd(reading)).length, 1000);
    equal(await code, 0);
}
ok(!over);
os.close(gate);
equal(await answer, 0);
[input, said, saying].forEach((fd) => os.close(fd));
endWorkers();
