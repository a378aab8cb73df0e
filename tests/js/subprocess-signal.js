// The option `signal`: what is aborted is stopped, and its promise is rejected with the reason once the program is gone.
import * as os from "os";
import { AbortController, AbortSignal, pipeline, ProcessError, run, runAll, runAsync, spawn } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, exists, freeFd, isGone, longest, script, temp, until } from "./support/children.js";

const free = freeFd();
async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("it was kept");
}
const sleeper = [child("sleep"), longest, "up"];
const reason = new Error("enough");

// Before the start nothing is started.
const marker = temp("marker");
const leaves = [child("chain"), "1", marker, "0"];
const over = AbortSignal.abort(reason);
for (const error of [
    throws(ProcessError, () => run(leaves, { signal: over })), await rejected(runAsync(leaves, { signal: over })),
    throws(ProcessError, () => spawn(leaves, { signal: over })), await rejected(pipeline(leaves, leaves, { signal: over })),
    await rejected(runAll([leaves], { signal: over })),
]) {
    same([error.canceled, error.cause === reason, error.code, error.pid], [true, true, null, null]);
}
same((await rejected(runAll([leaves, leaves], { signal: over }))).results, [null, null]);
ok(!exists(marker));
equal(freeFd(), free, "no fd is left");

for (const start of [
    (signal) => runAsync(sleeper, { signal }),
    (signal) => pipeline(sleeper, sleeper, { signal }),
    (signal) => {
        const one = spawn(sleeper, { signal });
        one.stdout.close();
        one.stderr.close();
        return Object.assign(one.wait(), { pid: one.pid });
    },
]) {
    const controller = new AbortController();
    const promise = start(controller.signal);
    os.setTimeout(() => controller.abort(reason), 50);
    const error = await rejected(promise);
    ok(error instanceof ProcessError, String(error));
    same([error.canceled, error.cause === reason, error.signal], [true, true, "SIGTERM"]);
    ok(error.message.includes("canceled: enough"), error.message);
    (promise.pids ?? [promise.pid]).forEach((pid) => ok(isGone(pid), `${pid} is gone`));
}

// One that handles SIGTERM and goes on is ended after a while.
const deaf = script(`os.signal(os.SIGTERM, () => {}); os.setTimeout(() => {}, 600000); std.out.puts("up\\n"); std.out.flush();`);
const controller = new AbortController();
const child1 = spawn(deaf, { signal: controller.signal, forceKillAfter: 100 });
equal((await child1.stdout.until("up")).trim(), "up");
controller.abort();
same([(await rejected(child1.wait())).signal, child1.poll().signal], ["SIGKILL", "SIGKILL"]);

// A script that exits at once ends them all the same.
const exits = run(script(`import * as sub from "subprocess";
    const controller = new sub.AbortController();
    const sleeper = ${JSON.stringify(sleeper)};
    const running = sub.runAsync(sleeper, { signal: controller.signal });
    const talking = sub.spawn(sleeper, { signal: controller.signal });
    const stopping = sub.spawn(sleeper);
    print([running, talking, stopping].map(({ pid }) => pid).join());
    controller.abort();
    stopping.stop();
    std.exit(0);`), { stderr: "inherit" });
equal(exits.code, 0);
for (const pid of exits.stdout.split(",").map(Number)) {
    ok(pid > 0);
    until(() => isGone(pid));
}

// After its end nothing happens, and nothing listens any more; any object of that shape will do.
let listeners = 0;
const own = { aborted: false, reason: undefined, addEventListener: () => listeners++, removeEventListener: () => listeners-- };
equal((await runAsync([child("exit"), "5"], { signal: own })).code, 5);
await os.sleepAsync(10);
equal(listeners, 0);

// Many, at random moments.
let seed = 1;
const random = (n) => (seed = (seed * 48271) % 0x7fffffff) % n;
for (let i = 0; i < 40; i++) {
    const one = new AbortController();
    const promise = runAsync(random(2) ? sleeper : [child("exit"), "5"], { signal: one.signal });
    os.setTimeout(() => one.abort(), random(60));
    const result = await promise.then(({ code }) => code, (error) => error.canceled);
    ok(result === 5 || result === true, `${result}`);
    ok(isGone(promise.pid));
}
// A signal that cannot be listened to, or be looked at: the promise is rejected with what it threw, and no program is left.
const mute = { aborted: false, reason: null, addEventListener() { throw new RangeError("mute"); } };
for (const start of [
    () => runAsync(sleeper, { signal: mute }), () => pipeline(sleeper, sleeper, { signal: mute }), () => spawn(sleeper, { signal: mute }).wait(),
]) {
    const promise = start();
    ok((await rejected(promise)) instanceof RangeError);
    ok([promise.pid, ...(promise.pids ?? [])].filter(Boolean).every(isGone));
}
const blind = { get aborted() { throw new RangeError("blind"); }, addEventListener() {} };
throws(RangeError, () => run(sleeper, { signal: blind, stdout: { file: temp("blind") } }));

equal(freeFd(), free, "no fd is left");
equal(os.waitpid(-1, false)[0], -10, "no child is left");
