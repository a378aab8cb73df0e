// From what a script gives to what is started.
import * as native from "quickproc:subprocess";
import { environmentFor, pathIn } from "quickproc:subprocess-environment";
import { closeAll } from "quickproc:subprocess-fds";
import { signalNumber } from "quickproc:subprocess-signals";
import { openStreams, readForms, readInput } from "quickproc:subprocess-streams";
import { encodingOf } from "quickproc:subprocess-text";
import { asAmount, asFlag, asText, asTimeout, checkLength, refuse, takeOptions } from "quickproc:subprocess-values";

const MOST_CODE = 0xffffffff;

const flags = ["usePath", "windowsHide", "windowsVerbatimArguments", "newProcessGroup", "detached", "killOnExit", "newConsole", "breakaway"];
const texts = ["file", "cwd"];
// As os.exec reads them.
const plain = ["uid", "gid", "groups", "windowStyle", "priority", "fds"];

const shared = [
    ...texts, ...flags, ...plain, "env", "clearEnv", "shell", "input", "encoding", "stdin", "stdout", "stderr", "killTree",
    "timeout", "killSignal", "forceKillAfter", "signal", "maxBuffer", "drain",
];
export const optionNames = {
    run: [...shared, "check"],
    runAsync: [...shared, "check"],
    pipeline: [...shared, "check"],
    spawn: shared,
    which: ["cwd", "usePath", "env", "clearEnv"],
    quote: [...shared, "check"],
};

function wordOf(value, i) {
    if (value === undefined || value === null) {
        throw new TypeError(`argument ${i} is ${value}`);
    }
    return `${value}`;
}

// As strings from here on: a toString of the caller's runs once.
export function wordsOf(args) {
    checkLength(args.length, "args", 1);
    return Array.from(args, wordOf);
}

// The words for exec, and the program behind them if it is not the first word.
export function commandOf(args, shell) {
    const isArray = Array.isArray(args);
    if (shell === undefined || shell === false) {
        if (!isArray) {
            throw new TypeError(typeof args === "string" ? "args is a string: pass an array, or set the option shell" : "args is not an array");
        }
        return { args: wordsOf(args), file: undefined };
    }
    if (shell !== true && (typeof shell !== "string" || shell === "")) {
        throw refuse("shell", shell, "true, false or the name of a shell");
    }
    if (!isArray && typeof args !== "string") {
        throw refuse("args", args, "a line for the shell");
    }
    const line = isArray ? wordsOf(args).join(" ") : args;
    if (shell === true) {
        return { args: ["cmd", "/d", "/c", line], file: native.systemShell() };
    }
    return { args: /(^|[\\/])cmd(\.exe)?$/i.test(shell) ? [shell, "/d", "/c", line] : [shell, "-c", line], file: undefined };
}

// What decides which program is started.
export function programOf(args, options) {
    const command = commandOf(args, options.shell);
    const exec = Object.create(null);
    for (const name of texts) {
        exec[name] = asText(options, name);
    }
    for (const name of flags) {
        exec[name] = asFlag(options, name);
    }
    exec.file ??= command.file;
    exec.env = environmentFor(options.env, asFlag(options, "clearEnv"));
    exec.searchPath = exec.env && pathIn(exec.env);
    return { args: command.args, exec };
}

function checkCodes(codes) {
    const wrong = codes.find((code) => code < 0 || code > MOST_CODE);
    if (wrong !== undefined) {
        throw new RangeError(`check has ${wrong}, and exit codes are 0 to ${MOST_CODE}: write ${wrong >>> 0}`);
    }
}

// A function of the result: is it good?
function checkOf(options) {
    const { check } = options;
    if (check === undefined || check === false) {
        return null;
    }
    if (check === true) {
        return ({ code }) => code === 0;
    }
    if (Array.isArray(check) && check.every(Number.isInteger)) {
        checkCodes(check);
        return ({ code }) => check.includes(code);
    }
    if (typeof check === "function") {
        return check;
    }
    throw refuse("check", check, "true, false, a list of exit codes, or a function");
}

function signalOf({ signal }) {
    if (signal !== undefined && (typeof signal !== "object" || !("aborted" in signal) || typeof signal.addEventListener !== "function")) {
        throw refuse("signal", signal, "an AbortSignal");
    }
    return signal;
}

// undefined: it is never forced.
export function forceOf(options) {
    return options.forceKillAfter === false ? Infinity : asAmount(options, "forceKillAfter", 5000, "milliseconds, or false");
}

function endingOf(options, exec) {
    const timeout = asTimeout(options, "timeout");
    exec.timeout = timeout === Infinity ? undefined : timeout;
    exec.killSignal = options.killSignal === undefined ? undefined : signalNumber(options.killSignal, "killSignal");
    return {
        killTree: asFlag(options, "killTree"), timeout, killSignal: signalNumber(options.killSignal, "killSignal"),
        asks: options.killSignal === undefined, forceKillAfter: forceOf(options), signal: signalOf(options),
        maxBuffer: asAmount(options, "maxBuffer", Infinity, "bytes"), drain: asAmount(options, "drain", undefined, "milliseconds"),
    };
}

const usual = endingOf(Object.create(null), {});

// What is asked of a program while it runs: less than the job, and of most programs the same.
export function askedOf({ args, encoding, input, ...job }) {
    const names = Object.keys(usual);
    if (!input.parts && names.every((name) => job[name] === usual[name])) {
        return usual;
    }
    return { args, encoding, input, ...Object.fromEntries(names.map((name) => [name, job[name]])) };
}

// What to start and how, with nothing opened yet. `where` is the function that is called.
function parse(args, given, fallbacks, where) {
    const options = takeOptions(given, optionNames[where], where);
    const { args: words, exec } = programOf(args, options);
    for (const name of plain) {
        exec[name] = options[name];
    }
    const ending = endingOf(options, exec);
    exec.killTree = ending.killTree === true;
    exec.tryKillTree = ending.killTree === undefined;
    const encoding = encodingOf(options.encoding, Boolean(exec.windowsHide || exec.detached));
    const input = readInput(options.input, encoding, where !== "run");
    return {
        where, args: words, exec, encoding, ...ending, check: checkOf(options), pipes: 0, tees: 0, opened: [], files: null,
        input, forms: readForms(options, input, fallbacks),
    };
}

// Throws what prepare would throw, and the start.
export function checkJob(args, given, fallbacks, where) {
    const job = parse(args, given, fallbacks, where);
    native.checkRequest(job.args, job.exec);
}

// The same with its files opened; job.opened is to be closed once it is started. `files`: the output files of several programs,
// opened once, since each would empty them again; the caller closes them.
export function prepare(args, given, fallbacks, where, files = null) {
    const job = parse(args, given, fallbacks, where);
    job.files = files ?? { byName: Object.create(null), opened: job.opened };
    try {
        openStreams(job);
    } catch (error) {
        closeAll(job.opened);
        throw error;
    }
    return job;
}
