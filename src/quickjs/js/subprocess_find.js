// What would be started.
import * as native from "quickproc:subprocess";
import { startError } from "quickproc:subprocess-errors";
import { commandOf } from "quickproc:subprocess-options";

// null is as good as not given.
function withoutNull(options) {
    return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
}

// The full path of what would be started, or null.
export function which(name, options = {}) {
    const { cwd, usePath } = withoutNull(options);
    const found = native.which([name], { cwd, usePath });
    return typeof found === "string" ? found : null;
}

// The command line that Windows would be given. For people and logs.
export function quote(args, options = {}) {
    const { shell, file, cwd, usePath, windowsVerbatimArguments } = withoutNull(options);
    const command = commandOf(args, shell);
    const exec = { file: file ?? command.file, cwd, usePath, windowsVerbatimArguments };
    const line = native.commandLine(command.args, exec);
    if (typeof line !== "string") {
        throw startError({ args: command.args, exec }, [line, 0]);
    }
    return line;
}
