// Standard input: a pipe from the parent, a file, NUL.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { capture, interpreter, readAll, temp, utf8, writeFile } from "./support/children.js";
import { writeText } from "./support/handlers.js";

const path = writeFile(
    temp("stdin.js"),
    `
    import * as os from "os";
    const bytes = new Uint8Array(16);
    os.setReadHandler(0, () => {
        const n = os.read(0, bytes.buffer, 0, bytes.length);
        if (n <= 0) {
            print("end", n);
            os.setReadHandler(0, null);
        } else {
            print(String.fromCharCode(...bytes.subarray(0, n)));
        }
    });
    const timer = os.setInterval(() => {}, 1);
    os.setTimeout(() => os.clearInterval(timer), 50);
`,
);

const [reading, writing] = os.pipe();
const [out, outWriting] = os.pipe();
const pid = os.exec([interpreter, path], { stdin: reading, stdout: outWriting, block: false });
os.close(reading);
os.close(outWriting);
os.sleep(200);
writeText(writing, "one");
os.sleep(200);
writeText(writing, "two");
os.sleep(200);
os.close(writing);
equal(utf8(readAll(out)), "one\ntwo\nend 0\n");
same(os.waitpid(pid), [pid, 0]);

const file = writeFile(temp("input"), "0123456789abcdefXYZ");
const fd = os.open(file, os.O_RDONLY);
equal(capture([interpreter, path], { stdin: fd }).out, "0123456789abcdef\nXYZ\nend 0\n");
os.close(fd);
const nul = os.open("NUL", os.O_RDONLY);
equal(capture([interpreter, path], { stdin: nul }).out, "end 0\n");
os.close(nul);
