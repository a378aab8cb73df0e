// Where a program's standard streams go: a bit in job.pipes, or a descriptor in job.exec, or neither for our own.
import * as native from "quickproc:subprocess";
import * as os from "os";
import { pathFrom } from "quickproc:subprocess-environment";
import { systemError } from "quickproc:subprocess-errors";
import { keep, openNull } from "quickproc:subprocess-fds";
import { bufferOf, joined } from "quickproc:subprocess-text";
import { asFlag, asText, refuse, takeOptions } from "quickproc:subprocess-values";

const O_RDONLY = 0, O_WRONLY = 1, O_APPEND = 8, O_CREAT = 0x100, O_TRUNC = 0x200;

// For the native side: which streams are pipes of a run.
export const pipeBits = { stdin: 1, stdout: 2, stderr: 4 };
export const ERROR_AS_OUTPUT = 8;

const forms = {
    stdin: '"pipe", "inherit", "null", a descriptor, or { file }',
    stdout: '"pipe", "inherit", "null", "tee", a descriptor, or { file, append }',
    stderr: '"pipe", "inherit", "null", "tee", "stdout", a descriptor, or { file, append }',
};

// One name for each file, however it is spelled.
function nameOf(path) {
    const [real, error] = os.realpath(path);
    return (error ? path : real).toLowerCase();
}

function openFile(job, name, value) {
    const own = takeOptions(value, name === "stdin" ? ["file"] : ["file", "append"], name);
    const file = asText(own, "file");
    const append = asFlag(own, "append");
    if (!file) {
        throw refuse(`${name}.file`, file, "the path of a file");
    }
    const path = pathFrom(job.exec.cwd, file);
    // Both outputs in one file: one descriptor, or one would write over the other.
    const { byName, opened } = job.files;
    const other = byName[nameOf(path)];
    if (other !== undefined) {
        return other;
    }
    const flags = name === "stdin" ? O_RDONLY : O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC);
    const fd = keep(name === "stdin" ? job.opened : opened, () => {
        const made = os.open(path, flags);
        if (made < 0) {
            throw systemError(`cannot open ${path} for ${name}`, -made);
        }
        return made;
    });
    if (name !== "stdin") {
        byName[nameOf(path)] = fd;
    }
    return fd;
}

// What is asked for, with nothing opened yet.
export function checkStream(name, value) {
    const words = { stdin: ["pipe", "inherit", "null"], stdout: ["pipe", "inherit", "null", "tee"], stderr: ["pipe", "inherit", "null", "tee", "stdout"] };
    const isFile = typeof value === "object" && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
    if (!Number.isInteger(value) && !words[name].includes(value) && !isFile) {
        throw refuse(name, value, name === "stdin" ? `${forms.stdin}; what the program is to read goes into input` : forms[name]);
    }
}

function readStream(job, name, value) {
    if (Number.isInteger(value)) {
        job.exec[name] = value === (value | 0) ? value : -1; // its low 32 bits may be a descriptor
    } else if (typeof value === "object") {
        job.exec[name] = openFile(job, name, value);
    } else if (value === "null") {
        job.exec[name] = keep(job.opened, openNull);
    } else if (value === "stdout") {
        job.pipes |= ERROR_AS_OUTPUT;
    } else if (value !== "inherit") {
        job.pipes |= pipeBits[name];
        job.tees |= value === "tee" ? pipeBits[name] : 0;
    }
}

function allOf(parts, encoding) {
    return joined(Array.from(parts, (part) => new Uint8Array(bufferOf(part, encoding, "a part of input")))).slice().buffer;
}

const nothing = { bytes: undefined, parts: undefined, file: undefined };

// `bytes` are known before the start, `parts` come later.
export function readInput(input, encoding, canWait) {
    if (input === undefined) {
        return nothing;
    }
    if (typeof input === "string" || ArrayBuffer.isView(input) || input instanceof ArrayBuffer) {
        return { ...nothing, bytes: bufferOf(input, encoding, "input") };
    }
    if (typeof input !== "object" || input === null) {
        throw refuse("input", input, "a string, bytes, { file }, or an iterable of strings and bytes");
    }
    if (typeof input[Symbol.asyncIterator] === "function") {
        if (!canWait) {
            throw new TypeError("input is an async iterable, which run cannot wait for: use runAsync");
        }
        return { ...nothing, parts: input };
    }
    if (typeof input[Symbol.iterator] === "function") {
        return canWait ? { ...nothing, parts: input } : { ...nothing, bytes: allOf(input, encoding) };
    }
    if (!Object.hasOwn(input, "file")) {
        throw refuse("input", input, "a string, bytes, { file }, or an iterable of strings and bytes");
    }
    return { ...nothing, file: input };
}

// `input` is what readInput gave.
export function readForms(options, input, fallbacks) {
    const hasInput = Object.values(input).some((value) => value !== undefined);
    const values = Object.create(null);
    for (const name of Object.keys(pipeBits)) {
        values[name] = options[name] ?? (name === "stdin" && hasInput ? "pipe" : fallbacks[name]);
        checkStream(name, values[name]);
    }
    if (hasInput && values.stdin !== "pipe") {
        throw new TypeError('input needs stdin: "pipe", its default when there is input');
    }
    if (input.file) {
        values.stdin = input.file;
    }
    return values;
}

// Where the streams go, as readForms gave it. An output file is emptied, so everything else is looked at before.
export function openStreams(job) {
    const values = job.forms;
    if (Object.values(values).some((value) => typeof value === "object")) {
        native.checkRequest(job.args, job.exec);
    }
    for (const [name, value] of Object.entries(values)) {
        readStream(job, name, value);
    }
}
