// What a write handler wrote arrives, also when the script ends right after it; unless nobody can
// ever read it.
import * as os from "os";
import { equal } from "./support/assert.js";
import { hash, interpreter, pattern, readAll, start, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

const bytes = pattern(1 << 20);
for (const end of ["", "std.exit(0)", "os.close(1)", "throw new Error('on purpose')"]) {
    const path = writeFile(
        temp("writes.js"),
        `
        import * as os from "os";
        import * as std from "std";
        const bytes = new Uint8Array(${bytes.length});
        for (let i = 0; i < bytes.length; i++) bytes[i] = i * 7 + (i >> 8) * 13 + (i >> 16);
        os.setWriteHandler(1, () => {
            os.write(1, bytes.buffer, 0, bytes.length);
            os.setWriteHandler(1, null);
            ${end}
        });
    `,
    );
    const nul = os.open("NUL", os.O_WRONLY);
    const [pid, reading] = start([interpreter, path], { stderr: nul });
    os.close(nul);
    os.sleep(200);
    equal(hash(readAll(reading)), hash(bytes), end);
    os.waitpid(pid);
}

const itself = writeFile(
    temp("itself.js"),
    `
    import * as os from "os";
    const [reading, writing] = os.pipe();
    os.setReadHandler(reading, () => {});
    os.setWriteHandler(writing, () => {
        os.write(writing, new ArrayBuffer(4 << 20), 0, 4 << 20);
        os.setWriteHandler(writing, null);
        os.setReadHandler(reading, null);
    });
`,
);
equal(run([itself]).code, 0);

// Nor does a Worker hold up the end that reads again and again where nothing comes.
const worker = writeFile(
    temp("worker.js"),
    `
    import * as os from "os";
    os.Worker.parent.onmessage = ({ data }) => {
        os.Worker.parent.postMessage("reading");
        for (;;) {
            os.read(data, new ArrayBuffer(1), 0, 1);
        }
    };
`,
);
const restless = writeFile(
    temp("restless.js"),
    `
    import * as os from "os";
    import * as std from "std";
    const worker = new os.Worker(${JSON.stringify(worker)});
    const [reading] = os.pipe();
    worker.postMessage(reading);
    worker.onmessage = () => {
        os.sleep(100);
        os.setWriteHandler(1, () => {
            os.write(1, new ArrayBuffer(2 << 20), 0, 2 << 20);
            std.exit(3);
        });
    };
`,
);
for (let round = 0; round < 8; round++) {
    const [pid, reading] = start([interpreter, restless]);
    os.sleep(300);
    equal(readAll(reading).length, 2 << 20);
    equal(os.waitpid(pid)[1], 3 * 256);
}
