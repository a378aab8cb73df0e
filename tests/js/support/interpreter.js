// Another interpreter: what it prints on both streams, and how it ends.
import * as os from "os";
import { interpreter, readFile, temp, writeFile } from "./children.js";

let runs = 0;

// Runs it with these arguments: { code, out, err }. `input` is its standard input (empty without).
export function run(args, { input = "", ...options } = {}) {
    runs++;
    const names = ["in", "out", "err"].map((name) => temp(`run-${runs}.${name}`));
    writeFile(names[0], input);
    const fds = [
        os.open(names[0], os.O_RDONLY),
        os.open(names[1], os.O_WRONLY | os.O_CREAT),
        os.open(names[2], os.O_WRONLY | os.O_CREAT),
    ];
    const code = os.exec([interpreter, ...args], { stdin: fds[0], stdout: fds[1], stderr: fds[2], ...options });
    fds.forEach((fd) => os.close(fd));
    const [out, err] = names.slice(1).map(readFile);
    names.forEach((name) => os.remove(name));
    return { code, out, err };
}

// Runs a script file of this text.
export function runScript(text, args = [], options = {}) {
    return runFile("script.js", text, args, options);
}

export function runFile(name, text, args = [], options = {}) {
    return run([writeFile(temp(name), text), ...args], options);
}
