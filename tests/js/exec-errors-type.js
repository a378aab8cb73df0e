// A call that is wrong as a program throws TypeError or RangeError, and nothing is started.
import * as os from "os";
import { equal, ok, throws } from "./support/assert.js";
import { child, exists, freeFd, temp } from "./support/children.js";

const errors = [TypeError, RangeError];
const marker = temp("marker");
const good = [child("chain"), "1", marker, "0"];
const fd = freeFd();
function refused(what, ...args) {
    throws(errors, () => os.exec(...args), what);
    equal(os.waitpid(-1, false)[0], -10, `${what}: a child is left`);
    equal(freeFd(), fd, `${what}: an fd is left`);
    ok(!exists(marker), `${what}: it was started`);
}

refused("no arguments");
for (const args of [undefined, null, true, 1, 1.5, "cmd", {}, () => 0, Symbol("x"), 10n]) {
    refused(`args ${String(args)}`, args);
}
refused("empty args", []);
refused("too many args", new Array(65536).fill(good[0]));
refused("a symbol among args", [...good, Symbol("x")]);
refused("an object without a string value", [...good, Object.create(null)]);
refused("NUL in an argument", [...good, "a\0b"]);
refused("NUL in the name", [good[0] + "\0", ...good.slice(1)]);
refused("NUL in file", good, { file: good[0] + "\0x" });
refused("NUL in cwd", good, { cwd: temp() + "\0x" });
refused("NUL in a variable", good, { env: { A: "1\0B=2" } });
refused("NUL in a variable's name", good, { env: { "A\0": "1" } });
refused("a variable without a name", good, { env: { "": "1" } });
refused("a name with =", good, { env: { "A=B": "1" } });
refused("the name ==", good, { env: { "==": "1" } });
refused("a symbol as a variable", good, { env: { A: Symbol("x") } });
for (const option of ["file", "cwd", "stdin", "stdout", "stderr", "timeout", "killSignal", "uid", "gid"]) {
    refused(`a symbol as ${option}`, good, { [option]: Symbol("x") });
}
for (const option of ["stdin", "stdout", "stderr"]) {
    refused(`a BigInt as ${option}`, good, { [option]: 1n });
}
for (const timeout of [NaN, -1, -0.5, -Infinity, "soon", {}]) {
    refused(`timeout ${String(timeout)}`, good, { timeout });
}
for (const error of [null, 5, "text", true, Symbol("x"), 1n]) {
    refused(`${String(error)} as errorObj`, good, {}, error);
}
