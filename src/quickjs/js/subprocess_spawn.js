// Starts a program that is talked to.
import * as native from "quickproc:subprocess";
import { Child, reapForgotten } from "quickproc:subprocess-child";
import { throwIfCanceled } from "quickproc:subprocess-ending";
import { startError } from "quickproc:subprocess-errors";
import { closeAll } from "quickproc:subprocess-fds";
import { Input } from "quickproc:subprocess-input";
import { prepare } from "quickproc:subprocess-options";
import { Output } from "quickproc:subprocess-output";
import { needEvents, newPromise } from "quickproc:subprocess-promises";
import { openSink } from "quickproc:subprocess-sink";
import { openSource } from "quickproc:subprocess-source";
import { ERROR_AS_OUTPUT, pipeBits } from "quickproc:subprocess-streams";

const talking = { stdin: "pipe", stdout: "pipe", stderr: "pipe" };

// Our ends of its pipes, by name; its own in job.exec and job.opened.
function openEnds(job, ends) {
    for (const [name, bit] of Object.entries(pipeBits)) {
        if (job.pipes & bit) {
            const [end, fd] = name === "stdin" ? openSink() : openSource();
            ends[name] = end;
            job.opened.push(job.exec[name] = fd);
        }
    }
    if (job.pipes & ERROR_AS_OUTPUT) {
        job.exec.stderr = job.exec.stdout ?? 1;
    }
}

function streamsOf(job, ends, overflow) {
    const output = (name) => (ends[name] ? new Output(ends[name], job.encoding, { maxBuffer: job.maxBuffer, overflow, shownOn: job.tees & pipeBits[name] ? pipeFds[name] : -1 }) : null);
    return { stdin: ends.stdin ? new Input(ends.stdin, job.encoding) : null, stdout: output("stdout"), stderr: output("stderr") };
}

const pipeFds = { stdout: 1, stderr: 2 };

// The pid; throws when it cannot be started.
function start(job, ends) {
    try {
        openEnds(job, ends);
        const started = native.spawn(job.args, job.exec);
        if (Array.isArray(started)) {
            throw startError(job, started);
        }
        return started;
    } catch (error) {
        Object.values(ends).forEach((end) => end.close());
        throw error;
    } finally {
        closeAll(job.opened);
    }
}

export function spawn(args, options) {
    needEvents("spawn");
    reapForgotten();
    const job = prepare(args, options, talking, "spawn");
    throwIfCanceled(job);
    const ends = {};
    const pid = start(job, ends);
    job.exec = job.files = job.opened = job.forms = null; // The job lives as long as the child.
    const overflow = newPromise();
    const streams = streamsOf(job, ends, overflow.resolve);
    const child = new Child(pid, job, streams, ends, overflow.promise);
    if (job.input.bytes) {
        streams.stdin.end(job.input.bytes);
    }
    return child;
}
