// What is thrown, and what it says.
import * as native from "quickproc:subprocess";
import { adviceFor, adviceForWorkingDirectory, isPath } from "quickproc:subprocess-advice";
import { ownVariable, pathFrom } from "quickproc:subprocess-environment";
import { decodeText, encodingOf } from "quickproc:subprocess-text";
import { give } from "quickproc:subprocess-values";

const ENOENT = 2, ENOTDIR = 20;

const errnoNames = {
    1: "EPERM", 2: "ENOENT", 3: "ESRCH", 5: "EIO", 7: "E2BIG", 8: "ENOEXEC", 9: "EBADF", 10: "ECHILD", 11: "EAGAIN",
    12: "ENOMEM", 13: "EACCES", 20: "ENOTDIR", 22: "EINVAL", 24: "EMFILE", 32: "EPIPE", 38: "ENAMETOOLONG",
    114: "ELOOP", 119: "ENOBUFS", 129: "ENOTSUP",
};

// What went wrong with a program: it could not be started (`errno` is not 0), or it failed and `check` was set.
export class ProcessError extends Error {
    constructor(message, details) {
        super(message);
        give(this, {
            args: [], errno: 0, errnoName: null, windowsError: 0, searched: [],
            pid: null, code: null, signal: null, timedOut: false, canceled: false, stdout: null, stderr: null, usage: null,
            ...details,
        });
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
export function show(args) {
    return shorten(args.map((arg) => (/^[^\s"]+$/.test(arg) ? arg : JSON.stringify(arg))).join(" "), 200);
}

// Those of PATH that are searched: core/path_search.h says which are not.
function directoriesIn(path) {
    const entries = path.match(/(?:"[^"]*"?|[^;"])+/g) ?? [];
    return entries.map((entry) => entry.replaceAll('"', "").trim()).filter((entry) => /^(?:[^%\\/]|[\\/]{2})/.test(entry));
}

// Those of PATHEXT that can be run: a program is looked for with no other.
function runnableExtensions() {
    const all = (ownVariable("PATHEXT") || ".COM;.EXE;.BAT;.CMD").split(";");
    return all.filter((one) => /^\.(com|exe|bat|cmd)$/i.test(one.trim())).join(", ");
}

function reasonOfInvalid(args, exec) {
    if (/(^|[\\/])cmd(\.exe)?$/i.test(exec.file ?? args[0]) && args.some((arg) => /[\r\n\x1a]/.test(arg.trim()))) {
        return "cmd.exe reads one line: join commands with &&";
    }
    if (args[0].includes('"')) {
        return "a program's name cannot hold a double quote";
    }
    if (args.some((arg) => /[\r\n\x1a]/.test(arg))) {
        return "an argument holds a line break or Ctrl-Z, which no batch file can be given";
    }
    return exec.killSignal === undefined ? null : "killSignal is no signal that ends a program";
}

// Refusals that have nothing to do with where the program is.
function hintOf({ args, exec }, errno) {
    switch (errno) {
    case 7:
        return "the command line is longer than Windows takes: 32,767 characters, 8,191 for a batch file";
    case 9:
        return "stdin, stdout, stderr or fds names a descriptor that is not open";
    case 22:
        return reasonOfInvalid(args, exec);
    case 129:
        return "Windows has no uid, gid or groups";
    }
    return null;
}

// [what the user has to know of where it was looked for, the places]
function placesOf({ args, exec }, errno) {
    const name = exec.file ?? args[0];
    if (exec.cwd !== undefined && !native.isDirectory(exec.cwd)) {
        return [`the working directory ${errno === ENOTDIR ? "is not a folder" : "does not exist"}: ${exec.cwd}`, []];
    }
    if (isPath(name) && native.isDirectory(pathFrom(exec.cwd, name))) {
        return [`${name} is a folder`, [name]];
    }
    const found = native.which(args, exec);
    if (typeof found === "string") {
        const interpreter = errno === ENOENT ? native.interpreter(args, exec) : null;
        const missing = typeof interpreter === "string" ? `; its #! line needs ${interpreter}, which is not in PATH` : "";
        return [`found as ${found}${missing}`, [found]];
    }
    if (isPath(name) || exec.usePath === false) {
        return [adviceFor(name, errno, []) ?? `looked for ${name}${exec.cwd === undefined ? "" : ` in ${exec.cwd}`}`, [name]];
    }
    const directories = directoriesIn(exec.searchPath ?? ownVariable("PATH"));
    const advice = adviceForWorkingDirectory(name, exec.cwd) ?? adviceFor(name, errno, directories);
    if (advice !== null) {
        return [advice, directories];
    }
    const extensions = /\.[^.]+$/.test(name) ? "" : ` (${runnableExtensions()})`;
    return [`looked for ${name}${extensions} in the PATH of ${exec.searchPath === undefined ? "this process" : "its environment"}: ${directories.join("; ") || "it is empty"}`, directories];
}

export function startError(job, [errno, windowsError]) {
    const name = `${job.exec.file ?? job.args[0]}`;
    const reason = native.errorText(errno, windowsError, name);
    const [places, searched] = placesOf(job, errno);
    const where = hintOf(job, errno) ?? places;
    const error = new ProcessError("", { args: job.args, errno, windowsError, searched });
    error.message = `cannot start ${shorten(name, 200)}: ${reason} (${error.errnoName}); ${where}`;
    return error;
}

export function systemError(what, errno) {
    const error = new ProcessError("", { errno });
    error.message = `${what}: ${native.errorText(errno, 0, "")} (${error.errnoName})`;
    return error;
}

function describeEnd({ code, signal, timedOut }) {
    if (timedOut) {
        return `took too long and was ended by ${signal ?? "its timeout"}`;
    }
    if (signal !== null) {
        return `was ended by ${signal}`;
    }
    return `ended with exit code ${code < 0x80000000 ? code : `0x${code.toString(16).toUpperCase()}`}`;
}

function lastLines(output) {
    const text = output instanceof Uint8Array ? decodeText(output, encodingOf("auto")) : output;
    return typeof text === "string" && text.trim() ? `: ${text.trim().split(/\r?\n/).slice(-5).join("\n").slice(-1000)}` : "";
}

// The end of what it wrote, or why that is not known. Many programs of Windows report errors on stdout.
function said({ stdout, stderr }, { forms }) {
    if (stderr === null && typeof forms?.stderr === "string" && forms.stderr !== "stdout") {
        return `; its output is not known here: stderr is "${forms.stderr}"`;
    }
    return lastLines(stderr) || lastLines(stdout);
}

export function endError(job, result) {
    return new ProcessError(`${show(job.args)} ${describeEnd(result)}${said(result, job)}`, { args: job.args, ...result });
}

// `error`, which may be the caller's own: a value without room for more stays as it is.
export function withDetail(error, name, value) {
    if (typeof error === "object" && error !== null) {
        give(error, { [name]: value });
    }
    return error;
}

// `reason` is that of the AbortSignal.
export function canceledError(job, result, reason) {
    const error = new ProcessError(`${show(job.args) || "what was to run"} was canceled${reason instanceof Error ? `: ${reason.message}` : ""}`, { args: job.args, ...result, canceled: true });
    return give(error, { cause: reason });
}
