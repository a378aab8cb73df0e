// Every argument and option of every function of `subprocess`, with every kind of nonsense: what comes
// of each is in bad-input-subprocess.txt. Nothing crashes, nothing is left behind. An argument or option
// that the types declare and that has no row fails the test.
import * as os from "os";
import * as subprocess from "subprocess";
import { equal, same } from "./support/assert.js";
import { check, declaredArguments, declaredMembers, few, loadTypes } from "./support/bad-input.js";
import { child, freeFd, makeFolder } from "./support/children.js";

const { run, runAsync, runAll, spawn, pipeline, which, quote, decode, encode, attach, $, ProcessError, AbortController, AbortSignal } = subprocess;
const free = freeFd();
const types = loadTypes("subprocess");
const options = [...declaredMembers(types, "StartOptions"), ...declaredMembers(types, "RunOptions")];
const missing = child("no-such-program");
const harmless = child("true");
const nowhere = { cwd: makeFolder("empty"), usePath: false };
const silent = { stdin: "null", stdout: "null", stderr: "null" };

const asExit = ({ code, signal }) => String(code ?? signal);
// A child that is talked to: ended, and reaped.
async function asChild(talked) {
    talked.kill("SIGKILL");
    const { code, signal } = await talked.wait();
    [talked.stdin, talked.stdout, talked.stderr].forEach((stream) => stream?.close());
    return code === 0 || signal === "SIGKILL" ? "child" : `${code} ${signal}`;
}
// The child that is talked to, as any process.
let held = null;
const heldChild = () => (held ??= attach(talked.pid));
const asText = (value) => (value === null ? "null" : typeof value);

const matrix = {
    "run args": { call: (value) => run(value, nowhere), show: asExit },
    "run args[1]": { call: (value) => run([harmless, value], silent), show: asExit },
    "run options": { call: (value) => run([harmless], value), show: asExit },
    "runAsync args": { call: (value) => runAsync(value, nowhere), show: asExit },
    "runAsync options": { call: (value) => runAsync([missing], value), show: asExit },
    "spawn args": { call: (value) => spawn(value, nowhere), show: asChild },
    "spawn options": { call: (value) => spawn([missing], value), show: asChild },
    "pipeline commandsAndOptions": { call: (value) => pipeline(value, nowhere), show: asExit },
    "pipeline commandsAndOptions, second": { call: (value) => pipeline([missing], value), show: asExit },
    "pipeline options": { call: (value) => pipeline([missing], [missing], value), show: asExit },
    "attach process": { call: (value) => attach(value), show: (process) => (process.close(), "held"), more: { "own": os.getpid(), "entry-of-none": { pid: 3, startTime: null } } },
    "AttachedProcess.kill signal": { call: (value) => (Math.abs(Number(value)) < 23 ? "a signal" : heldChild().kill(value)), more: { SIGNONE: "SIGNONE", sigterm: "sigterm" } },
    "which name": { call: (value) => which(value), show: asText },
    "which options": { call: (value) => which("cmd", value), show: asText },
    "quote args": { call: (value) => quote(value), show: asText },
    "quote options": { call: (value) => quote(["x"], value), show: asText },
    "runAll commands": { call: (value) => runAll(value, nowhere), show: (results) => String(results.length) },
    "runAll options": { call: (value) => runAll([[harmless]], value), show: ([result]) => asExit(result) },
    "$ options": { call: (value) => $(value), show: asText },
    "$ value": { call: (value) => $`${harmless} ${value}`, show: asExit, only: few },
    "decode bytes": { call: (value) => decode(value), show: asText },
    "decode encoding": { call: (value) => decode(new Uint8Array(1), value), show: asText },
    "encode text": { call: (value) => encode(value), show: asText },
    "encode encoding": { call: (value) => encode("x", value), show: asText },
    "AbortSignal.any signals": { call: (value) => AbortSignal.any(value).aborted },
    "AbortSignal.timeout ms": { call: (value) => AbortSignal.timeout(value).aborted === (value < 1 || value == null || value == "") },
    "AbortSignal.abort reason": { call: (value) => AbortSignal.abort(value).aborted },
    "addEventListener listener": { call: (value) => new AbortController().signal.addEventListener("abort", value) },
    "addEventListener options": { call: (value) => new AbortController().signal.addEventListener("abort", () => {}, value) },
    "ProcessError message": { call: (value) => new ProcessError(value, {}) instanceof Error },
    "ProcessError details": { call: (value) => new ProcessError("x", value) instanceof Error },
};
for (const option of declaredMembers(types, "RunAllOptions")) {
    matrix[`runAll options.${option}`] = { call: (value) => runAll([[missing]], { ...silent, [option]: value }), show: (results) => String(results.length) };
}
for (const option of declaredMembers(types, "FindOptions")) {
    matrix[`which options.${option}`] = { call: (value) => which("cmd", { [option]: value }), show: asText };
}
for (const option of options) {
    matrix[`run options.${option}`] = { call: (value) => run([missing], { ...silent, [option]: value }), show: asExit };
    matrix[`runAsync options.${option}`] = { call: (value) => runAsync([missing], { ...silent, [option]: value }), show: asExit, only: few };
    matrix[`spawn options.${option}`] = { call: (value) => spawn([missing], { ...silent, [option]: value }), show: asChild, only: few };
    matrix[`pipeline options.${option}`] = { call: (value) => pipeline([missing], [missing], { ...silent, [option]: value }), show: asExit, only: few };
    matrix[`quote options.${option}`] = { call: (value) => quote(["x"], { [option]: value }), show: asText, only: few };
}
// Some of them with a program that runs.
for (const option of ["killSignal", "input", "encoding", "maxBuffer", "drain", "env"]) {
    matrix[`run options.${option}, started`] = { call: (value) => run([harmless], { stderr: "null", [option]: value }), show: asExit };
}
// Longer than the shortest of the values, shorter than the longest.
matrix["run options.timeout, started"] = { call: (value) => run([child("sleep"), "300"], { stderr: "null", timeout: value }), show: asExit };
// A child's own methods. What is a number of a signal would end it.
const talked = spawn([child("cat")], silent);
const listening = spawn([child("slurp")], { stdout: "null", stderr: "null" });
matrix["Child.kill signal"] = { call: (value) => (Math.abs(Number(value)) < 23 ? "a signal" : talked.kill(value)), more: { SIGNONE: "SIGNONE", sigterm: "sigterm" } };
matrix["Input.write data"] = { call: (value) => listening.stdin.write(value) };
matrix["Input.end data"] = {
    async call(value) {
        const one = spawn([child("slurp")], { stdout: "null", stderr: "null" });
        try {
            return await one.stdin.end(value);
        } finally {
            await asChild(one);
        }
    },
};

