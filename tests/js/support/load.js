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

const excess = (before, after, slackKiB = memorySlackKiB) =>
    Object.keys(before).filter((name) => after[name] > before[name] + (name === "committed" ? slackKiB : 0));

// A thread pool of the system lets a thread, and its handles, go when it was idle for some seconds.
async function settled(before) {
    let now = count();
    for (let tries = 0; tries < 40 && excess(before, now).length; tries++) {
        await os.sleepAsync(tries < 10 ? 200 : 1500);
        now = count();
    }
    return now;
}

// Everything that is made on first use is there.
async function warmUp(few, work) {
    await work(few);
    await os.sleepAsync(full ? 8000 : 100);
    count();
}

function show(what, before, after) {
    print(`${what}: ${Object.keys(before).map((name) => `${name} ${before[name]} to ${after[name]}`).join(", ")}`);
}

function refuse(what, kept) {
    if (kept.length) {
        throw new Error(`${what}: left behind: ${kept.join(", ")}`);
    }
}

async function timed(what, many, work) {
    const began = os.now();
    const result = await work(many);
    print(`${what}: ${many} in ${((os.now() - began) / 1e6).toFixed(1)} s`);
    return result;
}

async function measured(what, many, work) {
    const before = count();
    await timed(what, many, work);
    const after = await settled(before);
    show(what, before, after);
    return [before, after, excess(before, after)];
}

// A lock of the system makes its semaphore when a thread first waits for it: once in a process.
const isFirstWait = (before, after, kept) => kept.join() === "handles" && after.handles === before.handles + 1;

// Does `work(few)` once, so that everything that is made on first use is there; then `work(many)`. How much
// of the memory that `many` needed the heap keeps is up to the system (Wine 10 keeps more than Wine 8), but
// once more of the same takes no more: a leak does.
export async function balance(what, few, many, work) {
    await warmUp(few, work);
    let [before, after, kept] = await measured(what, many, work);
    if (kept.join() === "committed" || isFirstWait(before, after, kept)) {
        [before, after, kept] = await measured(`${what}, again`, many, work);
    }
    refuse(what, kept);
    if (after.committed > before.committed) {
        note(`${what}: ${after.committed - before.committed} KiB of memory are kept by the system or the heap`);
    }
}

// What a leak may be of what `many` need at once.
const heightSlackKiB = 512;

// The same of what runs at once. Of what that needed the heap keeps some, now more, now less of it, up to all. So the memory is
// compared where it is highest, in two rounds: what the first one has left behind makes the second one higher. `work` returns a
// census of that moment.
export async function balanceAtOnce(what, few, many, work) {
    await warmUp(few, work);
    const before = { ...count(), committed: Infinity };
    const first = await timed(what, many, work);
    await settled(before);
    const second = await timed(what, many, work);
    before.committed = first.committed;
    const after = { ...(await settled(before)), committed: second.committed };
    show(what, before, after);
    refuse(what, excess(before, after, heightSlackKiB));
}
