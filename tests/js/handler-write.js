// Write handlers: a filter is fed with a megabyte while its output is read in the same loop,
// whatever the size of the writes.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, hash, pattern } from "./support/children.js";
import { readToEnd, until } from "./support/handlers.js";

const bytes = pattern(1 << 20);

function feed(fd, size) {
    let sent = 0,
        calls = 0;
    return new Promise((resolve) => {
        os.setWriteHandler(fd, () => {
            calls++;
            const n = os.write(fd, bytes.buffer, sent, Math.min(size, bytes.length - sent));
            sent += Math.max(n, 0);
            if (n < 0 || sent === bytes.length) {
                os.setWriteHandler(fd, null);
                os.close(fd);
                resolve({ n, sent, calls });
            }
        });
    });
}

for (const size of [1 << 20, 65536, 4096, 1000]) {
    const [inReading, inWriting] = os.pipe();
    const [out, outWriting] = os.pipe();
    const code = os.execAsync([child("cat")], { stdin: inReading, stdout: outWriting });
    os.close(inReading);
    os.close(outWriting);
    const [{ sent }, got] = await Promise.all([feed(inWriting, size), readToEnd(out)]);
    equal(sent, bytes.length);
    equal(hash(got), hash(bytes), `in pieces of ${size}`);
    equal(await code, 0);
}

// Nobody reads: the handler stops being called; once the reader is gone, it is called and its write
// fails.
const [reading, writing] = os.pipe();
let calls = 0,
    result;
os.setWriteHandler(writing, () => {
    calls++;
    result = os.write(writing, bytes.buffer, 0, 4096);
    if (result < 0) {
        os.setWriteHandler(writing, null);
    }
});
await until(() => calls >= 16);
let before;
do {
    before = calls;
    await os.sleepAsync(200);
} while (calls > before);
ok(before < 1000, `${before} calls`);
os.close(reading);
await until(() => result < 0);
equal(result, -32);
os.close(writing);
