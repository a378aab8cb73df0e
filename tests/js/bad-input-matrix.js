// Every function with every kind of nonsense: a number, null, an array or a TypeError/RangeError
// comes back, the process lives, and nothing is left behind. What each refusal is exactly is the
// subject of the tests of the functions.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, freeFd } from "./support/children.js";

const proxy = new Proxy(
    {},
    {
        get() {
            return proxy;
        },
    },
);
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const changing = {
    get length() {
        return Math.floor(Math.random() * 5);
    },
    0: child("true"),
};
const sparse = [];
sparse[1000] = "x";
const huge = [];
huge.length = 100000;
const values = [
    undefined, null, true, false, 0, -0, 1, -1, 2.5, NaN, Infinity, -Infinity, 2 ** 31 - 1, 2 ** 31,
    -(2 ** 31), -(2 ** 31) - 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e308, -1e308,
    5e-324,
    "", "x", "\0", "a\0b", "\ud800", "999999", "0x10",
    "x".repeat(32766),
    "x".repeat(32767),
    "x".repeat(32768),
    "x".repeat(1 << 20),
    0n,
    1n,
    2n ** 64n,
    Symbol("s"),
    Symbol.iterator,
    {},
    [],
    [[]],
    [undefined],
    [null],
    [""],
    ["\0"],
    sparse,
    huge,
    changing,
    proxy,
    revoked.proxy,
    () => 1,
    class {},
    new Date(0),
    /x/,
    new Map(),
    new Uint8Array(8),
    new ArrayBuffer(8),
    new Proxy([], {}),
    new Error("x"),
    Promise.resolve(1),
    globalThis,
    Object.create(null),
];
const fd = freeFd();
let calls = 0,
    thrown = 0;

// These would close, or point elsewhere, the fds and processes that the test needs.
const harmful = (name, args) =>
    (name === "dup2" && [0, 1, 2].includes(Number(toInt(args[1])))) ||
    (name === "kill" && toInt(args[0]) === os.getpid());
function toInt(value) {
    try {
        return Number(value) | 0;
    } catch {
        return -1;
    }
}

function attempt(name, ...args) {
    if (harmful(name, args)) {
        return;
    }
    calls++;
    try {
        const result = os[name](...args);
        ok(
            typeof result === "number" ||
                typeof result === "boolean" ||
                result === null ||
                Array.isArray(result),
            `${name} gave ${String(result)}`,
        );
        if (name === "pipe" && result) {
            result.forEach((each) => os.close(each));
        } else if ((name === "dup" || name === "dup2") && result > 2) {
            os.close(result);
        } else if (name === "exec" && result > 0) {
            os.waitpid(result, true);
        }
    } catch (error) {
        thrown++;
        ok(
            error instanceof TypeError || error instanceof RangeError || error instanceof InternalError,
            `${name}: ${error}`,
        );
    }
}

const options = [
    "block", "usePath", "file", "cwd", "stdin", "stdout", "stderr", "env", "uid", "gid", "groups", "timeout",
    "killSignal", "windowsHide", "windowsVerbatimArguments", "newProcessGroup", "detached", "killOnExit",
];
const nul = os.open("NUL", os.O_RDWR);
const quiet = { stdin: nul, stdout: nul, stderr: nul };
for (const value of values) {
    for (const name of ["pipe", "dup", "getpid", "WIFEXITED", "WEXITSTATUS", "WIFSIGNALED", "WTERMSIG"]) {
        attempt(name, value);
    }
    attempt("dup2", value, 95);
    attempt("dup2", nul, value);
    attempt("waitpid", value, false);
    attempt("waitpid", -1, value);
    attempt("waitpid", value, value);
    attempt("kill", value, 0);
    attempt("kill", 0x7ffffffc, value);
    attempt("kill", value, value);
    attempt("exec", value);
    attempt("exec", [value], quiet);
    attempt("exec", [child("true"), value], quiet);
    attempt("exec", [child("true")], value);
    attempt("exec", [child("true")], quiet, value);
    for (const option of options) {
        attempt("exec", [child("no-such-program")], { ...quiet, [option]: value });
    }
    for (const option of ["stdin", "timeout", "cwd"]) {
        attempt("exec", [child("true")], { ...quiet, [option]: value });
    }
    attempt("exec", [child("true")], { ...quiet, env: { A: value } });
    if (typeof value === "string" && value.length < 40000) {
        attempt("exec", [child("true")], { ...quiet, env: { [value]: "1" } });
    }
}
huge.length = 2 ** 32 - 1; // the longest there is, not to be turned into a string
attempt("exec", huge);
attempt("exec", [child("true")], { groups: huge });
for (const name of ["exec", "waitpid", "kill", "dup", "dup2", "pipe", "getpid"]) {
    attempt(name);
    attempt(name, ...new Array(20).fill(0x7ffffffc));
}
os.close(nul);
while (os.waitpid(-1, true)[0] > 0) {
    // what "exec" with `block: false` by chance left
}
equal(freeFd(), fd, "no fd is left");
equal(os.exec([child("exit"), "5"]), 5, "everything still works");
print(`${calls} calls, ${thrown} of them threw`);
