// 1,000 rounds of setting and removing, with and without a turn of the loop in between, leave
// nothing behind and lose nothing.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { census, freeFd } from "./support/children.js";
import { readText, writeText } from "./support/handlers.js";

const [reading, writing] = os.pipe();
let got = 0;
const handler = () => {
    got += readText(reading, 1).length;
};

async function rounds(count) {
    for (let i = 0; i < count; i++) {
        os.setReadHandler(reading, handler);
        if (i % 3 === 0) {
            await os.sleepAsync(i % 2);
        }
        writeText(writing, "x");
        if (i % 5 === 0) {
            await os.sleepAsync(0);
        }
        os.setReadHandler(reading, null);
    }
}

await rounds(100);
const before = { ...census(), fd: freeFd() };
await rounds(1000);
os.setReadHandler(reading, handler);
while (got < 1100) {
    await os.sleepAsync(1);
}
os.setReadHandler(reading, null);
equal(got, 1100);
for (let tries = 0; tries < 20 && census().threads > before.threads; tries++) {
    os.sleep(100);
}
const after = { ...census(), fd: freeFd() };
for (const what of ["handles", "threads", "children", "fd"]) {
    ok(
        after[what] <= before[what] + (what === "threads" ? 3 : 0) + (what === "handles" ? 5 : 0),
        `${what}: ${before[what]}, then ${after[what]}`,
    );
}
