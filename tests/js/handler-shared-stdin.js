// A pipe that is watched and given to a child as well: the child starts and runs, what comes
// afterwards reaches the handler again.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child } from "./support/children.js";
import { readText, writeText } from "./support/handlers.js";

const [reading, writing] = os.pipe();
const texts = [];
os.setReadHandler(reading, () => texts.push(readText(reading)));
await os.sleepAsync(50);
equal(os.exec([child("exit"), "3"], { stdin: reading }), 3, "blocking");
equal(await os.execAsync([child("sleep"), "300"], { stdin: reading }), 0);
writeText(writing, "after both");
await os.sleepAsync(100);
equal(texts.join(), "after both");
const sleeping = os.execAsync([child("sleep"), "600"], { stdin: reading });
await os.sleepAsync(50);
writeText(writing, " while it runs");
await os.sleepAsync(200);
equal(texts.join(""), "after both while it runs");
equal(await sleeping, 0);
writeText(writing, " and after");
await os.sleepAsync(200);
equal(texts.join(""), "after both while it runs and after");
os.setReadHandler(reading, null);
ok(true);
