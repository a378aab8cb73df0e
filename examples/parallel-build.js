// Builds what is out of date, as much at once as there are processors.
//
//     quickproc parallel-build.js [-j N] [FILE]
//
// FILE (build.json) is a list of rules: { "output": "a.obj", "inputs": ["a.c"], "command": ["cl", "/c", "a.c"] }. An input may be the
// output of another rule. On a terminal one line shows the progress; elsewhere only failures and the result are printed.
import * as os from "os";
import * as std from "std";
import { quote, runAsync } from "subprocess";

let jobs = Number(std.getenv("NUMBER_OF_PROCESSORS")) || 2;
const args = scriptArgs.slice(1);
if (args[0] === "-j") {
    jobs = Number(args[1]);
    args.splice(0, 2);
}
const file = args[0] ?? "build.json";
const text = std.loadFile(file);
if (text === null || !(jobs >= 1)) {
    std.err.puts(text === null ? `cannot read ${file}\n` : "usage: parallel-build.js [-j N] [FILE]\n");
    std.exit(2);
}
const rules = new Map(JSON.parse(text).map((rule) => [rule.output, rule]));

// ---- The progress line ----

const columns = os.isatty(1) ? os.ttyGetWinSize(1)?.[0] ?? 80 : 0;
const running = new Set();
let finished = 0, built = 0;

function redraw() {
    if (columns) {
        const line = `[${finished}/${rules.size}] ${[...running].map(({ output }) => output).join(" ")}`;
        std.out.puts(`\r${line.slice(0, columns - 1).padEnd(columns - 1)}`);
        std.out.flush();
    }
}

function erase() {
    if (columns) {
        std.out.puts(`\r${" ".repeat(columns - 1)}\r`);
    }
}

function say(lasting) {
    erase();
    std.out.puts(`${lasting}\n`);
    redraw();
}

// ---- Places for programs ----

const waiting = [];
let free = jobs;

async function withPlace(work) {
    if (free > 0) {
        free--;
    } else {
        await new Promise((resolve) => waiting.push(resolve));
    }
    try {
        return await work();
    } finally {
        const next = waiting.shift();
        if (next) {
            next();
        } else {
            free++;
        }
    }
}

// ---- Rules ----

const promises = new Map();
let failed = false;

function modified(path) {
    const [stat, error] = os.stat(path);
    return error ? null : stat.mtime;
}

function isUpToDate({ output, inputs }) {
    const made = modified(output);
    return made !== null && inputs.every((input) => modified(input) !== null && modified(input) <= made);
}

async function execute(rule) {
    running.add(rule);
    redraw();
    try {
        const { code, stdout } = await runAsync(rule.command, { stderr: "stdout", encoding: "oem", killOnExit: true });
        built++;
        if (code !== 0) {
            failed = true;
            say(`${rule.output} failed (${code}): ${quote(rule.command)}\n${stdout.trimEnd()}`);
        }
    } catch (error) {
        failed = true;
        say(`${rule.output} failed: ${error.message}`);
    }
    running.delete(rule);
}

async function make(rule) {
    await Promise.all(rule.inputs.filter((input) => rules.has(input)).map((input) => need(rules.get(input))));
    if (!failed && !isUpToDate(rule)) {
        await withPlace(() => (failed ? null : execute(rule)));
    }
    finished++;
    redraw();
}

// Each rule once, however many need it.
function need(rule) {
    if (!promises.has(rule)) {
        promises.set(rule, make(rule));
    }
    return promises.get(rule);
}

await Promise.all([...rules.values()].map(need));
erase();
print(failed ? "failed" : `${built} built, ${rules.size - built} up to date`);
std.exit(failed ? 1 : 0);
