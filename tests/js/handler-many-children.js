// 200 children at once, both streams of each handled on one thread: what that costs in memory, and that
// nothing of it is left behind.
import * as os from "os";
import { equal, note, ok } from "./support/assert.js";
import { census, child, freeFd, hash, pattern } from "./support/children.js";
import { readToEnd } from "./support/handlers.js";
import { isWine } from "./support/platform.js";

const count = 200,
    outBytes = 30000,
    errBytes = 9000,
    mostKiBPerChild = 64,
    mostKiBPerChildOnWine10 = 80, // Wine 8 stays below the other number
    again = 40,
    leastKiBLost = 16;
const expected = [hash(pattern(outBytes)), hash(pattern(errBytes))];

// A child that is silent until its gate is closed: { gate, ended }.
function start(i) {
    const [input, gate] = os.pipe();
    const [out, outWriting] = os.pipe();
    const [err, errWriting] = os.pipe();
    const pid = os.exec([child("spew"), String(outBytes), String(errBytes), "1", "wait"], {
        stdin: input,
        stdout: outWriting,
        stderr: errWriting,
        block: false,
    });
    [input, outWriting, errWriting].forEach((fd) => os.close(fd));
    ok(pid > 0, `child ${i}`);
    return { gate, ended: end(i, pid, [out, err]) };
}

async function end(i, pid, streams) {
    const all = await Promise.all(streams.map((fd) => readToEnd(fd)));
    all.forEach((bytes, j) => equal(hash(bytes), expected[j], `stream ${j} of child ${i}`));
    equal((await os.waitpidAsync(pid))[1], 0);
}

async function round(children) {
    const started = Array.from({ length: children }, (_, i) => start(i));
    await os.sleepAsync(500);
    const busy = census();
    started.forEach(({ gate }) => os.close(gate));
    await Promise.all(started.map(({ ended }) => ended));
    return busy;
}

// The threads are on their way out for a moment.
async function settled(most) {
    let now;
    for (let tries = 0; tries < 50; tries++) {
        gc();
        now = census();
        if (now.threads <= most.threads && now.handles <= most.handles) {
            return now;
        }
        await os.sleepAsync(200);
    }
    throw new Error(`${now.threads} threads, ${now.handles} handles`);
}

await round(1);
const free = freeFd();
const idle = await settled({ threads: 20, handles: Infinity });

const busy = await round(count);
equal(busy.children, count);
const perChild = (busy.committed - idle.committed) / count;
if (perChild > mostKiBPerChild && isWine) {
    note(`${perChild} KiB for each child`);
}
ok(perChild <= (isWine ? mostKiBPerChildOnWine10 : mostKiBPerChild), `${perChild} KiB for each child`);

// What is given back the next round has again: the system keeps some of it for new threads.
const after = await settled(idle);
equal(after.children, 0);
equal(os.waitpid(-1, false)[0], -10);
equal(freeFd(), free);
await round(again);
const { committed } = await settled(idle);
ok(
    committed <= after.committed + again * leastKiBLost,
    `${after.committed} KiB after ${count} children, ${committed} after ${again} more`,
);
note(
    `${count} children with two handled pipes each: ${perChild.toFixed(1)} KiB for each, ` +
        `${((after.committed - idle.committed) / count).toFixed(1)} of it kept by the system and the heap for the next ones`,
);
