// The neighbours: the same jobs by node:child_process, which Node, Deno and Bun have. Answers
// requests as floor/main.c does. Where they have no blocking way, the events of the asynchronous one.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readSync, writeSync } from "node:fs";
import { performance } from "node:perf_hooks";

const folder = process.env.QP_BENCH_PROGRAMS;

const child = (name) => `${folder}\\${name}.exe`;
const twoDigits = (i) => String(i % 100).padStart(2, "0");
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function must(ok, what) {
    if (!ok) {
        throw new Error(`${what} failed`);
    }
}

async function exited(process) {
    if (process.exitCode === null) {
        await once(process, "exit");
    }
    must(process.exitCode === 0, "the child");
}

function* blocking(count, program, args, options) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const { status } = spawnSync(program, args, { stdio: "inherit", ...options });
        yield { time: performance.now() - before };
        must(status === 0, program);
    }
}

function spawnArgs(count, number) {
    const args = Array.from({ length: Number(number) }, (_, i) => `argument${twoDigits(i)}`);
    return blocking(count, child("nothing"), args);
}

function spawnEnv(count) {
    const env = { SystemRoot: process.env.SystemRoot };
    for (let i = 0; i < 100; i++) {
        env[`VARIABLE_${twoDigits(i)}`] = `the value of variable ${twoDigits(i)}`;
    }
    return blocking(count, child("nothing"), [], { env });
}

function* capture(count) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const { status, stdout } = spawnSync(child("say"), [], {
            stdio: ["inherit", "pipe", "inherit"],
        });
        yield { time: performance.now() - before };
        must(status === 0 && stdout.length === 1024, "say");
    }
}

async function* read(count, bytes) {
    for (let i = 0; i < count; i++) {
        const spew = spawn(child("spew"), [bytes], { stdio: ["inherit", "pipe", "inherit"] });
        let total = 0;
        let before = 0;
        spew.stdout.on("data", (chunk) => {
            before ||= performance.now();
            total += chunk.length;
        });
        await once(spew.stdout, "end");
        yield { time: performance.now() - before };
        must(total === Number(bytes), "the transfer");
        await exited(spew);
    }
}

async function* write(count, bytes) {
    const chunk = Buffer.alloc(65536);
    for (let i = 0; i < count; i++) {
        const swallow = spawn(child("swallow"), [], { stdio: ["pipe", "inherit", "inherit"] });
        const before = performance.now();
        for (let total = 0; total < Number(bytes); total += chunk.length) {
            if (!swallow.stdin.write(chunk)) {
                await once(swallow.stdin, "drain");
            }
        }
        swallow.stdin.end();
        await exited(swallow);
        yield { time: performance.now() - before };
    }
}

async function* pipeline(count, bytes) {
    const stdio = ["pipe", "pipe", "inherit"];
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const all = [
            spawn(child("spew"), [bytes], { stdio }),
            spawn(child("copy"), [], { stdio }),
            spawn(child("copy"), [], { stdio }),
        ];
        all[0].stdout.pipe(all[1].stdin);
        all[1].stdout.pipe(all[2].stdin);
        let total = 0;
        for await (const chunk of all[2].stdout) {
            total += chunk.length;
        }
        must(total === Number(bytes), "the transfer");
        await Promise.all(all.map(exited));
        yield { time: performance.now() - before };
    }
}

// They reap by themselves: only the start can be measured.
async function* many(count, number) {
    const n = Number(number);
    for (let i = 0; i < count; i++) {
        const started = performance.now();
        const all = [];
        for (let j = 0; j < n; j++) {
            all.push(spawn(child("hold"), [], { stdio: ["pipe", "ignore", "inherit"] }));
        }
        const running = performance.now();
        all.forEach((process) => process.stdin.end());
        await Promise.all(all.map(exited));
        yield { start: (running - started) / n };
    }
}

const hrtime = () => Number(process.hrtime.bigint());

// The functions of the performance counter, as Deno and Bun call the system.
async function counterFunctions() {
    const type = globalThis.Deno
        ? { parameters: ["buffer"], result: "i32" }
        : { args: ["ptr"], returns: "i32" };
    const { dlopen } = globalThis.Deno ?? (await import("bun:ffi"));
    const names = { QueryPerformanceCounter: type, QueryPerformanceFrequency: type };
    return dlopen("kernel32.dll", names).symbols;
}

