// A process ends, with bytes that a write handler still has to write, while another one reads from its standard input.
import * as os from "os";
import { equal } from "../../js/support/assert.js";
import { script, start } from "../../js/support/children.js";

const TOTAL = 1 << 20;
const reader = `
    std.out.puts("reading\\n");
    std.out.flush();
    os.read(0, new ArrayBuffer(1), 0, 1);
`;
const writer = `
    const [answers, answering] = os.pipe();
    os.exec(${JSON.stringify(script(reader))}, { stdout: answering, block: false });
    os.read(answers, new ArrayBuffer(100), 0, 100);
    os.sleep(500);
    os.setWriteHandler(1, () => {
        os.write(1, new ArrayBuffer(${TOTAL}), 0, ${TOTAL});
        os.setWriteHandler(1, null);
        std.exit(3);
    });
`;

const [reading, writing] = os.pipe();
const [pid, output] = start(script(writer), { stdin: reading });
const bytes = new ArrayBuffer(65536);
let total = 0;
for (let count; (count = os.read(output, bytes, 0, bytes.byteLength)) > 0;) {
    total += count;
}
equal(total, TOTAL);
equal(os.WEXITSTATUS(os.waitpid(pid, 0)[1]), 3);
os.write(writing, bytes, 0, 1);
