// Ending programs that run.
import * as os from "os";
import { canceledError, systemError } from "quickproc:subprocess-errors";
import { closeAll } from "quickproc:subprocess-fds";
import { feed } from "quickproc:subprocess-input";
import { stop } from "quickproc:subprocess";
import { newPromise, quiet } from "quickproc:subprocess-promises";
import { signalNumber } from "quickproc:subprocess-signals";
import { forceOf } from "quickproc:subprocess-options";
import { give, takeOptions } from "quickproc:subprocess-values";

const ESRCH = 3, EINVAL = 22;
// What ended a program, each harder than the one before.
const steps = ["exit", "signal", "close", "ctrl-c", "ctrl-break", "kill"];

// A program that runs, and how it is reached. There may be thousands of them: what only few need is made when it is needed.
export class Running {
    pid;
    job;
    sink; // for its input, or null
    isOver = false;
    #ended = null; // the promise, with what keeps it
    #problem = null; // a function of the result: why it is none

    constructor(pid, job, sink = null) {
        this.pid = pid;
        this.job = job;
        this.sink = sink;
    }

    // Kept once it is over; never rejected.
    get ended() {
        if (this.#ended === null) {
            this.#ended = newPromise();
            if (this.isOver) {
                this.#ended.resolve();
            }
        }
        return this.#ended.promise;
    }

    // It has ended, and nobody reads its input.
    over() {
        this.isOver = true;
        this.sink?.close();
        this.#ended?.resolve();
    }

    get #tree() {
        return this.job.killTree ?? true;
    }

    // Was it sent? The tree may outlive the program.
    kill(signal) {
        const number = signalNumber(signal);
        if (this.isOver && !this.#tree) {
            return false;
        }
        let error = os.kill(this.#tree ? -this.pid : this.pid, number);
        if (error === -ESRCH && this.#tree && !this.isOver) {
            error = os.kill(this.pid, number); // in a job in which no other can be nested
        }
        if (error === -EINVAL) {
            throw systemError(`signal ${signal}`, EINVAL);
        }
        return error === 0;
    }

    // Asks, and forces after a while. Kept once it has ended.
    async stop(options) {
        const own = takeOptions(options, ["signal", "forceKillAfter"], "stop");
        const signal = signalNumber(own.signal);
        const force = own.forceKillAfter === undefined ? this.job.forceKillAfter : forceOf(own);
        let result = await this.#end(signal, os.SIGKILL, force);
        if (result === -EINVAL) {
            result = await this.#end(null, signal, force); // no program can be asked by it
        }
        if (result < 0 && result !== -ESRCH) {
            throw systemError("stop", -result);
        }
        await this.ended;
        return this.stoppedBy;
    }

    // Why it ends is the job's: its time, its signal, its input, its output. As job.killSignal says; where that was not named, as
    // stop() does.
    async endFor() {
        const { killSignal, asks, forceKillAfter } = this.job;
        if ((await this.#end(asks ? killSignal : null, killSignal, forceKillAfter)) < 0) {
            this.kill(os.SIGKILL);
        }
    }

    // Asks by `signal`, null: by nothing; where there is no way to ask sends killSignal; ends it after a while. 0 or -errno.
    async #end(signal, killSignal, force) {
        if (this.isOver) {
            return 0;
        }
        const { promise, resolve } = newPromise();
        const target = this.#tree && os.kill(-this.pid, 0) === 0 ? -this.pid : this.pid;
        let result = stop(target, signal, killSignal, force === Infinity ? -1 : Math.ceil(force), (...answer) => resolve(answer));
        if (result === 0) {
            const [answer, step] = await promise;
            result = answer;
            // Of several at the same time each knows its own; the hardest one was the end.
            if (steps.indexOf(step) > steps.indexOf(this.stoppedBy)) {
                this.stoppedBy = step;
            }
        }
        return result;
    }

    // Writes what job.input gives; if that fails the program is stopped, and the failure is its problem.
    feed() {
        feed(this.sink, this.job.input.parts, this.job.encoding).catch((error) => this.#fail(error));
    }

    // An object of the caller's has thrown: the program is ended, and this is what its promise is rejected with.
    #fail(error) {
        this.#problem = () => error;
        return this.endFor();
    }

    // Why its result is no result, or null.
    problem(result) {
        return this.#problem === null ? null : this.#problem(result);
    }

    // Until it has ended: an abort of job.signal stops it.
    follow() {
        const { signal } = this.job;
        if (!signal) {
            return;
        }
        const abort = () => {
            if (!this.isOver) {
                const { reason } = signal;
                this.#problem ??= (result) => canceledError(this.job, result, reason);
                this.endFor();
            }
        };
        try {
            signal.addEventListener("abort", abort, { __proto__: null, once: true });
            if (signal.aborted) {
                abort();
            }
        } catch (error) {
            this.#fail(error);
        }
        quiet(this.ended.then(() => signal.removeEventListener?.("abort", abort)));
    }
}

// As long as nothing else has ended it.
give(Running.prototype, { stoppedBy: "exit", timedOut: false });

// Before the start.
export function throwIfCanceled(job) {
    try {
        if (job.signal?.aborted) {
            throw canceledError(job, {}, job.signal.reason);
        }
    } catch (error) {
        closeAll(job.opened);
        throw error;
    }
}
