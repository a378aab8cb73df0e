// Children with three pipes, all read and written at once: every byte arrives, they take no thread and little
// memory, and nothing is left of them.
import * as os from "os";
import { spawn } from "subprocess";
import { equal, note, ok, same } from "./support/assert.js";
import { census, child, freeFd, hash, pattern } from "./support/children.js";

const count = 100,
    outBytes = 30000,
    errBytes = 9000,
    mostKiBPerChild = 16;
const expected = [hash(pattern(outBytes)), hash(pattern(errBytes))];

// A child that is silent until its input ends.
async function start(gate) {
    const spew = spawn([child("spew"), String(outBytes), String(errBytes), "1", "wait"]);
    const outputs = Promise.all([spew.stdout.bytes(), spew.stderr.bytes()]);
    await gate;
    await spew.stdin.end();
    same((await outputs).map(hash), expected);
    equal((await spew.wait()).code, 0);
}

async function round(children) {
    let open;
    const gate = new Promise((resolve) => (open = resolve));
    const all = Array.from({ length: children }, () => start(gate));
    await os.sleepAsync(500);
    const busy = census();
    open();
    await Promise.all(all);
    return busy;
}

// Threads and processes are on their way out for a moment.
async function settled(most) {
    let now;
    for (let tries = 0; tries < 50; tries++) {
        gc();
        now = census();
        if (now.handles <= most) {
            return now;
        }
        await os.sleepAsync(200);
    }
    throw new Error(`${now.handles} handles`);
}

const before = await round(1);
const free = freeFd();
const idle = await settled(Infinity);
const busy = await round(count);
equal(busy.children, count);
ok(busy.threads <= before.threads + Math.ceil(count / 63), `${busy.threads} threads`);
const perChild = (busy.committed - idle.committed) / count;
ok(perChild <= mostKiBPerChild, `${perChild} KiB for each child`);
equal((await settled(idle.handles)).children, 0);
equal(freeFd(), free);
note(`${count} children with three pipes each: ${perChild.toFixed(1)} KiB for each`);
