// A pipe that another process is reading: whatever asks about it waits for that read, and the event
// loop must not.
import * as os from "os";
import { equal } from "../../js/support/assert.js";
import { child, script, start, writeAll } from "../../js/support/children.js";

const [reading, writing] = os.pipe();
const reader = `
    std.out.puts("reading\\n");
    std.out.flush();
    os.read(0, new ArrayBuffer(1), 0, 1);
`;
const [pid, output] = start(script(reader), { stdin: reading });
equal(os.read(output, new ArrayBuffer(100), 0, 100) > 0, true);
os.sleep(1000);

// Nor do questions about it, or a start with it, wait.
equal(os.isatty(reading), false);
for (const option of ["windowsHide", "detached"]) {
    const started = os.exec([child("exit"), "5"], { stdin: reading, [option]: true, block: false });
    equal(os.waitpid(started, 0)[1], 5 * 256, option);
}
equal(os.waitpid(pid, os.WNOHANG)[0], 0, "the other process still reads");

let handled = 0;
function handle() {
    handled += os.read(reading, new ArrayBuffer(1), 0, 1);
    os.setReadHandler(reading, null);
}
os.setReadHandler(reading, handle);
await new Promise((resolve) => os.setTimeout(resolve, 100));
// Nor does removing it wait.
os.setReadHandler(reading, null);
os.setReadHandler(reading, handle);
await new Promise((resolve) => os.setTimeout(resolve, 100));
equal(os.waitpid(pid, os.WNOHANG)[0], 0, "the loop turns while the other process reads");
equal(handled, 0);
equal(writeAll(writing, "ab"), 2);
await new Promise((resolve) => os.setTimeout(resolve, 100));
equal(os.waitpid(pid, 0)[0], pid);
while (handled === 0) {
    await new Promise((resolve) => os.setTimeout(resolve, 20));
}
equal(handled, 1, "one byte each");
