// A grandchild that keeps a pipe open after its parent died: the end of file comes with the
// grandchild's end, the child's end before.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child } from "./support/children.js";
import { textToEnd } from "./support/handlers.js";

const [reading, writing] = os.pipe();
const order = [];
const before = Date.now();
const ended = os.execAsync([child("linger"), "700", "5"], { stdout: writing }).then((code) => {
    order.push("child");
    return code;
});
os.close(writing);
const text = textToEnd(reading).then((all) => {
    order.push("end of file");
    return all;
});
equal(await ended, 5);
ok(Number(await text) > 0);
same(order, ["child", "end of file"]);
ok(Date.now() - before >= 600, `${Date.now() - before} ms`);
