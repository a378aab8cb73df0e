// What is measured: quickproc's own functions, called by a script. Answers requests as floor/main.c
// does, with the clock inside the script.
import * as os from "os";
import * as std from "std";
import { run, runAsync, spawn } from "subprocess";

const folder = std.getenv("QP_BENCH_PROGRAMS");
const buffer = new ArrayBuffer(65536);

const child = (name) => `${folder}\\${name}.exe`;

function must(ok, what) {
    if (!ok) {
        throw new Error(`${what} failed`);
    }
}

function reap(pid) {
    const [reaped, status] = os.waitpid(pid, 0);
    must(reaped === pid && status === 0, "the child");
}

function readAll(fd, size) {
    let total = 0;
    for (let n; (n = os.read(fd, buffer, 0, size)) > 0; ) {
        total += n;
    }
    return total;
}

// Starts `args` and closes what became the child's.
function start(args, stdio) {
    const pid = os.exec(args, { block: false, ...stdio });
    must(pid > 0, args[0]);
    for (const fd of Object.values(stdio)) {
        os.close(fd);
    }
    return pid;
}

// ---- spawn ----

function* blocking(count, args, options) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const code = os.exec(args, options);
        yield { time: performance.now() - before };
        must(code === 0, args[0]);
    }
}

const twoDigits = (i) => String(i % 100).padStart(2, "0");

function spawnArgs(count, number) {
    const args = [child("nothing")];
    for (let i = 0; i < Number(number); i++) {
        args.push(`argument${twoDigits(i)}`);
    }
    return blocking(count, args);
}

function spawnEnv(count) {
    const env = { SystemRoot: std.getenv("SystemRoot") };
    for (let i = 0; i < 100; i++) {
        env[`VARIABLE_${twoDigits(i)}`] = `the value of variable ${twoDigits(i)}`;
    }
    return blocking(count, [child("nothing")], { env });
}

// ---- run and spawn, and the same by os.exec and os.waitpid ----

function* runInherit(count) {
    const inherited = { stdin: "inherit", stdout: "inherit", stderr: "inherit" };
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const { code } = run([child("nothing")], inherited);
        yield { time: performance.now() - before };
        must(code === 0, "nothing");
    }
}

function* runCapture(count) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const { code, stdout } = run([child("say")], { encoding: null });
        yield { time: performance.now() - before };
        must(code === 0 && stdout.length === 1024, "say");
    }
}

async function* spawnCapture(count) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const say = spawn([child("say")], { encoding: null });
        const [stdout] = await Promise.all([say.stdout.bytes(), say.stderr.bytes()]);
        const { code } = await say.wait();
        yield { time: performance.now() - before };
        must(code === 0 && stdout.length === 1024, "say");
    }
}

// With two pipes, or with a third one for its input.
function* execCapture(count, hasInput) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const [out, stdout] = os.pipe();
        const [err, stderr] = os.pipe();
        const [stdin, input] = hasInput ? os.pipe() : [];
        const pid = start([child("say")], hasInput ? { stdin, stdout, stderr } : { stdout, stderr });
        must(readAll(out, 4096) === 1024 && readAll(err, 4096) === 0, "say");
        reap(pid);
        [out, err, ...(hasInput ? [input] : [])].forEach((fd) => os.close(fd));
        yield { time: performance.now() - before };
    }
}

// ---- pipes ----

function* capture(count) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const [reader, writer] = os.pipe();
        const pid = start([child("say")], { stdout: writer });
        must(readAll(reader, 4096) === 1024, "say");
        os.close(reader);
        reap(pid);
        yield { time: performance.now() - before };
    }
}

function* read(count, bytes) {
    for (let i = 0; i < count; i++) {
        const [reader, writer] = os.pipe();
        const pid = start([child("spew"), bytes], { stdout: writer });
        let total = os.read(reader, buffer, 0, buffer.byteLength);
        const before = performance.now();
        total += readAll(reader, buffer.byteLength);
        yield { time: performance.now() - before };
        must(total === Number(bytes), "the transfer");
        os.close(reader);
        reap(pid);
    }
}

