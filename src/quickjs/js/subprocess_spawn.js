// Programs that are talked to while they run.
import * as os from "os";
import * as native from "quickproc:subprocess";
import { startError, systemError } from "quickproc:subprocess-errors";
import { closeAll } from "quickproc:subprocess-fds";
import { Input } from "quickproc:subprocess-input";
import { ERROR_AS_OUTPUT, pipeBits, prepare } from "quickproc:subprocess-options";
import { Output } from "quickproc:subprocess-output";
import { exitOf, signalNumber } from "quickproc:subprocess-signals";
import { openSink } from "quickproc:subprocess-sink";
import { openSource } from "quickproc:subprocess-source";

const talking = { stdin: "pipe", stdout: "pipe", stderr: "pipe" };

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

    // Was the signal sent? False when the child has ended; its tree may live on.
    kill(signal = "SIGTERM") {
        const number = signalNumber(signal);
        if (this.#ended && !this.#tree) {
            return false;
        }
        const error = os.kill(this.#tree ? -this.pid : this.pid, number);
        if (error === -22) {
            throw systemError(`signal ${signal}`, 22);
        }
        return error === 0;
    }

    // The end of an `await using` block: the child is asked to end, and has ended afterwards. Nobody reads any more, so
    // the outputs are closed first: a child that writes while it ends would wait for ever.
    async [Symbol.asyncDispose]() {
        this.stdin?.close();
        this.stdout?.close();
        this.stderr?.close();
        this.kill();
        await this.wait();
    }
}

// The pipes of a child that is talked to: our ends in `streams`, its own in job.exec and job.opened.
function makeStreams(job, streams) {
    for (const [name, bit] of Object.entries(pipeBits)) {
        streams[name] = null;
        if (job.pipes & bit) {
            const [end, fd] = name === "stdin" ? openSink() : openSource();
            job.opened.push(job.exec[name] = fd);
            streams[name] = name === "stdin" ? new Input(end, job.codePage) : new Output(end, job.codePage);
        }
    }
    if (job.pipes & ERROR_AS_OUTPUT) {
        job.exec.stderr = job.exec.stdout ?? 1;
    }
}

// Better than a timeout that never comes.
function refuseRunOptions(options) {
    const given = ["timeout", "killSignal", "check", "maxBuffer", "drain"].find((name) => (options?.[name] ?? undefined) !== undefined);
    if (given) {
        throw new TypeError(`spawn has no ${given}: it is an option of run, runAsync and pipeline`);
    }
}

export function spawn(args, options = {}) {
    os.setReadHandler(-1, null); // throws where there is no event loop to talk in: in a Worker
    refuseRunOptions(options);
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
    return new Child(started, job.killTree, streams);
}
