// waitpid(-1) gives the children in the order in which they ended, not in that of their start.
import * as os from "os";
import { same } from "./support/assert.js";
import { child } from "./support/children.js";

// Nobody's pids come in this order by chance.
const order = [7, 4, 1, 8, 3, 0, 5, 2, 6];
const byte = new ArrayBuffer(1);

// Children that end when they are told to. Every second one leads a group: which kind it is says
// nothing of its turn.
function startAll() {
    return order.map((_, i) => {
        const [input, gate] = os.pipe();
        const [end, output] = os.pipe();
        const pid = os.exec([child("cat")], {
            stdin: input,
            stdout: output,
            newProcessGroup: i % 2 === 1,
            block: false,
        });
        os.close(input);
        os.close(output);
        return { pid, gate, end };
    });
}

// Returns when it is over: its output ends with it.
function finish({ gate, end }) {
    os.close(gate);
    os.read(end, byte, 0, 1);
    os.close(end);
    os.sleep(100);
}

// All ended before they are waited for.
function lateOnes(what, block) {
    const late = startAll();
    order.forEach((i) => finish(late[i]));
    const pids = late.map(({ pid }) => pid);
    same(late.map(() => pids.indexOf(os.waitpid(-1, block)[0])), order, what);
    same(os.waitpid(-1, true), [-10, 32512]);
}

lateOnes("nobody has asked for any child before", false);
const early = startAll();
for (const i of order) {
    os.close(early[i].gate);
    same(os.waitpid(-1, true), [early[i].pid, 0], "waited for one by one");
    os.close(early[i].end);
}
// On a busy machine the last one may not be told of yet.
lateOnes("their ends were told as they came", true);
