// What the module does that goes through src/quickjs/values/engine.c, and a little of everything else, for tests/engine/host.c. The
// children are in the environment's QP_TEST_CHILDREN.
import * as os from "os";
import { run, runAsync, spawn, which, quote, ProcessError } from "subprocess";

const CHILDREN = environment("QP_TEST_CHILDREN");

function environment(name) {
    const { stdout } = run(["cmd", "/c", "set " + name]);
    return stdout.trim().split("=")[1];
}

function equal(actual, expected, what) {
    actual = JSON.stringify(actual);
    expected = JSON.stringify(expected);
    if (actual !== expected)
        throw new Error(`${what}: ${actual}, not ${expected}`);
}

function throws(type, action, what) {
    try {
        action();
    } catch (error) {
        if (error instanceof type)
            return;
        throw error;
    }
    throw new Error(`${what} did not throw`);
}

const child = (name) => `${CHILDREN}\\${name}.exe`;
const hex = (text) => Array.from(text.split(""), (unit) => unit.charCodeAt(0).toString(16).padStart(4, "0")).join("");

// Text in both directions: Latin-1, others, pairs, and halves of pairs.
const TEXTS = ["", "a b", "\xe4\xff", "\u0100\u20ac", "\u{1f600}", "\ud83d", "\ude00\ud83d", "x\ud800y", "\udfff\u{10ffff}\ud8ff", "\uffff\ufffd"];
const env = {};
for (const text of TEXTS)
    env["QP_" + hex(text)] = text;
equal(run([child("argv"), "crt", ...TEXTS]).stdout.split(/\r?\n/).slice(1, -1), TEXTS.map(hex), "arguments");
const block = run([child("env")], { env }).stdout.split(/\r?\n/);
for (const [name, text] of Object.entries(env)) {
    equal(block.includes(hex(`${name}=${text}`)), true, "the environment has " + name);
    equal(quote(["tool", text]).includes(text), true, "quote gives back " + name);
}
throws(TypeError, () => os.exec(["a\0b"]), "NUL");

// Arrays: proxies of proxies, lengths that are none.
let proxy = ["cmd", "/c", "exit 3"];
for (let i = 0; i < 10; i++)
    proxy = new Proxy(proxy, {});
equal(os.exec(proxy), 3, "a proxy is an array");
throws(TypeError, () => os.exec({ length: 1, 0: "cmd" }), "what is no array");
throws(TypeError, () => os.exec([]), "no arguments");
class NoLength extends Array { }
throws(TypeError, () => os.exec(new Proxy(["cmd"], { get: (target, key) => (key === "length" ? NaN : target[key]) })), "NaN");
throws(TypeError, () => os.exec(new Proxy(["cmd"], { get: (target, key) => (key === "length" ? -1 : target[key]) })), "-1");
throws(TypeError, () => os.exec(new Proxy(["cmd"], { get: (target, key) => (key === "length" ? 2 ** 70 : target[key]) })), "2^70");
throws(RangeError, () => os.exec(new Proxy(["cmd"], { get() { throw new RangeError(); } })), "a getter's own");
throws(TypeError, () => os.exec(new NoLength()), "empty");
equal(os.exec(["cmd", "/c", "exit 4"], { groups: [1] }) < 0, true, "groups");

// Children, pipes, statuses.
const [readFd, writeFd] = os.pipe();
const pid = os.exec([child("both"), "o"], { block: false, stdout: writeFd, env: { A: "b" } });
os.close(writeFd);
const [ended, status] = os.waitpid(pid, true);
equal([ended === pid, os.WIFEXITED(status)], [true, true], "waitpid");
equal(os.read(readFd, new ArrayBuffer(64), 0, 64) >= 0, true, "read");
os.close(readFd);
equal(os.waitpid(-1, true)[0] < 0, true, "no child is left");

// Promises and events.
equal(await os.execAsync(["cmd", "/c", "exit 7"]), 7, "execAsync");
equal((await runAsync([child("cat")], { input: "\u20ac\u{1f600}" })).stdout, "\u20ac\u{1f600}", "runAsync");
const talk = spawn([child("cat")]);
await talk.stdin.write("one\n");
await talk.stdin.end();
const lines = [];
for await (const line of talk.stdout.lines())
    lines.push(line);
equal([lines, (await talk.wait()).code], [["one"], 0], "spawn");

// Classes: the run is an object of one of ours.
throws(ProcessError, () => run(["cmd", "/c", "exit 1"], { check: true }), "check");
throws(Error, () => run(["no-such-program-anywhere"]), "nothing to start");
equal(/cmd\.exe$/i.test(which("cmd")), true, "which");
equal(run(["cmd", "/c", "echo hello"], { encoding: "oem" }).stdout.trim(), "hello", "a code page");
print("all is well");
