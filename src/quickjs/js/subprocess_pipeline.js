// Programs in a row.
import { makePipe, closeAll } from "quickproc:subprocess-fds";
import { withDetail } from "quickproc:subprocess-errors";
import { commandOf, optionNames, prepare, wordsOf } from "quickproc:subprocess-options";
import { captured, finishAsync, startAsync } from "quickproc:subprocess-run";
import { checkStream } from "quickproc:subprocess-streams";
import { give, takeOptions } from "quickproc:subprocess-values";

// One program of a pipeline; `between` holds the pipe's end that the next one reads from, `files` what it writes to.
function startStage(args, options, { between, files }, isLast) {
    const fds = between.splice(0);
    try {
        const own = Object.assign(Object.create(null), options);
        if (fds.length) {
            own.stdin = fds[0];
            delete own.input;
        }
        if (!isLast) {
            const [reader, writer] = makePipe();
            between.push(reader);
            fds.push(own.stdout = writer);
        }
        return startAsync(prepare(args, own, { ...captured, stderr: "inherit" }, "pipeline", files));
    } finally {
        closeAll(fds);
    }
}

function startStages(commands, options) {
    const stages = [], between = [], files = { byName: Object.create(null), opened: [] };
    let failure = null;
    try {
        commands.forEach((args, i) => stages.push(startStage(args, options, { between, files }, i === commands.length - 1)));
    } catch (error) {
        failure = { error };
        closeAll(between);
        stages.forEach(({ running }) => running.endFor());
    } finally {
        closeAll(files.opened);
    }
    return [stages, failure];
}

// The last one's result, and how each has ended.
async function resultOf(stages, failure) {
    await Promise.all(stages.map(({ running }) => running.ended));
    const ends = stages.map((stage) => finishAsync(stage));
    const error = failure?.error ?? ends.find(([, problem]) => problem)?.[1];
    const exits = ends.map(([{ stdout, ...exit }]) => exit);
    if (error) {
        throw withDetail(error, "exits", exits);
    }
    return { ...ends.at(-1)[0], timedOut: exits.some(({ timedOut }) => timedOut), exits };
}

function start(list) {
    const last = list.at(-1);
    const hasOptions = !Array.isArray(last) && typeof last !== "string";
    const commands = hasOptions ? list.slice(0, -1) : list;
    const options = takeOptions(hasOptions ? last : undefined, optionNames.pipeline, "pipeline");
    if (commands.length === 0) {
        throw new TypeError("pipeline needs at least one command");
    }
    // Refused before the first program is started, not when the last one is to be.
    const words = commands.map((args) => (Array.isArray(args) ? wordsOf(args) : args));
    words.forEach((args) => commandOf(args, options.shell));
    checkStream("stdout", options.stdout ?? "pipe");
    return startStages(words, options);
}

export function pipeline(...list) {
    let stages = [], promise;
    try {
        const [started, failure] = start(list);
        stages = started;
        stages.forEach(({ running }) => running.follow());
        promise = resultOf(stages, failure);
    } catch (error) {
        promise = Promise.reject(error);
    }
    return give(promise, {
        pids: stages.map(({ running }) => running.pid),
        kill: (signal) => stages.map(({ running }) => running.kill(signal)).some((sent) => sent),
        async stop(options) {
            const steps = await Promise.all(stages.map(({ running }) => running.stop(options)));
            const ended = await promise.then((result) => result, (error) => error ?? {});
            const exits = Object.hasOwn(ended, "exits") ? ended.exits : [];
            return exits.map(({ code, signal }, i) => ({ code, signal, stoppedBy: steps[i] }));
        },
    });
}
