// A grandchild that keeps a pipe open after its parent died: the end of file comes with the
// grandchild's end, the child's end before.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child } from "./support/children.js";
import { readText, until } from "./support/handlers.js";

const [reading, writing] = os.pipe();
let text = "",
    open = true;
os.setReadHandler(reading, () => {
    const more = readText(reading);
    if (more === 0) {
        open = false;
        os.setReadHandler(reading, null);
    } else {
        text += more;
    }
});
const ended = os.execAsync([child("linger"), "60000", "5"], { stdout: writing });
os.close(writing);
equal(await ended, 5);
await until(() => text.includes("\n"));
await os.sleepAsync(100);
ok(open, "the grandchild has the pipe");
equal(os.kill(Number(text), os.SIGKILL), 0);
await until(() => !open);
os.close(reading);
