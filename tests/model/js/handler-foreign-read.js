// A pipe from which another process reads does not stop the loop: neither setting a handler for it, nor looking whether
// there is something, nor removing the handler waits for that read.
import * as os from "os";
import { equal, ok } from "../../js/support/assert.js";
import { interpreter } from "../../js/support/children.js";
import { readText, until, writeText } from "../../js/support/handlers.js";

const reader = `
    const byte = new Uint8Array([46]);
    os.write(1, byte.buffer, 0, 1);
    std.exit(os.read(0, byte.buffer, 0, 1));
`;

const [reading, writing] = os.pipe();
const [answers, answering] = os.pipe();
const pid = os.exec([interpreter, "--std", "-e", reader], { stdin: reading, stdout: answering, block: false });
os.close(answering);
equal(readText(answers, 1), ".");
// It says so before it reads; there is nothing that tells when it waits inside.
await os.sleepAsync(300);

let text = "";
const read = () => (text += readText(reading));
os.setReadHandler(reading, read);
await os.sleepAsync(100);
os.setReadHandler(reading, null);
os.setReadHandler(reading, read);
await os.sleepAsync(100);
equal(text, "", "nothing was written yet");

// One of the two gets a byte: in the end the other process, too.
let status;
os.waitpidAsync(pid).then((result) => (status = result[1]));
while (status === undefined) {
    writeText(writing, "x");
    await os.sleepAsync(50);
}
ok(os.WIFEXITED(status) && os.WEXITSTATUS(status) === 1, `status ${status}`);
writeText(writing, "end");
await until(() => text.endsWith("end"));
os.setReadHandler(reading, null);
