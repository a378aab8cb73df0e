// What start-once.vbs did: starts a program in its own folder with a variable of its own, unless it runs already, waits for it, and
// says in a log how it ended.
//
//     quickproc start-once.js LOG PROGRAM [ARGUMENT...]
import * as std from "std";
import { ProcessError, processes, run, which } from "subprocess";

const [, log, program, ...args] = scriptArgs;
if (program === undefined) {
    std.err.puts("usage: start-once.js LOG PROGRAM [ARGUMENT...]\n");
    std.exit(2);
}

/** @type {(text: string) => void} */
function note(text) {
    const file = std.open(log, "a");
    file?.puts(`${new Date().toISOString()} ${text}\r\n`);
    file?.close();
}

const path = which(program);
if (path === null) {
    note(`${program} was not found`);
    std.exit(1);
}
const image = path.slice(path.lastIndexOf("\\") + 1);
if (processes().some(({ name }) => name.toLowerCase() === image.toLowerCase())) {
    note(`${image} runs already`);
    std.exit(0);
}
try {
    const { code, signal } = run([path, ...args], { cwd: path.slice(0, path.lastIndexOf("\\")), env: { STARTED_BY: "start-once" } });
    note(signal === null ? `${image} ended with ${code}` : `${image} was ended by ${signal}`);
    std.exit(signal === null ? code : 1);
} catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    note(error.message);
    std.exit(1);
}