function* write(count, bytes) {
    for (let i = 0; i < count; i++) {
        const [reader, writer] = os.pipe();
        const pid = start([child("swallow")], { stdin: reader });
        const before = performance.now();
        for (let total = 0; total < Number(bytes); ) {
            const n = os.write(writer, buffer, 0, buffer.byteLength);
            must(n > 0, "os.write");
            total += n;
        }
        os.close(writer);
        reap(pid);
        yield { time: performance.now() - before };
    }
}

function* pipeline(count, bytes) {
    for (let i = 0; i < count; i++) {
        const pipes = [os.pipe(), os.pipe(), os.pipe()];
        const before = performance.now();
        const pids = [
            start([child("spew"), bytes], { stdout: pipes[0][1] }),
            start([child("copy")], { stdin: pipes[0][0], stdout: pipes[1][1] }),
            start([child("copy")], { stdin: pipes[1][0], stdout: pipes[2][1] }),
        ];
        must(readAll(pipes[2][0], buffer.byteLength) === Number(bytes), "the transfer");
        os.close(pipes[2][0]);
        pids.forEach(reap);
        yield { time: performance.now() - before };
    }
}

// ---- many ----

function* many(count, number) {
    const n = Number(number);
    for (let i = 0; i < count; i++) {
        const hold = os.pipe();
        const done = os.pipe();
        const started = performance.now();
        for (let j = 0; j < n; j++) {
            const stdio = { block: false, stdin: hold[0], stdout: done[1] };
            must(os.exec([child("hold")], stdio) > 0, "hold");
        }
        const running = performance.now();
        os.close(hold[0]);
        os.close(done[1]);
        os.close(hold[1]);
        // The last child's end closes the last writer.
        os.read(done[0], buffer, 0, 1);
        os.sleep(300);
        const ended = performance.now();
        for (let j = 0; j < n; j++) {
            must(os.waitpid(-1, 0)[1] === 0, "hold");
        }
        const reaped = performance.now();
        os.close(done[0]);
        yield { start: (running - started) / n, reap: (reaped - ended) / n };
    }
}

// ---- the event loop ----

// The clock that the children read, in milliseconds.
const clock = () => os.now() / 1000;

const written = () => Number(new BigInt64Array(buffer, 0, 1)[0]) / 1e6;

function untilEnd(fd, onReadable) {
    return new Promise((resolve) => {
        os.setReadHandler(fd, () => {
            if (!onReadable()) {
                os.setReadHandler(fd, null);
                resolve();
            }
        });
    });
}

async function* handlerRead(count, bytes) {
    for (let i = 0; i < count; i++) {
        const [reader, writer] = os.pipe();
        const pid = start([child("spew"), bytes], { stdout: writer });
        let total = os.read(reader, buffer, 0, buffer.byteLength);
        const before = performance.now();
        await untilEnd(reader, () => {
            const n = os.read(reader, buffer, 0, buffer.byteLength);
            total += n;
            return n > 0;
        });
        yield { time: performance.now() - before };
        must(total === Number(bytes), "the transfer");
        os.close(reader);
        reap(pid);
    }
}

async function* latency(count) {
    const [reader, writer] = os.pipe();
    const pid = start([child("stamp"), String(count)], { stdout: writer });
    const samples = [];
    await untilEnd(reader, () => {
        const now = clock();
        const n = os.read(reader, buffer, 0, 8);
        if (n === 8) {
            samples.push({ time: now - written() });
        }
        return n > 0;
    });
    os.close(reader);
    reap(pid);
    yield* samples;
}

async function* end(count) {
    for (let i = 0; i < count; i++) {
        const [reader, writer] = os.pipe();
        const pid = start([child("stamp"), "1"], { stdout: writer });
        await os.waitpidAsync(pid);
        const now = clock();
        os.read(reader, buffer, 0, 8);
        os.close(reader);
        yield { time: now - written() };
    }
}

// ---- programs that are talked to ----

// Times of the steps after the first one, which waits for the start.
async function timed(count, step) {
    const samples = [];
    for (let i = -1; i < count; i++) {
        const before = performance.now();
        await step();
        samples.push({ time: performance.now() - before });
    }
    return samples.slice(1);
}