// The performance counter minus hrtime, in nanoseconds: hrtime of Deno and Bun starts with the
// program, Node's is the counter. The quickest of some readings counts.
async function counterOffset() {
    if (!globalThis.Deno && !globalThis.Bun) {
        return 0;
    }
    const { QueryPerformanceCounter, QueryPerformanceFrequency } = await counterFunctions();
    const value = new BigInt64Array(1);
    QueryPerformanceFrequency(value);
    const tick = 1e9 / Number(value[0]);
    let best = { took: Infinity };
    for (let i = 0; i < 100; i++) {
        const before = hrtime();
        QueryPerformanceCounter(value);
        const took = hrtime() - before;
        if (took < best.took) {
            best = { took, offset: Number(value[0]) * tick - before - took / 2 };
        }
    }
    return best.offset;
}

const offset = await counterOffset();

// The clock that the children read, in milliseconds.
const clock = () => (hrtime() + offset) / 1e6;

async function* latency(count) {
    const samples = [];
    const stamp = spawn(child("stamp"), [count], { stdio: ["inherit", "pipe", "inherit"] });
    stamp.stdout.on("data", (chunk) => {
        const now = clock();
        samples.push({ time: now - Number(chunk.readBigInt64LE(chunk.length - 8)) / 1e6 });
    });
    await exited(stamp);
    yield* samples;
}

async function* end(count) {
    for (let i = 0; i < count; i++) {
        const stamp = spawn(child("stamp"), ["1"], { stdio: ["inherit", "pipe", "inherit"] });
        let written = 0;
        stamp.stdout.on("data", (chunk) => {
            written = Number(chunk.readBigInt64LE(0)) / 1e6;
        });
        await once(stamp, "exit");
        const now = clock();
        if (written === 0) {
            await once(stamp.stdout, "data");
        }
        yield { time: now - written };
    }
}

async function* talk(count) {
    const copy = spawn(child("copy"), [], { stdio: ["pipe", "pipe", "inherit"] });
    const byte = Buffer.alloc(1);
    for (let i = -1; i < count; i++) {
        const before = performance.now();
        copy.stdin.write(byte);
        await once(copy.stdout, "data");
        if (i >= 0) {
            yield { time: performance.now() - before };
        }
    }
    copy.stdin.end();
    await exited(copy);
}

async function* collect(count, bytes) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const spew = spawn(child("spew"), [bytes], { stdio: ["inherit", "pipe", "pipe"] });
        const chunks = [];
        spew.stdout.on("data", (chunk) => chunks.push(chunk));
        await once(spew, "close");
        const { length } = Buffer.concat(chunks);
        yield { time: performance.now() - before };
        must(length === Number(bytes), "the transfer");
    }
}

function weigh() {
    const input = `weigh\t1\t${process.pid}\n`;
    const { stdout } = spawnSync(child("floor"), [], { input, encoding: "utf8" });
    return stdout.trim().split(" ").map((part) => Number(part.split("=")[1]));
}

async function* children(count, number) {
    const n = Number(number);
    const hold = () => {
        const held = spawn(child("hold"), []);
        held.stdout.resume();
        held.stderr.resume();
        return held;
    };
    for (let i = 0; i < count; i++) {
        const all = [hold()];
        await sleep(100);
        const [bytes, threads] = weigh();
        for (let j = 0; j < n; j++) {
            all.push(hold());
        }
        await sleep(100);
        const [moreBytes, moreThreads] = weigh();
        // As the answer wants it: in millions.
        yield { bytes: (moreBytes - bytes) / n / 1e6, threads: (moreThreads - threads) / n / 1e3 };
        all.forEach((held) => held.stdin.end());
        await Promise.all(all.map(exited));
    }
}

const benchmarks = {
    spawn: (count) => blocking(count, child("nothing"), []),
    "spawn-args": spawnArgs,
    "spawn-env": spawnEnv,
    "spawn-path": (count, name) => blocking(count, name, []),
    capture,
    read,
    write,
    pipeline,
    many,
    "handler-read": read,
    latency,
    end,
    "talk-handler": talk,
    "talk-stream": talk,
    "stream-read": read,
    "run-async": collect,
    children,
};

let pending = "";

function requestLine() {
    const bytes = Buffer.alloc(4096);
    while (!pending.includes("\n")) {
        let n = 0;
        try {
            n = readSync(0, bytes);
        } catch (error) {
            must(error.code === "EOF", "reading");
        }
        if (n === 0) {
            return null;
        }
        pending += bytes.toString("utf8", 0, n);
    }
    const [line] = pending.split("\n", 1);
    pending = pending.slice(line.length + 1);
    return line.trimEnd();
}

for (let line; (line = requestLine()) !== null; ) {
    const [name, count, ...words] = line.split("\t");
    const parts = [];
    for await (const sample of benchmarks[name](Number(count), ...words)) {
        for (const [metric, milliseconds] of Object.entries(sample)) {
            parts.push(`${metric}=${Math.round(milliseconds * 1e6)}`);
        }
    }
    writeSync(1, parts.join(" ") + "\n");
}
