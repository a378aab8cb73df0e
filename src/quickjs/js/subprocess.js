// `subprocess`: programs run to their end, talked to while they run, and put in a row.
import * as os from "os";
import * as native from "quickproc:subprocess";

const UTF8 = 65001;
const O_RDWR = 2;
const ENOENT = 2, ENOMEM = 12, EMFILE = 24, ENOBUFS = 119;

// ---- Errors ----------------------------------------------------------------------------------

const errnoNames = {
    1: "EPERM", 2: "ENOENT", 5: "EIO", 7: "E2BIG", 8: "ENOEXEC", 9: "EBADF", 10: "ECHILD", 11: "EAGAIN",
    12: "ENOMEM", 13: "EACCES", 20: "ENOTDIR", 22: "EINVAL", 24: "EMFILE", 32: "EPIPE", 38: "ENAMETOOLONG",
    114: "ELOOP", 119: "ENOBUFS", 129: "ENOTSUP",
};

// What went wrong with a program: it could not be started (`errno` is not 0), or it failed and `check` was set.
export class ProcessError extends Error {
    constructor(message, details) {
        super(message);
        Object.assign(this, {
            args: [], errno: 0, errnoName: null, windowsError: 0, searched: [],
            pid: null, code: null, signal: null, timedOut: false, stdout: null, stderr: null,
        }, details);
        if (this.errno) {
            this.errnoName = errnoNames[this.errno] ?? `errno ${this.errno}`;
        }
    }

    get name() {
        return "ProcessError";
    }
}

function shorten(text, most) {
    return text.length > most ? `${text.slice(0, most)}...` : text;
}

