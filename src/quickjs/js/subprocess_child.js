// A program that is talked to.
import * as native from "quickproc:subprocess";
import * as os from "os";
import { systemError } from "quickproc:subprocess-errors";
import { Running } from "quickproc:subprocess-ending";
import { after, newPromise, quiet } from "quickproc:subprocess-promises";
import { exitOf } from "quickproc:subprocess-signals";
import { usageOf } from "quickproc:subprocess-usage";

// Children that no script refers to any more, and that may still run: nobody will wait for them.
const forgotten = new Set();
const registry = new FinalizationRegistry((state) => state.isOver || forgotten.add(state));

// Those of them that have ended are reaped: their pids are free again.
export function reapForgotten() {
    for (const state of forgotten) {
        if (os.waitpid(state.pid, false)[0] !== 0) {
            forgotten.delete(state);
            state.sink?.close();
        }
    }
}

export class Child {
    #job;
    #running;
    #state;
    #ended = newPromise();
    #exit = null; // once it has ended
    #wait = null; // the promise of it
    #timedOut = false;
    #sources;
    #held; // for its usage; not an object: it is not held
    #usage = null; // once it has ended

    // `streams` has an Input and two Outputs or nulls; `ends` what is below those that there are. `overflow`: a promise, kept when
    // it has written more than it may.
    constructor(pid, job, streams, ends, overflow) {
        Object.assign(this, { pid, ...streams });
        this.#job = job;
        this.#running = new Running(pid, job, this.#ended.promise);
        this.#state = { pid, sink: ends.stdin, isOver: false };
        this.#held = native.hold(pid);
        this.#sources = [ends.stdout, ends.stderr].filter(Boolean);
        registry.register(this, this.#state);
        overflow.then(() => this.#running.endFor(job));
        if (job.input.parts) {
            this.#running.feed(ends.stdin, job);
        }
        if (job.timeout !== Infinity || job.signal || job.drain < Infinity) {
            this.#superviseLater();
        }
    }

    // Only where something is to end it, or its outputs: waiting keeps the event loop alive.
    #superviseLater() {
        quiet(this.wait());
        this.#running.follow(this.#job);
        const forget = after(this.#job.timeout, () => {
            this.#timedOut = true;
            this.#running.endFor(this.#job);
        });
        this.#running.ended.then(forget);
    }

    // It has ended: nobody reads its input, its outputs have `drain` left, and the promise that others wait for is kept.
    #over(status) {
        if (this.#exit === null) {
            const { code, signal } = exitOf(status);
            this.#exit = this.#timedOut ? { code, signal, timedOut: true } : { code, signal };
            this.#state.isOver = true;
            this.#state.sink?.close();
            this.#usage = this.usage();
            this.#release();
            if (this.#job.drain < Infinity) {
                this.#sources.forEach((source) => source.drain(this.#job.drain));
            }
            this.#ended.resolve();
        }
    }

    async #reap() {
        const [pid, status] = await os.waitpidAsync(this.pid);
        if (pid === this.pid) {
            this.#over(status);
        } else if (this.#exit === null) {
            this.#ended.resolve();
            throw systemError(`waiting for ${this.pid}`, -pid);
        }
        const problem = this.#running.problem(this.#job, { pid: this.pid, ...this.#exit, usage: this.#usage });
        if (problem) {
            throw problem;
        }
        return this.#exit;
    }

    // A promise of { code, signal }; the same one each time.
    wait() {
        this.#wait ??= this.#exit ? Promise.resolve(this.#exit) : this.#reap();
        return this.#wait;
    }

    // { code, signal } once it has ended, else null. Needs no event loop.
    poll() {
        if (this.#exit === null) {
            const [pid, status] = os.waitpid(this.pid, false);
            if (pid === this.pid) {
                this.#over(status);
            }
        }
        return this.#exit;
    }

    // What it used until now, or until its end; null where the system does not say.
    usage() {
        const numbers = typeof this.#held === "object" ? native.usage(this.#held) : 0;
        return typeof numbers === "object" ? usageOf(numbers) : this.#usage;
    }

    #release() {
        if (typeof this.#held === "object") {
            native.release(this.#held);
            this.#held = 0;
        }
    }

    // Was the signal sent? With killTree it goes to the tree, which may live on after the program.
    kill(signal) {
        return this.#running.kill(signal);
    }

    // Asks it to end, and ends it after a while: a promise of { code, signal, stoppedBy }.
    async stop(options) {
        quiet(this.wait());
        const stoppedBy = await this.#running.stop(options);
        await this.wait().catch(() => {});
        return { ...this.#exit, stoppedBy };
    }

    // The end of an `await using` block. Nobody reads any more, so the outputs are closed first: a child that writes while it ends
    // would wait for ever.
    async [Symbol.asyncDispose]() {
        this.stdin?.close();
        this.stdout?.close();
        this.stderr?.close();
        await this.stop();
    }
}
