// A pipe that another process is writing to: whatever asks about it waits for that write, and the event loop must not.
import * as os from "os";
import { equal } from "../../js/support/assert.js";
import { script, start } from "../../js/support/children.js";

const MUCH = 1 << 20; // more than a pipe holds
const [reading, writing] = os.pipe();
const writer = `
    std.err.puts("writing\\n");
    std.err.flush();
    os.write(1, new ArrayBuffer(${MUCH}), 0, ${MUCH});
`;
const [noticed, notice] = os.pipe();
const pid = os.exec(script(writer), { stdout: writing, stderr: notice, block: false });
os.close(notice);
equal(os.read(noticed, new ArrayBuffer(100), 0, 100) > 0, true);
os.sleep(1000);

equal(os.ttyGetWinSize(writing), null);

let handled = 0;
function handle() {
    handled++;
    equal(os.write(writing, new ArrayBuffer(1), 0, 1), 1);
    os.setWriteHandler(writing, null);
}
os.setWriteHandler(writing, handle);
await new Promise((resolve) => os.setTimeout(resolve, 100));
// Nor does removing it wait.
os.setWriteHandler(writing, null);
os.setWriteHandler(writing, handle);
await new Promise((resolve) => os.setTimeout(resolve, 100));
equal(os.waitpid(pid, os.WNOHANG)[0], 0, "the loop turns while the other process writes");
equal(handled, 0);
let total = 0;
while (total < MUCH) {
    total += os.read(reading, new ArrayBuffer(65536), 0, 65536);
}
equal(os.waitpid(pid, 0)[0], pid);
while (handled === 0) {
    await new Promise((resolve) => os.setTimeout(resolve, 20));
}
equal(total + os.read(reading, new ArrayBuffer(10), 0, 10), MUCH + 1);
