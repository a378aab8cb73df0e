// Programs in a row.
import * as os from "os";
import * as native from "quickproc:subprocess";
import { closeAll, makePipe } from "quickproc:subprocess-fds";
import { prepare } from "quickproc:subprocess-options";
import { captured, finish, startAsync } from "quickproc:subprocess-run";

// One program of a pipeline; `between` holds the pipe's end that the next one reads from.
function startStage(args, options, between, isLast) {
    const fds = between.splice(0);
    try {
        const own = { ...options, stdin: fds[0] ?? options.stdin };
        if (fds.length) {
            own.input = undefined;
        }
        if (!isLast) {
            const [reader, writer] = makePipe();
            between.push(reader);
            fds.push(own.stdout = writer);
        }
        return startAsync(prepare(args, own, { ...captured, stderr: "inherit" }));
    } finally {
        closeAll(fds);
    }
}

function endStage({ job: { exec }, run: started }) {
    const pid = native.pid(started);
    os.kill(exec.newProcessGroup ? -pid : pid, exec.killSignal ?? os.SIGTERM);
}

function startStages(commands, options) {
    const stages = [], between = [];
    let failure = null;
    try {
        commands.forEach((args, i) => stages.push(startStage(args, options, between, i === commands.length - 1)));
    } catch (error) {
        failure = error;
        closeAll(between);
        stages.forEach(endStage);
    }
    return [stages, failure];
}

export async function pipeline(...commands) {
    const last = commands.at(-1);
    const options = Array.isArray(last) || typeof last === "string" ? {} : commands.pop();
    if (commands.length === 0) {
        throw new TypeError("no command");
    }
    const [stages, failure] = startStages(commands, options ?? {});
    await Promise.all(stages.map(({ ended }) => ended));
    const ends = stages.map(({ job, run: started }) => finish(job, started));
    const error = failure ?? ends.find(([, problem]) => problem)?.[1];
    const exits = ends.map(([{ stdout, ...exit }]) => exit);
    if (error) {
        throw Object.assign(error, { exits });
    }
    return { ...ends.at(-1)[0], exits };
}
