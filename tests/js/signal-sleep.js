// `os.sleep` ends when a signal comes that is handled, with -EINTR, as nanosleep does on POSIX. The
// handler runs afterwards.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, script, temp, writeFile } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const EINTR = 4;
const sleepMs = (ms) => JSON.stringify([child("sleep"), String(ms)]);

function target(source) {
    const started = talk(script(`${say}
        let began = os.now();
        const slept = (ms) => {
            began = os.now();
            const result = os.sleep(ms);
            say(result + " " + (os.now() - began < ms * 800 ? "early" : "late"));
        };
        ${source}`));
    equal(started.line(), "ready");
    return started;
}

// Each time; not only the first one.
let sleeper = target(`
    os.signal(os.SIGUSR1, () => say("handler"));
    say("ready");
    slept(20000);
    slept(2 ** 32 + 1);
    await null;
    os.setTimeout(() => {}, 0);`);
for (let i = 0; i < 2; i++) {
    os.sleep(200);
    equal(os.kill(sleeper.pid, os.SIGUSR1), 0);
    equal(sleeper.line(), `${-EINTR} early`);
}
same(sleeper.end(), [["handler"], 0]);

// One that is ignored, or that does nothing by default, does not.
sleeper = target(`
    os.signal(os.SIGUSR1, undefined);
    os.signal(os.SIGUSR2, () => {});
    say("ready");
    slept(600);`);
os.sleep(100);
equal(os.kill(sleeper.pid, os.SIGUSR1), 0);
equal(os.kill(sleeper.pid, os.SIGCHLD), 0);
same(sleeper.end(), [["0 late"], 0]);

// One that came before does not, though its handler has not run yet.
sleeper = target(`
    os.signal(os.SIGUSR1, () => say("handler"));
    say("ready");
    while (std.loadFile(${JSON.stringify(temp("go"))}) === null);
    slept(300);`);
equal(os.kill(sleeper.pid, os.SIGUSR1), 0);
writeFile(temp("go"), "");
same(sleeper.end(), [["0 late", "handler"], 0]);

// Nor does the signal whose handler sleeps, though it has only just come.
sleeper = target(`
    let handled = 0;
    os.signal(os.SIGUSR1, () => { slept(100); if (++handled === 40) std.exit(0); });
    say("ready");
    os.setTimeout(() => {}, 600000);`);
for (let i = 0; i < 40; i++) {
    equal(os.kill(sleeper.pid, os.SIGUSR1), 0);
    equal(sleeper.line(), "0 late");
}
same(sleeper.end(), [[], 0]);

// A child that ends is a signal, if that is handled. (It must not have ended before the sleep begins, on a busy machine either.)
for (const handled of [true, false]) {
    sleeper = target(`
        say("ready");
        ${handled ? "os.signal(os.SIGCHLD, () => say('handler'));" : ""}
        os.exec(${sleepMs(handled ? 2000 : 100)}, { block: false });
        slept(${handled ? 20000 : 1000});`);
    same(sleeper.end(), [handled ? [`${-EINTR} early`, "handler"] : ["0 late"], 0]);
}

// A Worker has no signals.
const worker = writeFile(temp("worker.js"), `
import * as os from "os";
os.Worker.parent.postMessage(os.sleep(700));
`);
sleeper = target(`
    os.signal(os.SIGUSR1, () => say("handler"));
    const worker = new os.Worker(${JSON.stringify(worker)});
    worker.onmessage = ({ data }) => { say("worker " + data); worker.onmessage = null; };
    os.setTimeout(() => say("ready"), 200);`);
equal(os.kill(sleeper.pid, os.SIGUSR1), 0);
same(sleeper.end(), [["handler", "worker 0"], 0]);

// Without any: as long as is asked for, and 0. (Windows counts in ticks, and the first one has begun already.)
const TICK_MS = 16;
for (const ms of [0, 1, 50]) {
    const began = os.now();
    equal(os.sleep(ms), 0);
    ok(os.now() - began >= (ms - TICK_MS) * 1000, `sleep(${ms})`);
}
equal(os.sleep(-5), 0);
