// Pipes and duplicates opened and closed, many thousands: no descriptor and no handle is left.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { balance, rounds } from "./support/load.js";

const byte = new Uint8Array([7]);

await balance("pipes", 50, rounds(2000, 100000), (count) => {
    for (let i = 0; i < count; i++) {
        const pair = os.pipe();
        ok(pair, `pipe ${i}`);
        equal(os.close(pair[i & 1]), 0);
        equal(os.close(pair[1 - (i & 1)]), 0);
    }
});
await balance("pipes that were used, with duplicates", 50, rounds(500, 20000), (count) => {
    for (let i = 0; i < count; i++) {
        const [reading, writing] = os.pipe();
        const copy = os.dup(writing);
        equal(os.dup2(writing, copy), copy);
        os.close(writing);
        equal(os.write(copy, byte.buffer, 0, 1), 1);
        os.close(copy);
        equal(os.read(reading, byte.buffer, 0, 1), 1);
        equal(os.read(reading, byte.buffer, 0, 1), 0);
        os.close(reading);
    }
});
await balance("pipes with handlers", 20, rounds(100, 3000), async (count) => {
    for (let i = 0; i < count; i++) {
        const [reading, writing] = os.pipe();
        os.setReadHandler(reading, () => {});
        os.setWriteHandler(writing, () => {});
        if (i % 8 === 0) {
            await os.sleepAsync(0);
        }
        os.setReadHandler(reading, null);
        os.setWriteHandler(writing, null);
        os.close(reading);
        os.close(writing);
    }
});