async function* talkHandler(count) {
    const [childIn, writer] = os.pipe();
    const [reader, childOut] = os.pipe();
    const pid = start([child("copy")], { stdin: childIn, stdout: childOut });
    let answered;
    os.setReadHandler(reader, () => {
        os.read(reader, buffer, 0, 1);
        answered();
    });
    yield* await timed(count, () => {
        os.write(writer, buffer, 0, 1);
        return new Promise((resolve) => (answered = resolve));
    });
    os.setReadHandler(reader, null);
    os.close(writer);
    os.close(reader);
    reap(pid);
}

async function* talkStream(count) {
    const copy = spawn([child("copy")]);
    const byte = new Uint8Array(1);
    yield* await timed(count, async () => {
        await copy.stdin.write(byte);
        must((await copy.stdout.read()).length === 1, "copy");
    });
    copy.stdin.end();
    must((await copy.wait()).code === 0, "copy");
}

async function* streamRead(count, bytes) {
    for (let i = 0; i < count; i++) {
        const spew = spawn([child("spew"), bytes], { stdin: "inherit", stderr: "inherit" });
        let total = (await spew.stdout.read()).length;
        const before = performance.now();
        for (let piece; (piece = await spew.stdout.read()) !== null; ) {
            total += piece.length;
        }
        yield { time: performance.now() - before };
        must(total === Number(bytes), "the transfer");
        await spew.wait();
    }
}

async function* collect(count, bytes) {
    for (let i = 0; i < count; i++) {
        const before = performance.now();
        const { stdout } = await runAsync([child("spew"), bytes], { encoding: null });
        yield { time: performance.now() - before };
        must(stdout.length === Number(bytes), "the transfer");
    }
}

// What this process takes; the floor looks.
function weigh() {
    const [childIn, writer] = os.pipe();
    const [reader, childOut] = os.pipe();
    const pid = start([child("floor")], { stdin: childIn, stdout: childOut });
    const request = std.fdopen(writer, "w");
    request.puts(`weigh\t1\t${os.getpid()}\n`);
    request.close();
    const answer = std.fdopen(reader, "r");
    const values = answer.readAsString().trim().split(" ").map((part) => Number(part.split("=")[1]));
    answer.close();
    reap(pid);
    return values;
}

function hold() {
    const held = spawn([child("hold")]);
    held.reads = [held.stdout.read(), held.stderr.read()];
    held.wait();
    return held;
}

async function letGo(held) {
    held.stdin.end();
    await Promise.all(held.reads);
    must((await held.wait()).code === 0, "hold");
}

async function* children(count, number) {
    const n = Number(number);
    for (let i = 0; i < count; i++) {
        const all = [hold()];
        await os.sleepAsync(100);
        const [bytes, threads] = weigh();
        for (let j = 0; j < n; j++) {
            all.push(hold());
        }
        await os.sleepAsync(100);
        const [moreBytes, moreThreads] = weigh();
        // As answer() wants it: in millions.
        yield { bytes: (moreBytes - bytes) / n / 1e6, threads: (moreThreads - threads) / n / 1e3 };
        await Promise.all(all.map(letGo));
    }
}

const benchmarks = {
    spawn: (count) => blocking(count, [child("nothing")]),
    "spawn-args": spawnArgs,
    "spawn-env": spawnEnv,
    "spawn-path": (count, name) => blocking(count, [name]),
    "run-inherit": runInherit,
    "run-capture": runCapture,
    "spawn-capture": spawnCapture,
    "exec-capture": (count) => execCapture(count, false),
    "exec-talk": (count) => execCapture(count, true),
    capture,
    read,
    write,
    pipeline,
    many,
    "handler-read": handlerRead,
    latency,
    end,
    "talk-handler": talkHandler,
    "talk-stream": talkStream,
    "stream-read": streamRead,
    "run-async": collect,
    children,
};

async function answer(line) {
    const [name, count, ...words] = line.split("\t");
    const parts = [];
    for await (const sample of benchmarks[name](Number(count), ...words)) {
        for (const [metric, milliseconds] of Object.entries(sample)) {
            parts.push(`${metric}=${Math.round(milliseconds * 1e6)}`);
        }
    }
    std.out.puts(parts.join(" ") + "\n");
    std.out.flush();
}

for (let line; (line = std.in.getline()) !== null; ) {
    await answer(line.replace(/\r$/, ""));
}