for (const option of declaredMembers(types, "StopOptions")) {
    matrix[`Child.stop options.${option}`] = {
        async call(value) {
            const one = spawn([child("sleep"), "60000"], silent);
            try {
                const { stoppedBy } = await one.stop({ [option]: value });
                return stoppedBy;
            } finally {
                await asChild(one);
            }
        },
        only: ["undefined", "null", "-1", "NaN", "x", "1n", "symbol", "{}", "true"],
    };
}
for (const [method, options] of [["lines", ["separator", "keepOpen"]], ["read", ["text"]], ["until", ["timeout"]]]) {
    for (const option of options) {
        matrix[`Output.${method} options.${option}`] = {
            async call(value) {
                const one = spawn([child("true")], { stdin: "null", stderr: "null" });
                try {
                    const result = await (method === "until" ? one.stdout.until("x", { timeout: value }) : one.stdout[method]({ [option]: value }));
                    return method === "lines" ? (await result.next()).done : result;
                } finally {
                    await asChild(one);
                }
            },
            only: few,
        };
    }
}
matrix["Output.until pattern"] = {
    async call(value) {
        const one = spawn([child("true")], { stdin: "null", stderr: "null" });
        try {
            return await one.stdout.until(value);
        } finally {
            await asChild(one);
        }
    },
    only: few,
};

// Nothing that is exported or declared is forgotten.
const declared = declaredArguments(types);
same([...declared.map(([name]) => name), "ProcessError", "AbortController", "AbortSignal", "$"].sort(), Object.keys(subprocess).sort(), "functions");
for (const [name, list] of declared) {
    equal(list.filter((argument) => !matrix[`${name} ${argument}`]).join(), "", `arguments of ${name} without a row`);
}

const calls = await check(matrix, "bad-input-subprocess.txt");
held?.close();
await asChild(talked);
await asChild(listening);
equal(os.waitpid(-1, false)[0], -10, "no child is left");
equal(freeFd(), free, "no fd is left");
equal(run([child("exit"), "5"]).code, 5, "everything still works");
print(`${calls} cells`);
