// Much work, and the proof that nothing of it stays: handles, threads, children, descriptors and
// committed memory are counted by the system before and after.
import * as os from "os";
import * as std from "std";
import { note } from "./assert.js";
import { census, freeFd } from "./children.js";

// The load-*.js are ordinary tests with few rounds; `make load` runs the same scripts with many.
export const full = std.getenv("QP_LOAD") === "full";
export const rounds = (few, many) => (full ? many : few);

// Wine keeps some memory for the next thread and the next process, and the heap what it was given.
const memorySlackKiB = 2048;

function count() {
    gc();
    return { ...census(), fds: freeFd() };
}

const excess = (before, after) =>
    Object.keys(before).filter(
        (name) => after[name] > before[name] + (name === "committed" ? memorySlackKiB : 0),
    );

// A thread pool of the system lets a thread, and its handles, go when it was idle for some seconds.
async function settled(before) {
    let now = count();
    for (let tries = 0; tries < 40 && excess(before, now).length; tries++) {
        await os.sleepAsync(tries < 10 ? 200 : 1500);
        now = count();
    }
    return now;
}

async function measured(what, many, work) {
    const before = count();
    const began = os.now();
    await work(many);
    const seconds = ((os.now() - began) / 1e6).toFixed(1);
    const after = await settled(before);
    const changes = Object.keys(before).map((name) => `${name} ${before[name]} to ${after[name]}`);
    print(`${what}: ${many} in ${seconds} s; ${changes.join(", ")}`);
    return [before, after, excess(before, after)];
}

// A lock of the system makes its semaphore when a thread first waits for it: once in a process.
const isFirstWait = (before, after, kept) => kept.join() === "handles" && after.handles === before.handles + 1;

// Does `work(few)` once, so that everything that is made on first use is there; then `work(many)`. How much
// of the memory that `many` needed the heap keeps is up to the system (Wine 10 keeps more than Wine 8), but
// once more of the same takes no more: a leak does.
export async function balance(what, few, many, work) {
    await work(few);
    await os.sleepAsync(full ? 8000 : 100);
    count();
    let [before, after, kept] = await measured(what, many, work);
    if (kept.join() === "committed" || isFirstWait(before, after, kept)) {
        [before, after, kept] = await measured(`${what}, again`, many, work);
    }
    if (kept.length) {
        throw new Error(`${what}: left behind: ${kept.join(", ")}`);
    }
    if (after.committed > before.committed) {
        note(`${what}: ${after.committed - before.committed} KiB of memory are kept by the system or the heap`);
    }
}
