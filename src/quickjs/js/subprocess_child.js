// A program that is talked to.
import * as native from "quickproc:subprocess";
import * as os from "os";
import { systemError } from "quickproc:subprocess-errors";
import { after, quiet, rejected } from "quickproc:subprocess-promises";
import { exitOf } from "quickproc:subprocess-signals";
import { usageOf } from "quickproc:subprocess-usage";

// Children that no script refers to any more, and that may still run: nobody will wait for them.
const forgotten = new Set();
const registry = new FinalizationRegistry((running) => running.isOver || forgotten.add(running));

// Those of them that have ended are reaped: their pids are free again.
export function reapForgotten() {
    for (const running of forgotten) {
        if (os.waitpid(running.pid, false)[0] !== 0) {
            forgotten.delete(running);
            running.over();
        }
    }
}

let reaped; // a child has ended

// There may be thousands of them: what only few need is made when it is needed.
export class Child {
    pid;
    stdin;
    stdout;
    stderr;
    #running;
    #exit = null; // once it has ended
    #wait = null; // the promise of it
    #settle = null; // what keeps that
    #usage; // what it used; before its end what knows that, or why nothing does

    static {
        reaped = (child, pid, status) => child.#reaped(pid, status);
    }

    // `streams` has an Input and two Outputs or nulls, `sources` what is below the latter.
    constructor(running, { stdin, stdout, stderr }, sources) {
        this.pid = running.pid;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
        this.#running = running;
        this.#usage = native.hold(running.pid);
        registry.register(this, running);
        const { timeout, signal, drain } = running.job;
        if (drain < Infinity) {
            running.ended.then(() => sources.forEach((source) => source.drain(drain)));
        }
        if (timeout !== Infinity || signal || drain < Infinity) {
            this.#superviseLater(timeout);
        }
    }

    // Only where something is to end it, or its outputs: waiting keeps the event loop alive.
    #superviseLater(timeout) {
        const running = this.#running;
        quiet(this.wait());
        running.follow();
        const forget = after(timeout, () => {
            running.timedOut = true;
            running.endFor();
        });
        running.ended.then(forget);
    }

    // It has ended.
    #over(status) {
        if (this.#exit === null) {
            const { code, signal } = exitOf(status);
            const usage = this.usage();
            this.#exit = this.#running.timedOut ? { code, signal, timedOut: true } : { code, signal };
            if (typeof this.#usage === "object") {
                native.release(this.#usage);
            }
            this.#usage = usage;
            this.#running.over();
        }
    }

    // What wait() is kept with.
    #reaped(pid, status) {
        const running = this.#running;
        if (pid === this.pid) {
            this.#over(status);
        } else if (this.#exit === null) {
            running.over();
            this.#settle(rejected(systemError(`waiting for ${this.pid}`, -pid)));
            return;
        }
        const problem = running.problem({ pid: this.pid, ...this.#exit, usage: this.#usage });
        this.#settle(problem ? rejected(problem) : this.#exit);
    }

    // A promise of { code, signal }; the same one each time.
    wait() {
        this.#wait ??= new Promise((resolve) => {
            if (this.#exit) {
                resolve(this.#exit);
            } else {
                this.#settle = resolve;
                native.wait(this.#running.pid, reaped, this);
            }
        });
        return this.#wait;
    }

    // { code, signal } once it has ended, else null. Needs no event loop.
    poll() {
        if (this.#exit === null) {
            const [pid, status] = os.waitpid(this.pid, false);
            if (pid === this.pid) {
                this.#over(status);
            } else if (pid < 0 && (this.#wait === null || this.#running.isOver)) {
                throw systemError(`waiting for ${this.pid}`, -pid);
            }
        }
        return this.#exit;
    }

    // What it used until now, or until its end; null where the system does not say.
    usage() {
        if (this.#exit !== null) {
            return this.#usage;
        }
        const numbers = typeof this.#usage === "object" ? native.usage(this.#usage) : 0;
        return typeof numbers === "object" ? usageOf(numbers) : null;
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
