// attach(): any process, by its number or its entry in a list. It is waited for, looked at and ended, alone; a
// number that is another one's by now is refused; nothing is left of what was let go.
import * as os from "os";
import { attach, processes, ProcessError, run, spawn } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { census, child, isGone, longest, pidsIn, startStranger, temp, until } from "./support/children.js";

const silent = { stdin: "null", stdout: "null", stderr: "null" };
const sleeper = () => spawn([child("sleep"), longest], silent);
const entryOf = (pid) => processes().find((entry) => entry.pid === pid);
const plain = ({ pid, ppid, name, path, startTime }) => JSON.stringify({ pid, ppid, name, path, startTime });
async function rejected(promise, type) {
    try {
        await promise;
    } catch (error) {
        ok(error instanceof type, String(error));
        return error;
    }
    throw new Error("it was kept");
}

// One that is no child of ours.
const stranger = startStranger();
{
    using process = attach(stranger);
    equal(plain(process), plain(entryOf(stranger)), "as in the list");
    equal(process.poll(), null);
    same(Object.keys(process.usage()), ["elapsedMs", "userMs", "systemMs", "peakBytes", "readBytes", "writtenBytes", "tree"]);
    equal(process.usage().tree, null, "a tree of another one's is not counted");
    equal(process.kill(0), true);
    const ended = process.wait();
    equal(process.wait(), ended, "the same promise");
    equal(process.kill("SIGKILL"), true);
    same(await ended, { code: null, signal: "SIGKILL" });
    equal(process.poll(), await ended);
    equal(process.kill(), false, "after the end");
    equal((await process.stop()).stoppedBy, "exit");
    ok(process.usage().elapsedMs >= 0, "its usage is still there");
}
ok(isGone(stranger), "it is gone");

// A child: exit codes, and a signal that another one sent.
for (const [args, end, expected] of [[["exit", "300", "300"], () => {}, { code: 300, signal: null }], [["sleep", longest], (one) => one.kill(), { code: null, signal: "SIGTERM" }]]) {
    const talked = spawn([child(args[0]), ...args.slice(1)], silent);
    using process = attach(talked.pid);
    end(talked);
    same(await talked.wait(), expected);
    const { code, signal } = await process.wait();
    oneOfEnds(code, signal, expected);
}
// Once it was reaped nothing says that the exit code was a signal's.
function oneOfEnds(code, signal, expected) {
    ok((code === expected.code && signal === expected.signal) || (code === 143 && expected.signal === "SIGTERM"), `${code} ${signal}`);
}

// poll needs no event loop.
const polled = sleeper();
const looked = attach(polled.pid);
looked.kill("SIGKILL");
same(until(() => looked.poll()), { code: null, signal: "SIGKILL" });
await polled.wait();

// The tree, and kill that takes the one process alone.
const file = temp("pids");
const root = spawn([child("chain"), "3", file, longest], silent);
const pids = pidsIn(file, 3);
using top = attach(root.pid);
same(top.tree().map(({ pid }) => pid).sort(), pids.slice(1).sort());
equal(plain(top.tree()[0]), plain(entryOf(top.tree()[0].pid)));
using middle = attach(pids[1]);
middle.kill("SIGKILL");
await middle.wait();
equal(isGone(pids[2]), false, "what it started runs on");
equal(isGone(root.pid), false);
root.kill("SIGKILL");
await root.wait();
same(top.tree(), []);

// stop: this one cannot be asked, so it is ended.
const stopped = sleeper();
using stopping = attach(stopped.pid);
same(await stopping.stop({ forceKillAfter: 50 }), { code: null, signal: "SIGKILL", stoppedBy: "kill" });
await stopped.wait();

// What has ended, never was, or is another one by now.
for (const pid of [stranger, 0x7ffffffc]) {
    const error = throws(ProcessError, () => attach(pid));
    equal(error.errnoName, "ESRCH");
    equal(error.pid, pid);
    ok(error.message.includes(`attach to ${pid}: there is no such process`), error.message);
}
const entry = entryOf(os.getpid());
attach(entry).close();
attach({ ...entry, startTime: null }).close();
equal(throws(ProcessError, () => attach({ ...entry, startTime: new Date(entry.startTime - 1) })).errnoName, "ESRCH");

// Let go: it runs on, and what waits hears of it.
const kept = sleeper();
const gone = attach(kept.pid);
const waiting = gone.wait();
equal(gone.closed, false);
gone.close();
gone.close();
equal(gone.closed, true);
equal(gone.pid, kept.pid);
ok((await rejected(waiting, TypeError)).message.includes("let go"), "it says why");
for (const method of ["poll", "kill", "usage", "tree"]) {
    throws(TypeError, () => gone[method]());
}
await rejected(gone.stop(), TypeError);
equal(kept.poll(), null, "it runs on");

// Nobody refers to them any more, and one is still waited for: the handles go, the wait goes on.
async function attachMuch() {
    for (let i = 0; i < 200; i++) {
        attach(kept.pid).poll();
        using one = attach(kept.pid);
        one.wait().catch(() => {});
        one.tree();
    }
    gc();
    await os.sleepAsync(0);
}
await attachMuch();
const before = census();
await attachMuch();
const after = census();
ok(after.handles < before.handles + 100, `${before.handles} handles before, ${after.handles} after`);
ok(after.threads <= before.threads + 1, `${before.threads} threads before, ${after.threads} after`);

// The loop goes on until the end of what is waited for.
const last = attach(kept.pid);
last.wait().then(({ signal }) => {
    equal(signal, "SIGTERM");
    equal(run([child("exit"), "4"]).code, 4);
});
last.kill();
await kept.wait();
