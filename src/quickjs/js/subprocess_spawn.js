// Starts a program that is talked to.
import * as native from "quickproc:subprocess";
import { Child, reapForgotten } from "quickproc:subprocess-child";
import { Running, throwIfCanceled } from "quickproc:subprocess-ending";
import { startError } from "quickproc:subprocess-errors";
import { closeAll } from "quickproc:subprocess-fds";
import { Input } from "quickproc:subprocess-input";
import { askedOf, prepare } from "quickproc:subprocess-options";
import { Output } from "quickproc:subprocess-output";
import { needEvents } from "quickproc:subprocess-promises";
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

const pipeFds = { stdout: 1, stderr: 2 };

// How most outputs are read: one object for them all.
let usual = { encoding: undefined };

function howToRead({ encoding, maxBuffer, tees }, name, running) {
    const shownOn = tees & pipeBits[name] ? pipeFds[name] : -1;
    if (maxBuffer < Infinity || shownOn >= 0) {
        return { encoding, maxBuffer, overflow: () => running.endFor(), shownOn };
    }
    if (usual.encoding !== encoding) {
        usual = { encoding, maxBuffer, overflow: null, shownOn };
    }
    return usual;
}

function streamsOf(job, ends, running) {
    const output = (name) => (ends[name] ? new Output(ends[name], howToRead(job, name, running)) : null);
    return { stdin: ends.stdin ? new Input(ends.stdin, job.encoding) : null, stdout: output("stdout"), stderr: output("stderr") };
}

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
    const ends = Object.create(null); // no stream is one that others have put on Object.prototype
    const pid = start(job, ends);
    const running = new Running(pid, askedOf(job), ends.stdin);
    const streams = streamsOf(job, ends, running);
    if (job.input.parts) {
        running.feed();
    } else if (job.input.bytes) {
        streams.stdin.end(job.input.bytes);
    }
    return new Child(running, streams, [ends.stdout, ends.stderr].filter(Boolean));
}
