// Programs that run to their end.
import * as native from "quickproc:subprocess";
import { Running, throwIfCanceled } from "quickproc:subprocess-ending";
import { endError, ProcessError, show, startError } from "quickproc:subprocess-errors";
import { closeAll } from "quickproc:subprocess-fds";
import { prepare } from "quickproc:subprocess-options";
import { needEvents, quiet } from "quickproc:subprocess-promises";
import { exitOf } from "quickproc:subprocess-signals";
import { openSink } from "quickproc:subprocess-sink";
import { pipeBits } from "quickproc:subprocess-streams";
import { decodeText } from "quickproc:subprocess-text";
import { usageOf } from "quickproc:subprocess-usage";
import { give } from "quickproc:subprocess-values";

const ENOMEM = 12, ENOBUFS = 119;

export const captured = { stdin: "inherit", stdout: "pipe", stderr: "pipe" };

// A run, or [errno, Win32 error]; the descriptors made for it are closed.
// `ended` is called at its end, if there is one.
function start(job, ended) {
    try {
        return native.start(job.args, job.exec, job.pipes, job.input.bytes, job.maxBuffer, job.drain ?? 1000, ended, job.tees, job.asks, Math.ceil(job.forceKillAfter));
    } finally {
        closeAll(job.opened);
    }
}

function outputOf(job, name, buffer) {
    if (!(job.pipes & pipeBits[name])) {
        return null;
    }
    const bytes = new Uint8Array(buffer);
    return job.encoding === null ? bytes : decodeText(bytes, job.encoding);
}

function overflowError(job, result, overflowed) {
    const message = overflowed ? `wrote more than maxBuffer, ${job.maxBuffer} bytes` : "wrote more than there is memory for";
    const details = { args: job.args, ...result, errno: overflowed ? ENOBUFS : ENOMEM };
    return new ProcessError(`${show(job.args)} ${message}, and was ended`, details);
}

// Is the result as job.check wants it?
export function isGood(job, result) {
    if (job.check === null || result.timedOut) {
        return !job.check;
    }
    const answer = job.check(result);
    if (typeof answer?.then === "function") {
        quiet(Promise.resolve(answer));
        throw new TypeError("check returned a promise, which is always true: it must answer at once");
    }
    return Boolean(answer);
}

// [the result, an error or null]
export function finish(job, run) {
    const [pid, status, timedOut, overflowed, stdout, stderr, errno, usage] = native.finish(run);
    const result = {
        pid, ...exitOf(status), timedOut,
        stdout: outputOf(job, "stdout", stdout), stderr: outputOf(job, "stderr", stderr),
        usage: usageOf(usage),
    };
    if (overflowed || errno) {
        return [result, overflowError(job, result, overflowed)];
    }
    return [result, isGood(job, result) ? null : endError(job, result)];
}

export function run(args, options) {
    const job = prepare(args, options, captured, "run");
    throwIfCanceled(job);
    const started = start(job);
    if (Array.isArray(started)) {
        throw startError(job, started);
    }
    const [result, error] = finish(job, started);
    if (error) {
        throw error;
    }
    return result;
}

// For what is written while it runs: [the sink or null]; the child's end is in job.exec.
function openInput(job) {
    if (!job.input.parts) {
        return null;
    }
    const [sink, fd] = openSink();
    job.pipes &= ~pipeBits.stdin;
    job.opened.push(job.exec.stdin = fd);
    return sink;
}

// { job, run, running }; throws when it cannot be started.
export function startAsync(job) {
    let sink = null, started = null, running = null;
    try {
        throwIfCanceled(job);
        needEvents(job.where);
        sink = openInput(job);
        started = start(job, () => running?.over());
        if (Array.isArray(started)) {
            throw startError(job, started);
        }
    } catch (error) {
        closeAll(job.opened);
        sink?.close();
        throw error;
    }
    running = new Running(native.pid(started), job, sink);
    if (sink) {
        running.feed();
    }
    return { job, run: started, running };
}

// [the result, an error or null] of one that has ended.
export function finishAsync({ job, run: started, running }) {
    const [result, error] = finish(job, started);
    return [result, running.problem(result) ?? error];
}

async function resultOf(started) {
    await started.running.ended;
    const [result, error] = finishAsync(started);
    if (error) {
        throw error;
    }
    return result;
}

// stop() of what was started: how it ended, and what it took.
export async function stopped(promise, running, options) {
    const stoppedBy = await running.stop(options);
    const { code, signal } = await promise.then((result) => result, (error) => error);
    return { code, signal, stoppedBy };
}

export function runAsync(args, options) {
    let started;
    try {
        started = startAsync(prepare(args, options, captured, "runAsync"));
    } catch (error) {
        return give(Promise.reject(error), { pid: null, kill: () => false, stop: async () => null });
    }
    const { running } = started;
    running.follow();
    const promise = resultOf(started);
    return give(promise, {
        pid: running.pid,
        kill: (signal) => running.kill(signal),
        stop: (stopOptions) => stopped(promise, running, stopOptions),
    });
}
