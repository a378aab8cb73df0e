// exec reads what it is given in the order of QuickJS on POSIX, its own options after those, and each once: what throws first is what comes out.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";

const trace = [];
function traced(name, target) {
    return new Proxy(target, {
        get(object, key) {
            if (typeof key === "string") {
                trace.push(`${name}${key}`);
            }
            return object[key];
        },
    });
}
function text(name, value) {
    return {
        toString() {
            trace.push(name);
            return value;
        },
    };
}

const args = traced("args.", [text("word 0", child("true")), text("word 1", "x")]);
// Of an option that is not there nothing is read.
const named = { block: true, usePath: true, file: 0, cwd: undefined, stdin: 0, stdout: 1, stderr: 2, env: 0 };
const last = { uid: undefined, gid: undefined, groups: undefined, timeout: 0, killSignal: 9, windowsHide: false, windowsVerbatimArguments: false, newProcessGroup: false, detached: false, killOnExit: false };
const options = traced("", { ...named, ...last, file: text("the file", child("true")), env: traced("env.", { A: text("the value", "1"), B: "2" }) });
const errorObj = {
    set errno(number) {
        trace.push(`errno ${number}`);
    },
};
equal(os.exec(args, options, errorObj), 0);
same(trace, [
    "args.length", "args.0", "word 0", "args.1", "word 1",
    "block", "usePath", "file", "the file", "cwd", "stdin", "stdout", "stderr",
    "env", "env.A", "the value", "env.B", "uid", "gid", "groups",
    "timeout", "killSignal", "windowsHide", "windowsVerbatimArguments", "newProcessGroup", "detached", "killOnExit",
    "errno 0",
]);

// A value is read before anything is thought of its name.
const mine = new Error("mine");
let thrown;
try {
    os.exec([child("true")], { env: { "": { toString() { throw mine; } } } });
} catch (error) {
    thrown = error;
}
equal(thrown, mine);
