// The end does not wait for a Worker that waits for standard input, and what was printed arrives.
import * as os from "os";
import { same } from "./support/assert.js";
import { interpreter, temp, writeFile } from "./support/children.js";
import { talk } from "./support/talk.js";

const worker = writeFile(temp("worker.js"), `import { Worker } from "os";
import * as std from "std";
Worker.parent.postMessage("reading");
std.in.getline();
`);
for (const [end, code] of [["std.exit(7)", 7], ["setTimeout(() => { throw new Error('x'); }, 0)", 1]]) {
    const script = writeFile(temp("main.mjs"), `import { Worker, setTimeout, sleep } from "os";
import * as std from "std";
const worker = new Worker(${JSON.stringify(worker)});
worker.onmessage = () => {
    sleep(200);
    std.out.puts("printed");
    ${end};
};
`);
    const held = talk([interpreter, script], { stderr: os.open("NUL", os.O_RDWR) });
    same(held.end(), [["printed"], code * 256], end);
}
