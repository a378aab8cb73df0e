// Ending programs that run.
import * as os from "os";
import { canceledError, systemError } from "quickproc:subprocess-errors";
import { closeAll } from "quickproc:subprocess-fds";
import { feed } from "quickproc:subprocess-input";
import { stop } from "quickproc:subprocess";
import { newPromise, quiet } from "quickproc:subprocess-promises";
import { signalNumber } from "quickproc:subprocess-signals";
import { forceOf } from "quickproc:subprocess-options";
import { takeOptions } from "quickproc:subprocess-values";

const ESRCH = 3, EINVAL = 22;
// What ended a program, each harder than the one before.
const steps = ["exit", "signal", "close", "ctrl-c", "ctrl-break", "kill"];

// A program that runs: how it is reached, and `ended`, a promise that is kept once it is over and never rejected.
export class Running {
    pid;
    ended;
    isOver = false;
    canceled = false;
    reason = undefined;
    stoppedBy = "exit";
    #failure = null;
    #tree;
    #forceKillAfter;

    constructor(pid, job, ended) {
        this.pid = pid;
        this.ended = ended.then(() => void (this.isOver = true), () => void (this.isOver = true));
        this.#tree = job.killTree ?? true;
        this.#forceKillAfter = job.forceKillAfter;
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
        const force = own.forceKillAfter === undefined ? this.#forceKillAfter : forceOf(own);
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
    async endFor({ killSignal, asks, forceKillAfter }) {
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
    feed(sink, job) {
        feed(sink, job.input.parts, job.encoding).catch((error) => this.#fail(error, job));
        this.ended.then(() => sink.close());
    }

    // An object of the caller's has thrown: the program is ended, and this is what its promise is rejected with.
    #fail(error, job) {
        this.#failure = { error };
        return this.endFor(job);
    }

    // Why its result is no result, or null.
    problem(job, result) {
        if (this.#failure) {
            return this.#failure.error;
        }
        return this.canceled ? canceledError(job, result, this.reason) : null;
    }

    // Until it has ended: an abort of job.signal stops it.
    follow(job) {
        const { signal } = job;
        if (!signal) {
            return;
        }
        const abort = () => {
            if (!this.isOver) {
                this.canceled = true;
                this.reason = signal.reason;
                this.endFor(job);
            }
        };
        try {
            signal.addEventListener("abort", abort, { __proto__: null, once: true });
            if (signal.aborted) {
                abort();
            }
        } catch (error) {
            this.#fail(error, job);
        }
        quiet(this.ended.then(() => signal.removeEventListener?.("abort", abort)));
    }
}

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
