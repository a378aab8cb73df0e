// A read handler is called as long as there is something to read, and for the end of file, until it
// is removed; the loop ends then.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { readText, writeText } from "./support/handlers.js";

const [reading, writing] = os.pipe();
const seen = [];
os.setReadHandler(reading, () => {
    const text = readText(reading, 2);
    seen.push(text);
    if (text === 0) {
        equal(seen.filter((each) => each === 0).length <= 3, true, "and not after it was removed");
        if (seen.filter((each) => each === 0).length === 3) {
            os.setReadHandler(reading, null);
            os.close(reading);
            finish();
        }
    }
});
os.setTimeout(() => writeText(writing, "abcde"), 20);
os.setTimeout(() => same(seen, ["ab", "cd", "e"]), 300);
os.setTimeout(() => os.close(writing), 400);

function finish() {
    same(seen, ["ab", "cd", "e", 0, 0, 0]);
    print("done");
}
