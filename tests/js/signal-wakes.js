// Whatever the loop is waiting for, a signal wakes it at once; and when that is gone, the loop ends.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, script, temp, writeFile } from "./support/children.js";
import { say, talk } from "./support/talk.js";

writeFile(temp("worker.js"), `
    import * as os from "os";
    os.Worker.parent.onmessage = () => {
        os.Worker.parent.onmessage = null;
        os.Worker.parent.postMessage("answer");
    };
`);
const sleep = JSON.stringify(child("sleep"));

// What to wait for, and what ends that in the handler.
const waits = [
    [`const t = os.setTimeout(() => say("late"), 30000);`, `os.clearTimeout(t);`],
    [`const t = os.setInterval(() => {}, 30000);`, `os.clearInterval(t);`],
    [`const t = os.setInterval(() => {}, 1);`, `os.clearTimeout(t);`],
    [`const p = os.pipe(); os.setReadHandler(p[0], () => {});`, `os.setReadHandler(p[0], null);`],
    [`const pid = os.exec([${sleep}, "30000"], { block: false }); os.waitpidAsync(pid);`,
        `os.kill(pid, os.SIGKILL);`],
    [`os.sleepAsync(30000).then(() => say("late"));`, `std.exit(0);`],
    [`const w = new os.Worker("./worker.js"); w.onmessage = () => {};`, `w.onmessage = null;`],
    [`const w = new os.Worker("./worker.js"); w.onmessage = () => {}; os.setTimeout(() => {}, 1);`,
        `w.onmessage = null;`],
];
for (const [wait, end] of waits) {
    const target = talk(script(`${say}
        ${wait}
        os.signal(os.SIGTERM, () => {
            say("handler");
            ${end}
        });
        os.setTimeout(() => say("ready"), 50);
    `));
    equal(target.line(), "ready", wait);
    os.sleep(50);
    const before = Date.now();
    equal(os.kill(target.pid, os.SIGTERM), 0);
    same(target.end(), [["handler"], 0], wait);
    ok(Date.now() - before < 25000, wait);
}

// A script that awaits nothing but a signal.
let target = talk(script(`${say}
    const signal = () => new Promise((resolve) => os.signal(os.SIGTERM, resolve));
    const first = signal();
    say("ready");
    await first;
    const second = signal();
    say("first");
    await second;
    say("second");
`));
for (const next of ["ready", "first"]) {
    equal(target.line(), next);
    os.sleep(100);
    os.kill(target.pid, os.SIGTERM);
}
same(target.end(), [["second"], 0]);

// What is awaited decides, not the handler that is still there.
target = talk(script(`${say}
    os.signal(os.SIGTERM, () => {});
    const w = new os.Worker("./worker.js");
    w.postMessage(0);
    say(await new Promise((resolve) => (w.onmessage = ({ data }) => resolve(data))));
    w.onmessage = null;
    await os.sleepAsync(10);
    say(await os.execAsync([${JSON.stringify(child("exit"))}, "3"]));
`));
same(target.end(), [["answer", "3"], 0]);
