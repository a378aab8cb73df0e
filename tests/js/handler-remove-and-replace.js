// A handler may be removed while data waits, replace and remove itself and others, close what is
// watched, and start children.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child } from "./support/children.js";
import { readText, textToEnd, until, writeText } from "./support/handlers.js";

const delay = (ms) => os.sleepAsync(ms);

// Removed while data waits: not called, and the data is still there.
{
    const [reading, writing] = os.pipe();
    let calls = 0;
    os.setReadHandler(reading, () => calls++);
    await delay(20);
    writeText(writing, "kept");
    os.setReadHandler(reading, null);
    await delay(50);
    equal(calls, 0);
    equal(readText(reading), "kept");
    os.close(reading);
    os.close(writing);
}

// Replaces itself, then removes itself.
{
    const [reading, writing] = os.pipe();
    const calls = [];
    os.setReadHandler(reading, () => {
        calls.push("first");
        os.setReadHandler(reading, () => {
            calls.push("second");
            os.setReadHandler(reading, null);
        });
    });
    writeText(writing, "x");
    await until(() => calls.length >= 2);
    await delay(50);
    same(calls, ["first", "second"]);
    os.close(reading);
    os.close(writing);
}

// Two are due at once; the first to come removes the other, and closes its pipe.
{
    const pipes = [os.pipe(), os.pipe()];
    let calls = 0;
    pipes.forEach(([reading], i) => {
        os.setReadHandler(reading, () => {
            calls++;
            for (const [each] of pipes) {
                os.setReadHandler(each, null);
                os.close(each);
            }
            ok(i === 0 || i === 1);
        });
    });
    pipes.forEach(([, writing]) => writeText(writing, "x"));
    await until(() => calls > 0);
    await delay(50);
    equal(calls, 1);
    pipes.forEach(([, writing]) => os.close(writing));
}

// Starts a child, whose output another handler reads.
{
    const [reading, writing] = os.pipe();
    const text = await new Promise((resolve) => {
        os.setReadHandler(reading, () => {
            os.setReadHandler(reading, null);
            os.close(reading);
            const [out, outWriting] = os.pipe();
            os.exec([child("argv"), "crt", "a"], { stdout: outWriting, block: false });
            os.close(outWriting);
            resolve(textToEnd(out));
        });
        writeText(writing, "go");
    });
    ok(text.includes("0061"), text);
    os.close(writing);
    equal((await os.waitpidAsync(-1))[1], 0);
}

// A handler that a garbage collection runs in, and that nobody else holds.
{
    const [reading, writing] = os.pipe();
    let called = false;
    (function set() {
        const held = { text: "held" };
        os.setReadHandler(reading, () => {
            called = held.text;
            gc();
            os.setReadHandler(reading, null);
            gc();
        });
    })();
    gc();
    writeText(writing, "x");
    await until(() => called);
    equal(called, "held");
    os.close(reading);
    os.close(writing);
}

// A descriptor may have a handler of each kind; they are two.
{
    const fd = os.open("NUL", os.O_RDWR);
    let reads = 0,
        writes = 0;
    os.setReadHandler(fd, () => reads++);
    os.setWriteHandler(fd, () => writes++);
    await until(() => reads > 0 && writes > 0);
    os.setReadHandler(fd, null);
    const before = [reads, writes];
    await until(() => writes > before[1] + 10);
    equal(reads, before[0], "removed");
    os.setWriteHandler(fd, null);
    os.close(fd);
}
