// A read handler is called as long as there is something to read, and for the end of file, until it
// is removed; the loop ends then.
import * as os from "os";
import { same } from "./support/assert.js";
import { readText, until, writeText } from "./support/handlers.js";

const [reading, writing] = os.pipe();
const seen = [];
os.setReadHandler(reading, () => {
    seen.push(readText(reading, 2));
    if (seen.filter((each) => each === 0).length === 3) {
        os.setReadHandler(reading, null);
        os.close(reading);
    }
});
await os.sleepAsync(20);
same(seen, []);
writeText(writing, "abcde");
await until(() => seen.length >= 3);
await os.sleepAsync(100);
same(seen, ["ab", "cd", "e"]);
os.close(writing);
await until(() => seen.length >= 6);
await os.sleepAsync(100);
same(seen, ["ab", "cd", "e", 0, 0, 0]);
