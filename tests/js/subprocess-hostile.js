// spawn and its streams, used badly: nothing hangs, nothing ends the script, every refusal reaches who asked.
import * as os from "os";
import { spawn } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, freeFd, isTicking, script, temp, untilTicking } from "./support/children.js";

async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("it was kept");
}

const free = freeFd();

// A buffer that is taken away, or shrinks, while it is being written: what it held then is written.
for (const take of [(buffer) => buffer.transfer(0), (buffer) => buffer.resize(10)]) {
    const slow = spawn([child("slurp"), "65536", "5"], { stderr: "null" });
    const buffers = [0, 1].map(() => new ArrayBuffer(2000000, { maxByteLength: 2000000 }));
    const writing = buffers.map((buffer) => slow.stdin.write(buffer));
    buffers.forEach(take);
    await Promise.all(writing);
    await slow.stdin.end();
    equal((await slow.stdout.text()).split(" ")[0], "4000000");
    await slow.wait();
}

// A child that writes more than a pipe holds while it ends; nobody reads.
const talkative = `
    os.signal(os.SIGTERM, () => {
        os.write(1, new ArrayBuffer(1000000), 0, 1000000);
        std.exit(3);
    });
    os.setTimeout(() => {}, 60000);
    std.out.puts("ready\\n");
    std.out.flush();`;
let left;
{
    await using child = spawn(script(talkative), { stderr: "null" });
    equal((await child.stdout.lines().next()).value, "ready");
    left = child;
}
same(await left.wait(), { code: 3, signal: null }, "the block's end does not wait for ever");

// Descendants outlive the child: killTree still reaches them.
const ticks = temp("ticks");
const silent = { stdin: "null", stdout: "null", stderr: "null" };
const tree = spawn(script(`os.exec([${JSON.stringify(child("ticker"))}, ${JSON.stringify(ticks)}, "60000"], { block: false });`), { ...silent, killTree: true });
equal((await tree.wait()).code, 0);
untilTicking(ticks);
equal(tree.kill("SIGKILL"), true, "the tree lives");
ok(!isTicking(ticks), "the grandchild is gone");
equal(tree.kill(), false, "nothing is left of it");

// What was left over of a line does not come after close.
const closed = spawn([child("copy")], { input: "a\nb\n", stderr: "null" });
equal((await closed.stdout.lines().next()).value, "a");
closed.stdout.close();
equal(await closed.stdout.read(), null);
await closed.wait();

// Characters and line ends in pieces of one byte.
const pieces = spawn([child("copy")], { stderr: "null" });
const found = [];
const reading = (async () => {
    for await (const line of pieces.stdout.lines()) {
        found.push(line);
    }
})();
for (const byte of [0xc3, 0xa4, 0xf0, 0x9f, 0x98, 0x80, 13, 10, 13, 10, 120]) {
    await pieces.stdin.write(new Uint8Array([byte]));
    await os.sleepAsync(2);
}
await pieces.stdin.end();
await reading;
same(found, ["ä😀", "", "x"]);
await pieces.wait();

// An exception in the body of a loop leaves the child and the stream as they are.
const thrown = spawn([child("copy")], { input: "1\n2\n", stderr: "null" });
const why = await rejected((async () => {
    for await (const line of thrown.stdout.lines({ keepOpen: true })) {
        throw new Error(line);
    }
})());
equal(why.message, "1");
equal(await thrown.stdout.text(), "2\n");
await thrown.wait();

// Options of run that spawn does not take are no silent promises.
for (const option of [{ check: true }, { stdio: "inherit" }, { onExit() {} }]) {
    const name = Object.keys(option)[0];
    ok(throws(TypeError, () => spawn([child("true")], option)).message.includes(name), name);
}
equal(freeFd(), free, "no fd is left");
equal(os.waitpid(-1, false)[0], -10, "nor a child");
