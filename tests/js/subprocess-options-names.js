// Options are an object's own properties; a name that is no option is refused before anything is started, and the TypeError says
// what was meant.
import { $, attach, pipeline, ProcessError, quote, run, runAll, runAsync, spawn, which } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, exists, startStranger, temp } from "./support/children.js";

const five = [child("exit"), "5"];
for (const [name, value] of [["shell", true], ["cwd", temp("nowhere")], ["file", child("true")], ["uid", 0], ["check", true], ["stdout", 500], ["timeout", 1], ["input", "x"], ["other", 1], ["killTree", "x"]]) {
    Object.prototype[name] = value;
    try {
        equal(run(five).code, 5, name);
        equal(run(five, {}).code, 5, name);
        equal((await runAsync(five, {})).code, 5, name);
        equal((await spawn(five, {}).wait()).code, 5, name);
        equal((await pipeline(five, {})).code, 5, name);
        ok(which("cmd", {}).endsWith("cmd.exe"), name);
        equal(quote(["a b"], {}), '"a b"', name);
    } finally {
        delete Object.prototype[name];
    }
}

// Nor does anything else of Object.prototype take part.
const silent = { stdin: "null", stdout: "null", stderr: "null" };
for (const [name, value] of [["stdin", {}], ["stdout", {}], ["stderr", {}], ["0", true], ["signal", "SIGNONE"], ["forceKillAfter", "x"], ["startTime", 1], ["canceled", true]]) {
    Object.prototype[name] = value;
    try {
        equal((await spawn(five, silent).wait()).code, 5, name);
        same((await runAll([five, five])).map(({ code }) => code), [5, 5], name);
        const stranger = attach(startStranger());
        equal((await stranger.stop({})).stoppedBy, "kill", name);
        stranger.close();
        ok(throws(Error, () => run(five, { check: true })).message.includes("exit code 5"), name);
    } finally {
        delete Object.prototype[name];
    }
}
for (const name of ["stdin", "stdout", "stderr"]) {
    Object.defineProperty(Object.prototype, name, { get: () => 500, set() {}, configurable: true });
    try {
        equal(run(five, silent).code, 5, name);
    } finally {
        delete Object.prototype[name];
    }
}

// A setter there swallows nothing of a result, an error, a promise or a process.
for (const name of ["pid", "code", "args", "cause", "kill", "stop", "resolve", "results", "value", "get"]) {
    Object.defineProperty(Object.prototype, name, { get: undefined, set() {}, configurable: true });
    try {
        const error = throws(ProcessError, () => run(five, { check: true }));
        same([error.code, error.args, error.errno], [5, five, 0], name);
        const promise = runAsync(five);
        ok(promise.pid > 0 && typeof promise.kill === "function" && typeof promise.stop === "function", name);
        equal((await promise).code, 5, name);
        const stranger = attach(startStranger());
        ok(stranger.pid > 0, name);
        equal((await stranger.stop({})).stoppedBy, "kill", name);
        stranger.close();
    } finally {
        delete Object.prototype[name];
    }
}

const marker = temp("marker");
const leaves = [child("chain"), "1", marker, "0"];
async function refusal(call) {
    try {
        await call();
    } catch (error) {
        ok(error instanceof TypeError, String(error));
        return error.message;
    }
    throw new Error("it was not refused");
}
for (const [option, words] of [
    [{ killtree: true }, '"killTree"'],
    [{ timeOut: 5 }, '"timeout"'],
    [{ tiemout: 1 }, '"timeout"'],
    [{ stdio: "inherit" }, "stdin, stdout, stderr"],
    [{ executable: "x" }, "file"],
    [{ text: true }, "encoding"],
    [{ extendEnv: false }, "clearEnv"],
    [{ cancelSignal: {} }, "signal"],
    [{ forceKillAfterDelay: 1 }, "forceKillAfter"],
    [{ colour: 1 }, '"colour"'],
]) {
    for (const call of [
        () => run(leaves, option), () => runAsync(leaves, option), () => spawn(leaves, option), () => pipeline(leaves, option),
        () => runAll([leaves], option), () => $(option)`${leaves}`, () => quote(leaves, option),
    ]) {
        const message = await refusal(call);
        ok(message.includes(words), message);
    }
}
ok(throws(TypeError, () => which("cmd", { shell: true })).message.endsWith("which has: cwd, usePath, env, clearEnv"));
const talked = spawn(five);
ok(throws(TypeError, () => talked.stdout.lines({ sep: ";" })).message.includes('"separator"'));
ok(throws(TypeError, () => talked.stdout.lines({ other: ";" })).message.endsWith("which has: separator, keepOpen"));
equal((await talked.wait()).code, 5);
throws(TypeError, () => spawn(leaves, { check: true }));
ok(!exists(marker), "nothing was started");
equal(run(five, { colour: undefined }).code, 5);

// Each option says what it takes.
for (const [option, words] of [
    [{ cwd: 5 }, "cwd is 5, not a string"],
    [{ killTree: "yes" }, 'killTree is "yes", not true or false'],
    [{ timeout: "5" }, 'timeout is "5", not a number of milliseconds'],
    [{ timeout: false }, "timeout is false"],
    [{ timeout: true }, "timeout is true"],
    [{ killSignal: "SIGNOTHING" }, "SIGTERM"],
    [{ encoding: "latin-9" }, '"utf-16le"'],
    [{ stdout: "ignore" }, '"null"'],
    [{ check: 5 }, "a list of exit codes"],
    [{ signal: {} }, "an AbortSignal"],
    [{ env: { A: {} } }, "env.A is an object"],
    [{ input: 5 }, "input is 5"],
    [{ maxBuffer: "1" }, "maxBuffer"],
    [{ forceKillAfter: true }, "or false"],
]) {
    const message = await refusal(() => run(leaves, option));
    ok(message.includes(words), message);
}
for (const timeout of [-1, NaN, -Infinity]) {
    throws(RangeError, () => run(leaves, { timeout }));
}
for (const timeout of [0, null, undefined, Infinity]) {
    same(run([child("exit"), "5", "50"], { timeout }).timedOut, false);
}
equal(run([child("sleep"), "60000"], { timeout: 0.4 }).timedOut, true, "rounded up");

// Entries that would be lost, and what belongs into another option.
throws(TypeError, () => run(leaves, { env: new Map([["A", "1"]]) }));
for (const stdin of ["hello", new Uint8Array(4), new ArrayBuffer(4)]) {
    ok((await refusal(() => run(leaves, { stdin }))).includes("goes into input"));
}

// As in Node: the program, then its arguments.
for (const call of [() => run(["x"], ["/c"]), () => spawn(["x"], []), () => runAsync(["x"], ["/c"]), () => runAll([["x"]], ["/c"])]) {
    const message = await refusal(call);
    ok(message.includes("the first array has the program and its arguments"), message);
}
for (const [name, ours] of [["killDescendants", "killTree"], ["stripFinalNewline", "trim()"], ["throwOnError", "check"]]) {
    ok((await refusal(() => run(leaves, { [name]: true }))).includes(ours));
}

// A length is looked at before the elements.
const long = ["x"];
long.length = 2 ** 32 - 1;
for (const call of [() => run(long), () => runAsync(long), () => spawn(long), () => pipeline(long), () => quote(long), () => run(long, { shell: true })]) {
    ok((await refusal(call)).includes("65535"));
}
for (const nothing of [undefined, null]) {
    ok((await refusal(() => run([child("true"), nothing]))).includes(`argument 1 is ${nothing}`));
}
ok(!exists(marker), "nothing was started");
