// From what a script gives to what is started.
import * as native from "quickproc:subprocess";
import { closeAll, keep, openNull } from "quickproc:subprocess-fds";
import { signalNumber } from "quickproc:subprocess-signals";
import { bufferOf, codePageOf } from "quickproc:subprocess-text";

const execOptions = [
    "file", "usePath", "cwd", "uid", "gid", "groups", "timeout", "windowsHide", "windowsVerbatimArguments",
    "newProcessGroup", "detached", "killOnExit",
];

// For the native side: which streams are pipes of a run.
export const pipeBits = { stdin: 1, stdout: 2, stderr: 4 };
export const ERROR_AS_OUTPUT = 8;

// The words for exec, and the program behind them if it is not the first word.
export function commandOf(args, shell) {
    if (shell === undefined || shell === null || shell === false) {
        if (typeof args === "string") {
            throw new TypeError("args is a string: give an array, or the option shell");
        }
        // As strings from here on: a toString of the caller's runs once.
        return { args: Array.isArray(args) ? Array.from(args, (arg) => `${arg}`) : args };
    }
    if (shell !== true && (typeof shell !== "string" || shell === "")) {
        throw new TypeError("shell is not a boolean or the name of one");
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
    if (typeof changes !== "object" || Array.isArray(changes)) {
        throw new TypeError("env is not an object of names and values");
    }
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
    const number = Number(options[name] ?? fallback);
    if (!(number >= 0)) {
        throw new RangeError(`${name} is not a number from 0 up`);
    }
    return number;
}

// One of the child's streams: a bit in job.pipes, or an fd in job.exec, or neither for our own.
function readStream(job, options, name, fallback) {
    const value = options[name] ?? fallback;
    if (Number.isInteger(value)) {
        job.exec[name] = value;
    } else if (value === "pipe") {
        job.pipes |= pipeBits[name];
    } else if (value === "null") {
        job.exec[name] = keep(job.opened, openNull);
    } else if (value === "stdout" && name === "stderr") {
        job.pipes |= ERROR_AS_OUTPUT;
    } else if (value !== "inherit") {
        throw new TypeError(`${name} is not "pipe", "inherit", "null"${name === "stderr" ? ', "stdout"' : ""} or an fd`);
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

// What to start and how; job.opened is to be closed once it is started.
export function prepare(args, options, fallbacks) {
    if (typeof options !== "object" || options === null) {
        throw new TypeError("options is not an object");
    }
    const exec = {};
    for (const name of execOptions) {
        exec[name] = options[name] ?? undefined;
    }
    const command = commandOf(args, options.shell);
    exec.file ??= command.file;
    exec.killSignal = signalNumber(options.killSignal ?? undefined);
    const killTree = Boolean(options.killTree);
    exec.newProcessGroup = killTree ? true : exec.newProcessGroup;
    exec.env = (options.env ?? undefined) === undefined ? undefined : mergedEnvironment(options.env);
    const codePage = codePageOf(options.encoding, Boolean(exec.windowsHide || exec.detached));
    const job = {
        args: command.args, exec, codePage, killTree, pipes: 0, opened: [],
        input: (options.input ?? undefined) === undefined ? undefined : bufferOf(options.input, codePage),
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
