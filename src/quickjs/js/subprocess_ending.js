// Ending programs that run.
import * as os from "os";
import { canceledError, systemError } from "quickproc:subprocess-errors";
import { closeAll } from "quickproc:subprocess-fds";
import { feed } from "quickproc:subprocess-input";
import { stop } from "quickproc:subprocess";
import { after, newPromise } from "quickproc:subprocess-promises";
import { signalNumber } from "quickproc:subprocess-signals";
import { forceOf } from "quickproc:subprocess-options";
import { takeOptions } from "quickproc:subprocess-values";

const ESRCH = 3, EINVAL = 22;

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
    async stop(options, fallback) {
        const own = takeOptions(options, ["signal", "forceKillAfter"], "stop");
        const signal = signalNumber(own.signal ?? fallback);
        const force = own.forceKillAfter === undefined ? this.#forceKillAfter : forceOf(own);
        if (!this.isOver && (fallback !== undefined || !(await this.#ask(signal, force)))) {
            await this.#insist(signal, force);
        }
        await this.ended;
        return this.stoppedBy;
    }

    // By all that the program understands (qp_stop). False: this signal can only end programs.
    async #ask(signal, force) {
        const { promise, resolve } = newPromise();
        const target = this.#tree && os.kill(-this.pid, 0) === 0 ? -this.pid : this.pid;
        const after_ms = force === Infinity ? -1 : Math.ceil(force);
        let result = stop(target, signal, after_ms, (...answer) => resolve(answer));
        if (result === -EINVAL) {
            return false;
        }
        if (result === 0) {
            [result, this.stoppedBy] = await promise;
        }
        if (result < 0 && result !== -ESRCH) {
            throw systemError("stop", -result);
        }
        return true;
    }

    // By the signal, and by SIGKILL after a while.
    async #insist(signal, force) {
        this.stoppedBy = signal === os.SIGKILL ? "kill" : "signal";
        this.kill(signal);
        const forget = after(force, () => {
            this.stoppedBy = "kill";
            this.kill(os.SIGKILL);
        });
        await this.ended;
        forget();
    }

    // Writes what job.input gives; if that fails the program is stopped, and the failure is its problem.
    feed(sink, job) {
        feed(sink, job.input.parts, job.encoding).catch((error) => {
            this.#failure = { error };
            return this.stop(undefined, job.killSignal);
        });
        this.ended.then(() => sink.close());
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
                this.stop(undefined, job.killSignal);
            }
        };
        signal.addEventListener("abort", abort, { once: true });
        this.ended.then(() => signal.removeEventListener?.("abort", abort));
        if (signal.aborted) {
            abort();
        }
    }
}

// Before the start.
export function throwIfCanceled(job) {
    if (job.signal?.aborted) {
        closeAll(job.opened);
        throw canceledError(job, {}, job.signal.reason);
    }
}
