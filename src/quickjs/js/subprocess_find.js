// What would be started.
import * as native from "quickproc:subprocess";
import { startError } from "quickproc:subprocess-errors";
import { optionNames, programOf } from "quickproc:subprocess-options";
import { refuse, takeOptions } from "quickproc:subprocess-values";

// The full path of what would be started, or null.
export function which(name, options) {
    if (typeof name !== "string" || name.includes("\0")) {
        throw refuse("name", name, "the name of a program");
    }
    const { args, exec } = programOf([name], takeOptions(options, optionNames.which, "which"));
    const found = native.which(args, exec);
    return typeof found === "string" ? found : null;
}

// The command line that Windows would be given. For people and logs.
export function quote(args, options) {
    const job = programOf(args, takeOptions(options, optionNames.quote, "quote"));
    const line = native.commandLine(job.args, job.exec);
    if (typeof line !== "string") {
        throw startError(job, [line, 0]);
    }
    return line;
}
