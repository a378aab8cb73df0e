// os.ttySetRaw holds from the next key on, though a handler waits for a line: the keys as they are typed, without waiting for Enter.
import { equal, same } from "./support/assert.js";
import { child, script } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const target = talk([
    child("press"),
    ...script(`
        ${say}
        const bytes = new Uint8Array(200);
        let keys = "";
        os.setReadHandler(0, () => {
            const count = os.read(0, bytes.buffer, 0, bytes.length);
            keys += String.fromCharCode(...bytes.subarray(0, count));
            if (keys.endsWith("\\r") || keys.endsWith("\\n")) {
                say(JSON.stringify(keys));
                std.exit(3);
            }
        });
        await new Promise((resolve) => os.setTimeout(resolve, 300));
        os.ttySetRaw(0);
        say("ready");
    `),
]);
equal(target.line(), "ready");
target.tell("typed\n");
const [lines, status] = target.end();
same(lines, ['"typed\\r"']);
equal(status, 3 * 256);
