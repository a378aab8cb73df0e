// A handler keeps no loop alive, and what it throws ends the script.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { temp, writeFile } from "./support/children.js";
import { runScript } from "./support/interpreter.js";

const head = `import * as os from "os";
    const me = os.getpid();
`;

writeFile(temp("silent.js"), "");
// An hour: a script that waited for it would be ended with this test.
for (const text of [
    `for (const s of [1, 2, 3, 10, 12, 15, 17, 21]) os.signal(s, () => {});`,
    `os.signal(os.SIGTERM, () => {}); os.signal(os.SIGTERM, null);`,
    `os.signal(os.SIGTERM, () => {}); await os.sleepAsync(10);`,
    `os.signal(os.SIGTERM, () => {}); os.setTimeout(() => {}, 10);`,
    `os.signal(os.SIGTERM, () => {}); os.clearTimeout(os.setTimeout(() => {}, 3600000));`,
    `os.signal(os.SIGTERM, () => {}); os.clearTimeout(String(os.setTimeout(() => {}, 3600000)));`,
    `os.signal(os.SIGTERM, () => {}); os.clearInterval(os.setInterval(() => {}, 3600000));`,
    `os.signal(os.SIGTERM, () => {}); const w = new os.Worker("./silent.js"); w.onmessage = () => {}; w.onmessage = () => {}; w.onmessage = null; w.onmessage = null;`,
    `os.signal(os.SIGTERM, () => {}); (() => { new os.Worker("./silent.js").onmessage = () => {}; })(); gc();`,
    `os.signal(os.SIGTERM, () => {}); const t = os.setTimeout(() => {}, 3600000); os.clearTimeout(t); os.clearTimeout(t); os.setTimeout(() => {}, 10);`,
    `os.signal(os.SIGTERM, () => {}); const { then } = Promise.prototype; Promise.prototype.then = null; os.sleepAsync(10); Promise.prototype.then = then;`,
    `os.setTimeout(() => os.signal(os.SIGTERM, () => {}), 10);`,
    `os.signal(os.SIGTERM, () => {}); const t = os.setInterval(() => os.clearTimeout(t), 10);`,
]) {
    same(runScript(`${head} ${text} print("end");`), { code: 0, out: "end\n", err: "" }, text);
}

// What is waited for, the loop goes on for, whatever was cleared before.
for (const text of [
    `os.sleepAsync(100).then(() => print("later"));`,
    `const t = os.setTimeout(() => {}, 3600000); os.clearTimeout(t); os.clearTimeout(t); os.clearTimeout(t); os.setTimeout(() => print("later"), 100);`,
]) {
    same(runScript(`${head} os.signal(os.SIGTERM, () => {}); ${text} print("end");`), { code: 0, out: "end\nlater\n", err: "" }, text);
}

const thrown = runScript(`${head}
    os.setTimeout(() => print("timer"), 300);
    os.signal(os.SIGUSR1, () => {
        throw new Error("from the handler");
    });
    os.kill(me, os.SIGUSR1);
`);
equal(thrown.out, "");
ok(thrown.err.includes("from the handler"), thrown.err);
equal(thrown.code, 1);
