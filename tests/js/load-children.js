// A thousand children at once, each with a pipe of its own: all are there together, each is reaped
// once, and nothing is left of them.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { census, child } from "./support/children.js";
import { balance, rounds } from "./support/load.js";

function startAll(count) {
    const codes = new Map();
    const gates = [];
    for (let i = 0; i < count; i++) {
        const [input, gate] = os.pipe();
        // Ends when its standard input does.
        const pid = os.exec([child("cat")], { stdin: input, block: false });
        os.close(input);
        ok(pid > 0 && !codes.has(pid), `child ${i}: ${pid}`);
        codes.set(pid, i);
        gates.push(gate);
    }
    return [codes, gates];
}

await balance("children at once", 5, rounds(60, 1000), (count) => {
    const [pids, gates] = startAll(count);
    equal(census().children, count, "all of them run");
    gates.forEach((gate) => os.close(gate));
    for (let i = 0; i < count; i++) {
        const [pid, status] = os.waitpid(-1, true);
        equal(status, 0, `pid ${pid}`);
        ok(pids.delete(pid), `pid ${pid} was never started, or reaped before`);
    }
    equal(os.waitpid(-1, true)[0], -10);
});
await balance("promises of children at once", 5, rounds(60, 1000), async (count) => {
    const [pids, gates] = startAll(count);
    const ended = [...pids.keys()].map((pid) => os.waitpidAsync(pid));
    gates.forEach((gate) => os.close(gate));
    for (const [pid, status] of await Promise.all(ended)) {
        equal(status, 0, `pid ${pid}`);
        ok(pids.delete(pid), `pid ${pid}`);
    }
});
