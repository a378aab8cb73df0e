// quickproc bench/main.js [--quick] [--out FOLDER] [--picture FILE] [benchmark or group…]
//
// Measures quickproc, the floor and the neighbours that are there, alternating in one run; prints a
// table and writes FOLDER/bench.json and the picture. QP_BENCH_BUILD: the folder of quickproc.exe (default: build\x64).
// QP_BENCH_NODE, QP_BENCH_DENO, QP_BENCH_BUN, QP_BENCH_DOTNET: the neighbours' programs.
import * as os from "os";
import * as std from "std";
import { Contestant } from "./lib/contestant.js";
import { picture } from "./lib/picture.js";
import { paired, planning } from "./lib/programs.js";
import { makeSurroundings } from "./lib/surroundings.js";
import { summary } from "./lib/statistics.js";
import { printTable } from "./lib/table.js";
import { growths, suite } from "./suite.js";

const windows = (path) => path.replace(/\//g, "\\");
const options = parseOptions(scriptArgs.slice(1));
const build = windows(std.getenv("QP_BENCH_BUILD") ?? "build\\x64");
const scripts = windows(scriptArgs[0]).replace(/[^\\]*$/, "");
const contestants = makeContestants();

function parseOptions(args) {
    const options = { quick: false, out: "build", picture: null, only: [] };
    while (args.length > 0) {
        const arg = args.shift();
        if (arg === "--quick") {
            options.quick = true;
        } else if (arg === "--out") {
            options.out = args.shift();
        } else if (arg === "--picture") {
            options.picture = args.shift();
        } else {
            options.only.push(arg);
        }
    }
    return options;
}

function command(program, args) {
    return { program, args: [program, ...args] };
}

function neighbour(name, args) {
    const program = std.getenv(`QP_BENCH_${name.toUpperCase()}`);
    if (!program) {
        print(`${name}: not measured (QP_BENCH_${name.toUpperCase()} is not set)`);
        return null;
    }
    return command(program, args);
}

function makeContestants() {
    const programs = `${build}\\bench`;
    const script = `${scripts}neighbour.mjs`;
    const subject = command(`${build}\\quickproc.exe`, [`${scripts}subject.js`]);
    const env = makeSurroundings(windows(options.out), `${programs}\\nothing.exe`);
    env.QP_BENCH_PROGRAMS = programs;
    const commands = {
        floor: { args: [`${programs}\\floor.exe`] },
        control: { args: [`${programs}\\floor.exe`] },
        stock: { program: `${build}\\tests\\stock-qjs.exe` },
        quickproc: subject,
        exec: subject,
        execAgain: subject,
        node: neighbour("node", [script]),
        deno: neighbour("deno", ["run", "-A", script]),
        bun: neighbour("bun", [script]),
        dotnet: neighbour("dotnet", []),
    };
    const made = {};
    for (const [name, { program, args }] of Object.entries(commands).filter(([, c]) => c)) {
        made[name] = args ? new Contestant(name, args, env) : { name };
        made[name].program = program;
    }
    return made;
}

// What `start` and `memory` run: an expression of nothing; a line written and one waited for.
const expressions = {
    start: "1",
    memory: {
        quickjs: "import * as s from 'std'; s.out.puts('.'); s.out.flush(); s.in.getline()",
        node: "console.log('.'); require('fs').readSync(0, Buffer.alloc(1))",
        deno: "console.log('.'); Deno.stdin.readSync(new Uint8Array(1))",
    },
};

function startLine(measures, { name, program }) {
    if (name === "dotnet") {
        return `"${program}" ${measures}`;
    }
    const engine = { deno: "deno", node: "node", bun: "node" }[name] ?? "quickjs";
    const expression = expressions[measures][engine] ?? expressions[measures];
    return `"${program}" ${name === "deno" ? "eval" : "-e"} "${expression}"`;
}

// Those that are asked for a benchmark's `floor`.
const floors = ["floor", "control", "exec", "execAgain"];

function ask(benchmark, contestant) {
    const count = benchmark.count;
    const { measures } = benchmark;
    if (measures) {
        return contestants.floor.ask([measures, count, startLine(measures, contestant)]);
    }
    const [name, ...words] = benchmark.request;
    return contestant.ask([floors.includes(contestant.name) ? (benchmark.floor ?? name) : name, count, ...words]);
}

function shuffled(list) {
    const keyed = list.map((item) => [Math.random(), item]);
    return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}

// Everybody once, in any order: who comes after a heavy one finds cold caches.
function runRound(benchmark, racing, samples) {
    for (const contestant of shuffled(racing)) {
        try {
            for (const [metric, values] of Object.entries(ask(benchmark, contestant))) {
                (samples[contestant.name][metric] ??= []).push(...values);
            }
        } catch (error) {
            print(`${benchmark.id}: ${error.message}`);
            racing.splice(racing.indexOf(contestant), 1);
        }
    }
}

// { contestant: { metric: [value…] } }
function race(benchmark) {
    const rounds = options.quick ? Math.ceil(benchmark.rounds / 4) : benchmark.rounds;
    const racing = benchmark.who.filter((name) => contestants[name]).map((n) => contestants[n]);
    const samples = Object.fromEntries(racing.map(({ name }) => [name, {}]));
    for (let round = 0; round < rounds; round++) {
        runRound(benchmark, racing, samples);
        std.err.printf("\r%-50s %d/%d ", benchmark.id, round + 1, rounds);
    }
    std.err.puts("\r\x1b[K");
    return samples;
}

// From nanoseconds or bytes to what is shown.
function convert(benchmark, value) {
    switch (benchmark.unit) {
        case "MiB/s":
            return benchmark.bytes / 1024 / 1024 / (value / 1e9);
        case "MiB":
            return value / 1024 / 1024;
        case "KiB":
            return value / 1024;
        case "threads":
            return value / 1000;
        default:
            return value / (benchmark.unit === "ms" ? 1e6 : 1e3);
    }
}

function evaluate(benchmark, samples) {
    const { group, id, title, unit, target, most, who } = benchmark;
    const results = {};
    for (const [contestant, metrics] of Object.entries(samples)) {
        const name = contestant === "execAgain" ? "control" : contestant;
        if (metrics[benchmark.metric]) {
            results[name] = summary(metrics[benchmark.metric].map((v) => convert(benchmark, v)));
            results[name].ratio = results[name].median / results[who[0]]?.median;
        }
    }
    return { group, id, title, unit, target, most, floor: who[0], results };
}

const isWanted = ({ group, id }) =>
    options.only.length === 0 || options.only.includes(group) || options.only.includes(id);

function runSuite() {
    const raced = {};
    const results = [];
    for (const benchmark of suite.filter(isWanted)) {
        const samples = benchmark.shares ? raced[benchmark.shares] : race(benchmark);
        if (samples) {
            raced[benchmark.id] = samples;
            results.push(evaluate(benchmark, samples));
        }
    }
    Object.values(contestants).forEach((contestant) => contestant.stop?.());
    return results;
}

function growthOf({ title, from, to, target }, benchmarks) {
    const [first, second] = [from, to].map((id) => benchmarks.find((b) => b.id === id)?.results);
    const ratios = {};
    for (const name of Object.keys(second ?? {}).filter((name) => first?.[name])) {
        ratios[name] = second[name].median / first[name].median;
    }
    return { title, target, ratios };
}

const benchmarks = runSuite();
const report = {
    system: std.getenv("QP_BENCH_SYSTEM") ?? "Windows",
    date: new Date().toISOString().slice(0, 10),
    sizes: Object.fromEntries(
        ["quickproc.exe", "tests\\stock-qjs.exe"].map((name) => [name, os.stat(`${build}\\${name}`)[0].size]),
    ),
    benchmarks,
    growths: growths
        .map((growth) => growthOf(growth, benchmarks))
        .filter(({ ratios }) => ratios.quickproc),
    paired: isWanted({ group: "paired" }) ? paired(`${build}\\bench\\paired.exe`) : [],
    planning: isWanted({ group: "planning" }) ? planning(`${build}\\bench\\planning.exe`) : [],
};

printTable(report);
std.writeFile(`${options.out}\\bench.json`, JSON.stringify(report, null, 2) + "\n");
std.writeFile(options.picture ?? `${options.out}\\bench.svg`, picture(report));
