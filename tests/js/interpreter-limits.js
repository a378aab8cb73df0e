// --memory-limit and --stack-size: an exception, never a crash.
import { equal, ok } from "./support/assert.js";
import { run } from "./support/interpreter.js";

const fill = "const all = []; try { for (;;) all.push(new Uint8Array(1e6)); } catch (e) { const n = all.length; all.length = 0; print(n, e); }";
function megabytes(limit) {
    const result = run([`--memory-limit=${limit}`, "-e", fill]);
    equal(result.code, 0, result.err);
    const [, count, error] = /^(\d+) (.*)\n$/.exec(result.out);
    ok(/out of memory/.test(error), error);
    return Number(count);
}
for (const [limit, low, high] of [["20000", 15, 21], ["20m", 15, 21], ["20M", 15, 21], ["0.02g", 15, 22], ["20000000b", 15, 20], ["50m", 45, 53]]) {
    const count = megabytes(limit);
    ok(count >= low && count <= high, `${limit}: ${count}`);
}
equal(run(["--memory-limit", "1g", "-e", "print(1)"]).out, "1\n");
// Without memory for the engine itself. Below some size quickjs-libc ends the process, above some there is enough.
const without = ["1k", "20k", "40k", "60k", "80k"].map((limit) => run(["--memory-limit", limit, "-e", "print(1)"]));
for (const { code, out } of without) {
    ok(code === 1 || code === 2, `without memory for the engine: ${code}`);
    equal(out, "");
}
ok(without.some(({ code, err }) => code === 2 && err === "quickproc: not enough memory for the engine\n"), JSON.stringify(without));

// How deep recursion goes follows the option.
const recurse = "let n = 0; function f() { n++; f(); } try { f(); } catch (e) { print(n, e.name); }";
function depth(...options) {
    const result = run([...options, "-e", recurse]);
    equal(result.code, 0, `${options}: ${result.err}`);
    const [, count, name] = /^(\d+) (\w+)\n$/.exec(result.out);
    equal(name, "RangeError", `${options}`);
    return Number(count);
}
const usual = depth();
const small = depth("--stack-size", "100");
const large = depth("--stack-size=4m");
ok(small < usual / 4 && large > usual * 2, `${small} < ${usual} < ${large}`);
// More than there is: all that there is.
for (const size of ["0", "1g", "100g", "9999999999999g"]) {
    ok(depth("--stack-size", size) > usual, size);
}
// The deepest native recursion too: JSON, regular expressions, toString.
const nested = "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; for (const f of [() => JSON.stringify(a), () => String(a), () => JSON.parse('['.repeat(1e6)), () => eval('('.repeat(1e5)), () => /(a|b)*$/.test('ab'.repeat(1e6))]) { try { f(); print('done'); } catch (e) { print(e.name); } }";
for (const options of [[], ["--stack-size", "1g"]]) {
    const result = run([...options, "-e", nested]);
    equal(result.code, 0, `${options}: ${result.err}`);
    equal(result.out.trim().split("\n").length, 5);
}
