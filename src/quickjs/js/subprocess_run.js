// Programs that run to their end.
import * as os from "os";
import * as native from "quickproc:subprocess";
import { endError, ProcessError, show, startError } from "quickproc:subprocess-errors";
import { closeAll, makePipe } from "quickproc:subprocess-fds";
import { pipeBits, prepare } from "quickproc:subprocess-options";
import { newPromise } from "quickproc:subprocess-promises";
import { exitOf } from "quickproc:subprocess-signals";
import { decode } from "quickproc:subprocess-text";

const ENOMEM = 12, ENOBUFS = 119;

export const captured = { stdin: "inherit", stdout: "pipe", stderr: "pipe" };

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
export function finish(job, run) {
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
export function startAsync(job) {
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
