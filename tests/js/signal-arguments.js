// What os.signal takes, and that it takes everything that a POSIX script may pass.
import * as os from "os";
import { equal, throws } from "./support/assert.js";

// Signals that never come are accepted silently; so is what is converted to such a number.
const never = [os.SIGKILL, os.SIGSTOP, os.SIGSEGV, os.SIGALRM, os.SIGABRT, 40, 63];
for (const number of [...never, 0, NaN, undefined, "15", 2 ** 32 + 15]) {
    equal(os.signal(number, () => {}), undefined, String(number));
    equal(os.signal(number, undefined), undefined, String(number));
    equal(os.signal(number, null), undefined, String(number));
}
for (const number of [64, 1000, -1, 2 ** 31, -(2 ** 31), 1e10]) {
    for (const handler of [() => {}, null, undefined, 1]) {
        const error = throws(RangeError, () => os.signal(number, handler), String(number));
        equal(error.message, "invalid signal number");
    }
}
for (const handler of [1, "x", {}, [], true, Symbol("s"), 0n]) {
    equal(throws(TypeError, () => os.signal(os.SIGTERM, handler)).message, "not a function");
    equal(throws(TypeError, () => os.signal(os.SIGKILL, handler)).message, "not a function");
}
throws(TypeError, () => os.signal(Symbol("s"), null));
throws(TypeError, () => os.signal(15n, null));
const own = new Error("own");
equal(throws(Error, () => os.signal({ valueOf() { throw own; } }, null)), own);
