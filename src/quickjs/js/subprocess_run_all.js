// Many programs, some at a time.
import { AbortController } from "quickproc:subprocess-abort";
import { ownVariable } from "quickproc:subprocess-environment";
import { canceledError, withDetail } from "quickproc:subprocess-errors";
import { checkJob, commandOf, optionNames, wordsOf } from "quickproc:subprocess-options";
import { quiet } from "quickproc:subprocess-promises";
import { captured, runAsync } from "quickproc:subprocess-run";
import { asFlag, asFunction, give, refuse, takeOptions } from "quickproc:subprocess-values";

const names = [...optionNames.runAsync, "limit", "failFast", "onStart", "onEnd"];

function limitOf({ limit }) {
    if (limit === undefined) {
        return Number(ownVariable("NUMBER_OF_PROCESSORS")) || 1;
    }
    if (limit !== Infinity && !(Number.isInteger(limit) && limit > 0)) {
        throw typeof limit === "number" ? new RangeError(`limit is ${limit}, not a number from 1 up`) : refuse("limit", limit, "a number from 1 up");
    }
    return limit;
}

function checkCommands(commands) {
    if (!Array.isArray(commands)) {
        throw refuse("commands", commands, "an array of commands and functions");
    }
    for (const [i, command] of commands.entries()) {
        if (!Array.isArray(command) && !["string", "function"].includes(typeof command)) {
            throw refuse(`command ${i}`, command, "an array, a function, or with shell a string");
        }
    }
}

// What each command gives to start(), all looked at before the first is started.
function jobsOf(commands, options) {
    const jobs = commands.map((command) => (Array.isArray(command) ? wordsOf(command) : command));
    checkJob([""], { ...options, shell: null }, captured, "runAsync");
    jobs.filter((job) => typeof job !== "function").forEach((words) => commandOf(words, options.shell));
    return jobs;
}

// What has been stopped because another one failed, or never started, has no part in what went wrong.
class Batch {
    controller = new AbortController();

    constructor(commands, { limit, failFast, onStart, onEnd, signal, ...options }) {
        const jobs = jobsOf(commands, { __proto__: null, ...options, signal });
        const results = Array.from(commands, () => null);
        give(this, { commands, failFast, onStart, onEnd, signal, options, limit, jobs, results, next: 0, failure: null, done: 0 });
    }

    start(job) {
        return typeof job === "function" ? job({ signal: this.controller.signal }) : runAsync(job, this.options);
    }

    async runOne(index) {
        const command = this.commands[index];
        const told = { index, command };
        try {
            const started = this.start(this.jobs[index]);
            const ended = quiet(Promise.resolve(started));
            try {
                this.onStart?.({ ...told, pid: started?.pid ?? null });
            } catch (error) {
                await started?.stop?.();
                throw error;
            }
            give(told, { result: (this.results[index] = await ended) });
        } catch (error) {
            give(told, { error: (this.results[index] = error) });
            this.failure ??= { error };
            if (this.failFast) {
                this.next = this.commands.length;
                this.controller.abort(new Error("another command failed"));
            }
        }
        this.onEnd?.({ ...told, done: ++this.done, total: this.commands.length });
    }

    async runSome() {
        while (this.next < this.commands.length) {
            await this.runOne(this.next++);
        }
    }

    async runAll() {
        const outer = this.signal;
        const abort = () => {
            this.next = this.commands.length;
            this.controller.abort(outer.reason);
        };
        outer?.addEventListener("abort", abort, { __proto__: null, once: true });
        if (outer?.aborted) {
            abort();
            throw withDetail(canceledError({ args: [] }, {}, outer.reason), "results", this.results);
        }
        give(this.options, { signal: this.controller.signal });
        const turns = Array.from({ __proto__: null, length: Math.min(this.limit, this.commands.length) }, () => this.runSome());
        // All have ended, whatever went wrong: no program is left behind.
        const ends = await Promise.allSettled(turns);
        outer?.removeEventListener?.("abort", abort);
        const failure = this.failure ?? ends.filter(({ status }) => status === "rejected").map(({ reason }) => ({ error: reason })).at(0);
        if (failure) {
            throw withDetail(failure.error, "results", this.results);
        }
        return this.results;
    }
}

// The results in the order of the commands. With failFast the first failure stops the others; what is a failure `check` says,
// which is true then.
export async function runAll(commands, given) {
    checkCommands(commands);
    const own = takeOptions(given, names, "runAll");
    const failFast = asFlag(own, "failFast") ?? false;
    Object.assign(own, {
        limit: limitOf(own), failFast, check: own.check ?? failFast,
        onStart: asFunction(own, "onStart"), onEnd: asFunction(own, "onEnd"),
    });
    return new Batch([...commands], own).runAll();
}
