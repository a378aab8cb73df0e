// A pipe that is watched and given to a child as well: the child starts and runs, what comes
// afterwards reaches the handler again.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child } from "./support/children.js";
import { readText, until, writeText } from "./support/handlers.js";

const [reading, writing] = os.pipe();
const texts = [];
os.setReadHandler(reading, () => texts.push(readText(reading)));
await os.sleepAsync(50);
equal(os.exec([child("exit"), "3"], { stdin: reading }), 3, "blocking");
equal(await os.execAsync([child("sleep"), "300"], { stdin: reading }), 0);
writeText(writing, "after both");
await until(() => texts.length > 0);
equal(texts.join(), "after both");
let over = false;
const sleeping = os.exec([child("sleep"), "60000"], { stdin: reading, block: false });
const end = os.waitpidAsync(sleeping).then(() => (over = true));
await os.sleepAsync(50);
writeText(writing, " while it runs");
await until(() => texts.length > 1);
ok(!over);
os.kill(sleeping, os.SIGKILL);
await end;
writeText(writing, " and after");
await until(() => texts.length > 2);
equal(texts.join(""), "after both while it runs and after");
os.setReadHandler(reading, null);
