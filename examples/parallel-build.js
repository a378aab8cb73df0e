// Builds what is out of date, as much at once as there are processors. The first failure stops what runs, and nothing more is started.
//
//     quickproc parallel-build.js [-j N] [FILE]
//
// FILE (build.json) is a list of rules: { "output": "a.obj", "inputs": ["a.c"], "command": ["cl", "/c", "a.c"] }. An input may be the
// output of another rule. On a terminal one line shows the progress; elsewhere only failures and the result are printed.
import * as os from "os";
import * as std from "std";
import { ProcessError, quote, runAll, runAsync } from "subprocess";

let jobs = Number(std.getenv("NUMBER_OF_PROCESSORS")) || 2;
const args = scriptArgs.slice(1);
if (args[0] === "-j") {
    jobs = Number(args[1]);
    args.splice(0, 2);
}
const file = args[0] ?? "build.json";
const text = std.loadFile(file);
if (text === null || !(jobs >= 1)) {
    fail(text === null ? `cannot read ${file}` : "usage: parallel-build.js [-j N] [FILE]");
}
const rules = new Map(JSON.parse(text).map((rule) => [rule.output, rule]));

function fail(message) {
    std.err.puts(`${message}\n`);
    std.exit(2);
}

// ---- The progress line ----

const columns = os.isatty(1) ? os.ttyGetWinSize(1)?.[0] ?? 80 : 0;
const running = new Set();
let done = 0, built = 0, failed = false;

function redraw() {
    if (columns) {
        const line = `[${done}/${rules.size}] ${[...running].join(" ")}`;
        std.out.puts(`\r${line.slice(0, columns - 1).padEnd(columns - 1)}`);
        std.out.flush();
    }
}

function erase() {
    if (columns) {
        std.out.puts(`\r${" ".repeat(columns - 1)}\r`);
    }
}

// ---- The order ----

const depths = new Map();

// How many rules follow one another up to this one.
function depthOf(output, path = []) {
    if (path.includes(output)) {
        fail(`${output} needs itself`);
    }
    if (!depths.has(output)) {
        const needed = rules.get(output)?.inputs.map((input) => depthOf(input, [...path, output])) ?? [];
        depths.set(output, 1 + Math.max(0, ...needed));
    }
    return depths.get(output);
}

// What waits for others comes after them, so it does not take a place that they need.
const ordered = [...rules.values()].sort((a, b) => depthOf(a.output) - depthOf(b.output));

// ---- Rules ----

function modified(path) {
    const [stat, error] = os.stat(path);
    return error ? null : stat.mtime;
}

function isUpToDate({ output, inputs }) {
    const made = modified(output);
    return made !== null && inputs.every((input) => modified(input) !== null && modified(input) <= made);
}

// What has been stopped is not what went wrong.
function report({ output, command }, error) {
    if (error instanceof ProcessError && !error.canceled) {
        failed = true;
        erase();
        const end = error.pid === null ? `failed: ${error.message}` : `failed (${error.code ?? error.signal}): ${quote(command)}\n${String(error.stdout).trimEnd()}`;
        std.out.puts(`${output} ${end}\n`);
    }
}

async function execute(rule, signal) {
    running.add(rule.output);
    redraw();
    try {
        await runAsync(rule.command, { stderr: "stdout", encoding: "oem", check: true, killOnExit: true, signal });
        built++;
    } catch (error) {
        report(rule, error);
        throw error;
    } finally {
        running.delete(rule.output);
    }
}

const made = new Map(); // the promise of each output

async function make(rule, signal) {
    await Promise.all(rule.inputs.map((input) => made.get(input)));
    if (!isUpToDate(rule)) {
        await execute(rule, signal);
    }
}

const commands = ordered.map((rule) => ({ signal }) => {
    const promise = make(rule, signal);
    made.set(rule.output, promise);
    return promise;
});
const onEnd = (end) => {
    done = end.done;
    redraw();
};

try {
    await runAll(commands, { limit: jobs, failFast: true, onEnd });
} catch (error) {
    if (!failed) {
        throw error;
    }
}
erase();
print(failed ? "failed" : `${built} built, ${rules.size - built} up to date`);
std.exit(failed ? 1 : 0);
