// What runs on this machine, and processes that another program has started.
import * as native from "quickproc:subprocess";
import { Running } from "quickproc:subprocess-ending";
import { ProcessError, systemError } from "quickproc:subprocess-errors";
import { forceOf } from "quickproc:subprocess-options";
import { newPromise, quiet } from "quickproc:subprocess-promises";
import { exitOf, signalName, signalNumber } from "quickproc:subprocess-signals";
import { usageOf } from "quickproc:subprocess-usage";
import { give, refuse, takeOptions } from "quickproc:subprocess-values";

const EPERM = 1, ESRCH = 3, MOST = 0x7fffffff, SIGKILL = 9;

function entryOf([pid, ppid, name, path, started]) {
    return { pid, ppid, name, path, startTime: started === 0 ? null : new Date(started) };
}

// The processes, in the system's order.
export function processes() {
    return native.processes().map(entryOf);
}

const reasons = { [EPERM]: "this process may not look at it", [ESRCH]: "there is no such process" };

function attachError(pid, errno) {
    const error = reasons[errno] ? new ProcessError("", { errno }) : systemError(`attach to ${pid}`, errno);
    error.message ||= `attach to ${pid}: ${reasons[errno]} (${error.errnoName})`;
    return give(error, { pid });
}

function processError(what, pid, errno) {
    return give(systemError(`${what} ${pid}`, errno), { pid });
}

// A process that is held by a handle: no other one gets its pid meanwhile.
class AttachedProcess {
    #held;
    #exit = null; // once it is known
    #wait = null; // the promise of it
    #ended = newPromise();
    #running = null;
    #asked = new Set(); // signals that stop() may have ended it by

    constructor(held, entry) {
        give(this, entry);
        this.#held = held;
    }

    // Throws after close().
    #open() {
        if (this.#held === null) {
            throw new TypeError(`the process ${this.pid} was let go by close()`);
        }
        return this.#held;
    }

    get closed() {
        return this.#held === null;
    }

    // { code, signal } once it has ended, else null. Needs no event loop.
    poll() {
        if (this.#exit === null) {
            const status = native.status(this.#open());
            if (status !== null) {
                const exit = exitOf(status);
                this.#exit = this.#asked.has(exit.code - 128) ? { code: null, signal: signalName(exit.code - 128) } : exit;
            }
        }
        return this.#exit;
    }

    // A promise of { code, signal }; the same one each time.
    wait() {
        this.#wait ??= this.#watch();
        return this.#wait;
    }

    async #watch() {
        const exit = this.poll();
        if (exit === null) {
            const errno = native.watch(this.#held, () => this.#ended.resolve());
            if (errno) {
                throw processError("waiting for", this.pid, errno);
            }
            await this.#ended.promise;
        }
        return exit ?? this.poll();
    }

    // Was the signal sent? false after the end.
    kill(signal) {
        const number = signalNumber(signal);
        const error = native.signalProcess(this.#open(), number);
        if (error < 0 && error !== -ESRCH) {
            throw processError("signal to", this.pid, -error);
        }
        return error === 0;
    }

    #run() {
        const running = new Running(this.pid, { killTree: false, forceKillAfter: forceOf(Object.create(null)) });
        const over = () => running.over();
        this.wait().then(over, over);
        return running;
    }

    // Asks it to end, and ends it after a while: a promise of { code, signal, stoppedBy }.
    async stop(options) {
        // A thread will look for it by its pid, even after close().
        const own = takeOptions(options, ["signal", "forceKillAfter"], "stop");
        const held = this.poll() === null ? native.hold(this.pid) : 0;
        try {
            this.#running ??= this.#run();
            this.#asked.add(signalNumber(own.signal)).add(SIGKILL);
            const stoppedBy = await this.#running.stop(own);
            return { ...(await this.wait()), stoppedBy };
        } finally {
            if (typeof held === "object") {
                native.release(held);
            }
        }
    }

    // What it used until now, or until its end.
    usage() {
        const numbers = native.usage(this.#open());
        if (typeof numbers === "number") {
            throw processError("usage of", this.pid, numbers);
        }
        return usageOf(numbers);
    }

    // The processes that it started, and that those started, as far as they run.
    tree() {
        return native.tree(this.#open()).map(entryOf);
    }

    // Lets it go; it runs on. What waits for its end is rejected.
    close() {
        if (this.#held !== null) {
            native.release(this.#held);
            this.#held = null;
            quiet(this.#ended.promise);
            this.#ended.reject(new TypeError(`the process ${this.pid} was let go by close()`));
        }
    }

    [Symbol.dispose]() {
        this.close();
    }
}

function pidOf(target) {
    const pid = typeof target === "object" && target !== null ? target.pid : target;
    if (typeof pid !== "number") {
        throw refuse("pid", pid, "a number, or an entry of processes()");
    }
    if (!(Number.isInteger(pid) && pid > 0 && pid <= MOST)) {
        throw new RangeError(`pid is ${pid}, not a whole number from 1 to ${MOST}`);
    }
    return pid;
}

// Holds a process, by its pid or by its entry in a list: then another one that has its pid by now is refused.
export function attach(target) {
    const pid = pidOf(target);
    const started = target === pid ? undefined : target.startTime?.getTime();
    const held = native.hold(pid);
    if (typeof held === "number") {
        throw attachError(pid, held);
    }
    const described = native.describe(held);
    const errno = typeof described === "number" ? described : started === undefined || started === described[4] ? 0 : ESRCH;
    if (errno) {
        native.release(held);
        throw attachError(pid, errno);
    }
    return new AttachedProcess(held, entryOf(described));
}
