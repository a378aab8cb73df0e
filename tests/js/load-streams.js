// A thousand children at once, each with three pipes that are all written and read: every byte arrives, the pipes take no thread,
// and nothing is left of them.
import * as os from "os";
import { runAsync, spawn } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { census, child, hash, pattern } from "./support/children.js";
import { balanceAtOnce, rounds } from "./support/load.js";

const outBytes = 3000,
    errBytes = 1000;
const expected = [hash(pattern(outBytes)), hash(pattern(errBytes))];

// One thread waits for the ends of 63 children; the threads of the system's pool come and go.
const mostThreads = (before, count) => before + Math.ceil(count / 63) + 8;

await balanceAtOnce("children that are talked to", 5, rounds(30, 1000), async (count) => {
    const { threads } = census();
    const all = Array.from({ length: count }, () => spawn([child("spew"), String(outBytes), String(errBytes), "0", "wait"]));
    const outputs = all.map((one) => Promise.all([one.stdout.bytes(), one.stderr.bytes()]));
    const ends = all.map((one) => one.wait());
    gc();
    const busy = census();
    equal(busy.children, count, "all of them run");
    ok(busy.threads <= mostThreads(threads, count), `${busy.threads} threads`);
    await Promise.all(all.map((one) => one.stdin.end("go on")));
    for (let i = 0; i < count; i++) {
        same((await outputs[i]).map(hash), expected, `child ${i}`);
        equal((await ends[i]).code, 0);
    }
    return busy;
});

await balanceAtOnce("programs that run to their end", 5, rounds(30, 1000), async (count) => {
    const { threads } = census();
    const [stdin, gate] = os.pipe();
    const all = Array.from({ length: count }, () => runAsync([child("spew"), String(outBytes), String(errBytes), "0", "wait"], { stdin, encoding: null }));
    os.close(stdin);
    gc();
    const busy = census();
    equal(busy.children, count, "all of them run");
    ok(busy.threads <= mostThreads(threads, count), `${busy.threads} threads`);
    os.close(gate);
    for (const { code, stdout, stderr } of await Promise.all(all)) {
        same([code, hash(stdout), hash(stderr)], [0, ...expected]);
    }
    return busy;
});