// For messages: readable, not exact.
function show(args) {
    return shorten(args.map((arg) => (/^[^\s"]+$/.test(arg) ? arg : JSON.stringify(arg))).join(" "), 200);
}

function variable(name) {
    for (const entry of native.environment()) {
        const equals = entry.indexOf("=", 1);
        if (native.sameVariable(entry.slice(0, equals), name)) {
            return entry.slice(equals + 1);
        }
    }
    return "";
}

function pathDirectories() {
    return variable("PATH").split(";").map((entry) => entry.replaceAll('"', "").trim()).filter((entry) => entry);
}

// [what the user has to know of where it was looked for, the places]
function placesOf({ args, exec }, errno) {
    const name = exec.file ?? args[0];
    if (exec.cwd !== undefined && !native.isDirectory(exec.cwd)) {
        return [`the working directory does not exist: ${exec.cwd}`, []];
    }
    const found = native.which(args, exec);
    if (typeof found === "string") {
        return [`found as ${found}${errno === ENOENT ? ", but not what its #! line names" : ""}`, [found]];
    }
    if (/[\\/]|^[a-z]:/i.test(name) || exec.usePath === false) {
        return [`looked for ${name}${exec.cwd === undefined ? "" : ` in ${exec.cwd}`}`, [name]];
    }
    const directories = pathDirectories();
    const extensions = variable("PATHEXT") || ".COM;.EXE;.BAT;.CMD";
    return [`looked for ${name} (${extensions}) in PATH: ${directories.join("; ") || "it is empty"}`, directories];
}

function startError(job, [errno, windowsError]) {
    const name = `${job.exec.file ?? job.args[0]}`;
    const reason = native.errorText(errno, windowsError, name);
    const [where, searched] = placesOf(job, errno);
    const error = new ProcessError("", { args: job.args, errno, windowsError, searched });
    error.message = `cannot start ${shorten(name, 200)}: ${reason} (${error.errnoName}); ${where}`;
    return error;
}

function systemError(what, errno) {
    const error = new ProcessError("", { errno });
    error.message = `${what}: ${native.errorText(errno, 0, "")} (${error.errnoName})`;
    return error;
}

function describeEnd({ code, signal, timedOut }) {
    if (timedOut) {
        return `took too long and was ended by ${signal}`;
    }
    if (signal !== null) {
        return `was ended by ${signal}`;
    }
    return `ended with exit code ${code < 0x80000000 ? code : `0x${code.toString(16).toUpperCase()}`}`;
}

function lastLines(text) {
    return typeof text === "string" && text.trim() ? `: ${text.trim().split(/\r?\n/).slice(-5).join("\n").slice(-1000)}` : "";
}

function endError(job, result) {
    return new ProcessError(`${show(job.args)} ${describeEnd(result)}${lastLines(result.stderr)}`, { args: job.args, ...result });
}

// ---- Signals ---------------------------------------------------------------------------------

function signalName(number) {
    return Object.keys(os).find((name) => /^SIG[A-Z0-9]+$/.test(name) && os[name] === number) ?? `signal ${number}`;
}

function signalNumber(signal) {
    if (typeof signal === "string" && (!/^SIG[A-Z0-9]+$/.test(signal) || typeof os[signal] !== "number")) {
        throw new TypeError(`unknown signal: ${signal}`);
    }
    return typeof signal === "string" ? os[signal] : signal;
}

function exitOf(status) {
    const signal = os.WTERMSIG(status);
    return signal ? { code: null, signal: signalName(signal) } : { code: os.WEXITSTATUS(status), signal: null };
}

// ---- Text and bytes --------------------------------------------------------------------------

// A code page's number; null: no text at all.
function codePageOf(encoding, ownConsole) {
    switch (encoding) {
    case undefined:
    case "utf-8":
    case "utf8":
        return UTF8;
    case "oem":
        return native.oemCodePage(ownConsole);
    case "ansi":
        return native.ansiCodePage();
    case null:
        return null;
    }
    throw new TypeError(`unknown encoding: ${encoding}`);
}

function decode(bytes, codePage) {
    return native.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength, codePage);
}

// An ArrayBuffer with just these bytes.
function bufferOf(data, codePage) {
    if (typeof data === "string") {
        return native.encode(data, codePage ?? UTF8);
    }
    if (ArrayBuffer.isView(data)) {
        const { buffer, byteOffset, byteLength } = data;
        return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
    }
    if (data instanceof ArrayBuffer) {
        return data;
    }
    throw new TypeError("not a string, an ArrayBuffer or a view of one");
}

// ---- Options ---------------------------------------------------------------------------------

const execOptions = [
    "file", "usePath", "cwd", "uid", "gid", "groups", "timeout", "windowsHide", "windowsVerbatimArguments",
    "newProcessGroup", "detached", "killOnExit",
];

// For the native side: which streams are pipes of a run.
const pipeBits = { stdin: 1, stdout: 2, stderr: 4 };
const ERROR_AS_OUTPUT = 8;

// The words for exec, and the program behind them if it is not the first word.
function commandOf(args, shell) {
    if (shell === undefined || shell === false) {
        if (typeof args === "string") {
            throw new TypeError("args is a string: give an array, or the option shell");
        }
        // As strings from here on: a toString of the caller's runs once.
        return { args: Array.isArray(args) ? Array.from(args, (arg) => `${arg}`) : args };
    }
    const words = Array.isArray(args) ? Array.from(args, (arg) => `${arg}`) : [`${args}`];
    if (words.length === 0) {
        throw new TypeError("invalid number of arguments");
    }
    const line = words.join(" ");
    if (shell === true) {
        return { args: ["cmd", "/d", "/c", line], file: native.systemShell() };
    }
    return { args: /(^|[\\/])cmd(\.exe)?$/i.test(shell) ? [shell, "/d", "/c", line] : [shell, "-c", line] };
}

// Our own environment with changes: null takes a variable away, undefined leaves it as it is.
function mergedEnvironment(changes) {
    const changed = Object.entries(changes).filter(([, value]) => value !== undefined);
    const env = Object.create(null);
    for (const entry of native.environment()) {
        const equals = entry.indexOf("=", 1);
        const name = entry.slice(0, equals);
        if (name[0] !== "=" && !changed.some(([other]) => native.sameVariable(other, name))) {
            env[name] = entry.slice(equals + 1);
        }
    }
    for (const [name, value] of changed) {
        if (value !== null) {
            env[name] = value;
        }
    }
    return env;
}

function limitOf(options, name, fallback) {
    const value = options[name];
    const number = value === undefined ? fallback : Number(value);
    if (!(number >= 0)) {
        throw new RangeError(`${name} is not a number from 0 up`);
    }
    return number;
}

function openNull() {
    const fd = os.open("NUL", O_RDWR);
    if (fd < 0) {
        throw systemError("cannot open NUL", -fd);
    }
    return fd;
}

// One of the child's streams: a bit in job.pipes, or an fd in job.exec, or neither for our own.
function readStream(job, options, name, fallback) {
    const value = options[name] ?? fallback;
    if (typeof value === "number") {
        job.exec[name] = value;
    } else if (value === "pipe") {
        job.pipes |= pipeBits[name];
    } else if (value === "null") {
        job.opened.push(job.exec[name] = openNull());
    } else if (value === "stdout" && name === "stderr") {
        job.pipes |= ERROR_AS_OUTPUT;
    } else if (value !== "inherit") {
        throw new TypeError(`${name} is not "pipe", "inherit", "null" or an fd`);
    }
}

function readStreams(job, options, fallbacks) {
    readStream(job, options, "stdin", job.input === undefined ? fallbacks.stdin : "pipe");
    readStream(job, options, "stdout", fallbacks.stdout);
    readStream(job, options, "stderr", fallbacks.stderr);
    if (job.input !== undefined && !(job.pipes & pipeBits.stdin)) {
        throw new TypeError('input needs stdin: "pipe"');
    }
}

function closeAll(fds) {
    for (const fd of fds.splice(0)) {
        os.close(fd);
    }
}

// What to start and how; job.opened is to be closed once it is started.
function prepare(args, options, fallbacks) {
    const exec = {};
    for (const name of execOptions) {
        exec[name] = options[name];
    }
    const command = commandOf(args, options.shell);
    exec.file ??= command.file;
    exec.killSignal = signalNumber(options.killSignal);
    exec.newProcessGroup = options.killTree ? true : exec.newProcessGroup;
    exec.env = options.env === undefined ? undefined : mergedEnvironment(options.env);
    const codePage = codePageOf(options.encoding, Boolean(exec.windowsHide || exec.detached));
    const job = {
        args: command.args, exec, codePage, pipes: 0, opened: [],
        input: options.input === undefined || options.input === null ? undefined : bufferOf(options.input, codePage),
        maxBuffer: limitOf(options, "maxBuffer", Infinity),
        drain: limitOf(options, "drain", 1000),
        check: Boolean(options.check),
    };
    try {
        readStreams(job, options, fallbacks);
    } catch (error) {
        closeAll(job.opened);
        throw error;
    }
    return job;
}

// ---- Running to the end ----------------------------------------------------------------------

const captured = { stdin: "inherit", stdout: "pipe", stderr: "pipe" };

// A run, or [errno, Win32 error]; the fds made for it are closed.
function start(job, notifyFd) {
    try {
        return native.start(job.args, job.exec, job.pipes, job.input, job.maxBuffer, job.drain, notifyFd);
    } finally {
        closeAll(job.opened);
    }
}

function outputOf(job, name, buffer) {
    if (!(job.pipes & pipeBits[name])) {
        return null;
    }
    const bytes = new Uint8Array(buffer);
    return job.codePage === null ? bytes : decode(bytes, job.codePage);
}

// [the result, an error or null]
function finish(job, run) {
    const [pid, status, timedOut, overflowed, stdout, stderr, errno] = native.finish(run);
    const result = {
        pid, ...exitOf(status), timedOut,
        stdout: outputOf(job, "stdout", stdout), stderr: outputOf(job, "stderr", stderr),
    };
    if (overflowed || errno) {
        const message = overflowed ? `wrote more than maxBuffer, ${job.maxBuffer} bytes` : "wrote more than there is memory for";
        const details = { args: job.args, ...result, errno: overflowed ? ENOBUFS : ENOMEM };
        return [result, new ProcessError(`${show(job.args)} ${message}, and was ended`, details)];
    }
    return [result, job.check && (result.code !== 0 || timedOut) ? endError(job, result) : null];
}

function resultOrThrow([result, error]) {
    if (error) {
        throw error;
    }
    return result;
}

export function run(args, options = {}) {
    const job = prepare(args, options, captured);
    const started = start(job, -1);
    if (Array.isArray(started)) {
        throw startError(job, started);
    }
    return resultOrThrow(finish(job, started));
}

function newPromise() {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
}

function makePipe() {
    const pipe = os.pipe();
    if (!pipe) {
        throw systemError("cannot make a pipe", EMFILE);
    }
    return pipe;
}

// Resolves `ended` at the end of file of `fd`, which is closed then. Throws where nothing can be waited for (in a Worker).
function untilEndOfFile(fd) {
    const ended = newPromise();
    os.setReadHandler(fd, () => {
        stopWaiting(fd);
        ended.resolve();
    });
    return ended.promise;
}

function stopWaiting(fd) {
    os.setReadHandler(fd, null);
    os.close(fd);
}

// { job, run, ended }; throws when it cannot be started.
function startAsync(job) {
    const pipe = [];
    let ended;
    try {
        pipe.push(...makePipe());
        ended = untilEndOfFile(pipe[0]);
    } catch (error) {
        closeAll(pipe);
        closeAll(job.opened);
        throw error;
    }
    let started = null;
    try {
        // pipe[1] belongs to the run from here on, whatever becomes of it.
        started = start(job, pipe[1]);
        if (Array.isArray(started)) {
            throw startError(job, started);
        }
    } catch (error) {
        stopWaiting(pipe[0]);
        throw error;
    }
    return { job, run: started, ended };
}

export async function runAsync(args, options = {}) {
    const { job, run: started, ended } = startAsync(prepare(args, options, captured));
    await ended;
    return resultOrThrow(finish(job, started));
}

// ---- In a row --------------------------------------------------------------------------------

// One program of a pipeline; `between` holds the pipe's end that the next one reads from.
function startStage(args, options, between, isLast) {
    const fds = between.splice(0);
    try {
        const own = { ...options, stdin: fds[0] ?? options.stdin };
        if (fds.length) {
            own.input = undefined;
        }
        if (!isLast) {
            const [reader, writer] = makePipe();
            between.push(reader);
            fds.push(own.stdout = writer);
        }
        return startAsync(prepare(args, own, { ...captured, stderr: "inherit" }));
    } finally {
        closeAll(fds);
    }
}

function startStages(commands, options) {
    const stages = [], between = [];
    let failure = null;
    try {
        commands.forEach((args, i) => stages.push(startStage(args, options, between, i === commands.length - 1)));
    } catch (error) {
        failure = error;
        closeAll(between);
        stages.forEach(({ job, run: started }) => os.kill(native.pid(started), job.exec.killSignal ?? os.SIGTERM));
    }
    return [stages, failure];
}

export async function pipeline(...commands) {
    const last = commands.at(-1);
    const options = Array.isArray(last) || typeof last === "string" ? {} : commands.pop();
    if (commands.length === 0) {
        throw new TypeError("no command");
    }
    const [stages, failure] = startStages(commands, options ?? {});
    await Promise.all(stages.map(({ ended }) => ended));
    const ends = stages.map(({ job, run: started }) => finish(job, started));
    const error = failure ?? ends.find(([, problem]) => problem)?.[1];
    const exits = ends.map(([{ stdout, ...exit }]) => exit);
    if (error) {
        throw Object.assign(error, { exits });
    }
    return { ...ends.at(-1)[0], exits };
}

// ---- Talking to a program while it runs ------------------------------------------------------

const talking = { stdin: "pipe", stdout: "pipe", stderr: "pipe" };

// After everything that is due now. A host without quickjs-libc has its own timers, or none.
function soon(work) {
    const setTimer = os.setTimeout ?? globalThis.setTimeout;
    if (setTimer) {
        setTimer(work, 0);
    } else {
        work();
    }
}

// What a child writes: an async iterable of Uint8Arrays.
class Output {
    #fd;
    #codePage;
    #wanted = [];
    #pending = null;
    #watching = false;

    constructor(fd, codePage) {
        this.#fd = fd;
        this.#codePage = codePage ?? UTF8;
    }

    #settle(bytes, error) {
        const { resolve, reject } = this.#wanted.shift();
        if (error) {
            reject(error);
        } else {
            resolve(bytes);
        }
    }

    // The handler stays while somebody reads on; taking it away and setting it again for each piece would cost more than the piece.
    #watch() {
        if (!this.#watching) {
            const scratch = new ArrayBuffer(65536);
            os.setReadHandler(this.#fd, () => this.#ready(scratch));
            this.#watching = true;
        }
    }

    #unwatch() {
        if (this.#watching) {
            this.#watching = false;
            os.setReadHandler(this.#fd, null);
        }
    }

    #ready(scratch) {
        if (this.#wanted.length === 0) {
            this.#unwatch();
            return;
        }
        const count = os.read(this.#fd, scratch, 0, scratch.byteLength);
        if (count <= 0) {
            this.close(count < 0 ? systemError("cannot read", -count) : null);
            return;
        }
        this.#settle(new Uint8Array(scratch.slice(0, count)));
        if (this.#wanted.length === 0) {
            // Who reads on does so before this; a handler that stayed would keep the loop alive.
            soon(() => this.#wanted.length || this.#unwatch());
        }
    }

    // A promise for the next bytes; null at the end.
    read() {
        const pending = this.#pending;
        if (pending || this.#fd < 0) {
            this.#pending = null;
            return Promise.resolve(pending);
        }
        const want = newPromise();
        this.#wanted.push(want);
        try {
            this.#watch();
        } catch (error) {
            this.#settle(null, error);
        }
        return want.promise;
    }

    // Nothing more is wanted: the child's next write fails.
    close(error = null) {
        if (this.#fd < 0) {
            return;
        }
        this.#unwatch();
        os.close(this.#fd);
        this.#fd = -1;
        while (this.#wanted.length > 0) {
            this.#settle(null, error);
        }
    }

    async *[Symbol.asyncIterator]() {
        for (let bytes; (bytes = await this.read()) !== null;) {
            yield bytes;
        }
    }

    // The lines without their ends. What was not taken stays for whoever reads next.
    async *lines() {
        let parts = [];
        for (let bytes; (bytes = await this.read()) !== null;) {
            for (let end; (end = bytes.indexOf(10)) >= 0;) {
                parts.push(bytes.subarray(0, end));
                bytes = bytes.subarray(end + 1);
                this.#pending = bytes.length ? bytes : null;
                yield this.#line(parts.splice(0));
                // Somebody may have read on meanwhile.
                bytes = this.#pending ?? new Uint8Array(0);
                this.#pending = null;
            }
            parts.push(bytes);
        }
        if (parts.some((part) => part.length)) {
            yield this.#line(parts);
        }
    }

    #line(parts) {
        const bytes = joined(parts);
        return decode(bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes, this.#codePage);
    }

    // Everything that is still to come.
    async bytes() {
        const parts = [];
        for await (const bytes of this) {
            parts.push(bytes);
        }
        return joined(parts);
    }

    async text() {
        return decode(await this.bytes(), this.#codePage);
    }
}

function joined(parts) {
    if (parts.length === 1) {
        return parts[0];
    }
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
}

// What a child reads.
class Input {
    #fd;
    #codePage;
    #queue = [];
    #ending = false;
    #watching = false;

    constructor(fd, codePage) {
        this.#fd = fd;
        this.#codePage = codePage ?? UTF8;
    }

    // A promise that is kept once the pipe has taken all of it: waiting for it is what keeps a fast writer from filling the memory.
    write(data) {
        if (this.#ending) {
            return rejected(new Error("write after end"));
        }
        return this.#add(bufferOf(data, this.#codePage));
    }

    // The child reads end of file after what was written so far, and `data`.
    end(data) {
        const done = this.#ending ? Promise.resolve() : this.#add(data === undefined ? new ArrayBuffer(0) : bufferOf(data, this.#codePage));
        this.#ending = true;
        if (this.#queue.length === 0) {
            this.close();
        }
        return done;
    }

    // At once; what was not written yet is lost.
    close(error = systemError("closed", 32)) {
        this.#ending = true;
        if (this.#fd < 0) {
            return;
        }
        this.#unwatch();
        os.close(this.#fd);
        this.#fd = -1;
        for (const { reject } of this.#queue.splice(0)) {
            reject(error);
        }
    }

    #add(buffer) {
        if (this.#fd < 0) {
            return rejected(systemError("nobody reads", 32));
        }
        if (buffer.byteLength === 0 && this.#queue.length === 0) {
            return Promise.resolve();
        }
        const item = { ...newPromise(), buffer, done: 0 };
        item.promise.catch(() => {});
        this.#queue.push(item);
        this.#watch();
        return item.promise;
    }

    #watch() {
        if (!this.#watching) {
            os.setWriteHandler(this.#fd, () => this.#ready());
            this.#watching = true;
        }
    }

    #unwatch() {
        if (this.#watching) {
            this.#watching = false;
            os.setWriteHandler(this.#fd, null);
        }
    }

    // There is room. Who writes on has done so before this is called again.
    #ready() {
        if (this.#queue.length === 0) {
            this.#unwatch();
            return;
        }
        const item = this.#queue[0];
        const left = item.buffer.byteLength - item.done;
        const count = left === 0 ? 0 : os.write(this.#fd, item.buffer, item.done, Math.min(left, 65536));
        if (count < 0) {
            this.close(systemError("nobody reads", -count));
            return;
        }
        item.done += count;
        if (item.done === item.buffer.byteLength) {
            this.#queue.shift();
            item.resolve();
        }
        if (this.#queue.length === 0 && this.#ending) {
            this.close();
        }
    }
}

// A promise that nobody has to listen to.
function rejected(error) {
    const promise = Promise.reject(error);
    promise.catch(() => {});
    return promise;
}

class Child {
    #tree;
    #exit = null;
    #ended = false;

    constructor(pid, tree, streams) {
        this.#tree = tree;
        Object.assign(this, { pid, ...streams });
    }

    async #reap() {
        const [pid, status] = await os.waitpidAsync(this.pid);
        this.#ended = true;
        if (pid !== this.pid) {
            throw systemError(`waiting for ${this.pid}`, -pid);
        }
        return exitOf(status);
    }

    // A promise of { code, signal }; the same one each time.
    wait() {
        this.#exit ??= this.#reap();
        return this.#exit;
    }

    // Was the signal sent? False when the child has ended.
    kill(signal = "SIGTERM") {
        const number = signalNumber(signal);
        if (this.#ended) {
            return false;
        }
        const error = os.kill(this.#tree ? -this.pid : this.pid, number);
        if (error === -22) {
            throw systemError(`signal ${signal}`, 22);
        }
        return error === 0;
    }

    // The end of an `await using` block: the child is asked to end, and has ended afterwards.
    async [Symbol.asyncDispose]() {
        this.stdin?.close();
        this.kill();
        await this.wait();
        this.stdout?.close();
        this.stderr?.close();
    }
}

// The pipes of a child that is talked to: our ends in `streams`, its own in job.exec and job.opened.
function makeStreams(job, streams) {
    for (const [name, bit] of Object.entries(pipeBits)) {
        streams[name] = null;
        if (job.pipes & bit) {
            const [reader, writer] = makePipe();
            const isInput = name === "stdin";
            job.opened.push(job.exec[name] = isInput ? reader : writer);
            streams[name] = isInput ? new Input(writer, job.codePage) : new Output(reader, job.codePage);
        }
    }
    if (job.pipes & ERROR_AS_OUTPUT) {
        job.exec.stderr = job.exec.stdout ?? 1;
    }
}

export function spawn(args, options = {}) {
    os.setReadHandler(-1, null); // throws where there is no event loop to talk in: in a Worker
    const job = prepare(args, options, talking);
    const streams = {};
    let started = null;
    try {
        makeStreams(job, streams);
        if (job.input !== undefined) {
            streams.stdin.end(job.input);
        }
        started = native.spawn(job.args, job.exec);
        if (Array.isArray(started)) {
            throw startError(job, started);
        }
    } finally {
        closeAll(job.opened);
        if (typeof started !== "number") {
            Object.values(streams).forEach((stream) => stream?.close());
        }
    }
    return new Child(started, Boolean(options.killTree), streams);
}

// ---- Looking ---------------------------------------------------------------------------------

// The full path of what would be started, or null.
export function which(name, { cwd, usePath } = {}) {
    const found = native.which([name], { cwd, usePath });
    return typeof found === "string" ? found : null;
}

// The command line that Windows would be given. For people and logs.
export function quote(args, options = {}) {
    const { shell, file, cwd, usePath, windowsVerbatimArguments } = options;
    const command = commandOf(args, shell);
    const exec = { file: file ?? command.file, cwd, usePath, windowsVerbatimArguments };
    const line = native.commandLine(command.args, exec);
    if (typeof line !== "string") {
        throw startError({ args: command.args, exec }, [line, 0]);
    }
    return line;
}
