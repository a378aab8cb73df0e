// examples/parallel-build.js: builds what is out of date in the order of what needs what, says what failed, and is quiet otherwise.
import * as os from "os";
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, exists, interpreter, longest, readFile, temp, writeFile } from "./support/children.js";

const example = import.meta.url.replace(/^file:\/\//, "").replace("tests/js/example-parallel-build.js", "examples/parallel-build.js");
writeFile(temp("a.txt"), "a");
writeFile(temp("b.txt"), "b");
const rule = (output, inputs, line) => ({ output, inputs, command: ["cmd", "/c", line] });
const rules = [
    rule("all", ["a.o", "b.o"], "copy /b a.o+b.o all >NUL"),
    rule("a.o", ["a.txt"], "type a.txt>a.o"),
    rule("b.o", ["b.txt"], "type b.txt>b.o"),
];
function build(list = rules, ...options) {
    writeFile(temp("build.json"), JSON.stringify(list));
    return run([interpreter, example, ...options], { cwd: temp() });
}

const first = build(rules, "-j", "2");
equal(first.stdout + first.stderr, "3 built, 0 up to date\n", "quiet");
equal(first.code, 0);
ok(readFile(temp("all")).startsWith("a"), "after what it needs");
equal(build().stdout, "0 built, 3 up to date\n");
os.utimes(temp("a.o"), Date.now() - 60000, Date.now() - 60000);
os.utimes(temp("a.txt"), Date.now() - 30000, Date.now() - 30000);
equal(build().stdout, "2 built, 1 up to date\n");

const failing = build([rule("x", [], "echo broken& exit 3"), rule("y", ["x"], "echo never>y")]);
equal(failing.code, 1);
ok(/^x failed \(3\): .*\nbroken\nfailed\n$/.test(failing.stdout.replaceAll("\r", "")), failing.stdout);
ok(!exists(temp("y")), "what needs it is not tried");
// The first failure stops the others: this one would not end by itself.
const fast = build([{ output: "slow", inputs: [], command: [child("sleep"), longest] }, rule("x", [], "exit 3")], "-j", "2");
equal(fast.code, 1);
ok(/^x failed \(3\): .*\n\nfailed\n$/.test(fast.stdout.replaceAll("\r", "")), fast.stdout);
equal(build([rule("x", ["y"], "exit 0"), rule("y", ["x"], "exit 0")]).code, 2, "a circle");
const missing = build([{ output: "x", inputs: [], command: ["no-such-compiler"] }]);
equal(missing.code, 1);
ok(missing.stdout.includes("no-such-compiler"), missing.stdout);
equal(run([interpreter, example, "no-such-file.json"], { cwd: temp() }).code, 2);

// On a console it draws its line there; nothing of that is in the way of the rest.
writeFile(temp("build.json"), JSON.stringify(rules));
os.remove(temp("all"));
const onConsole = run([child("host"), "conin", interpreter, example], { cwd: temp(), timeout: 30000 });
equal(onConsole.code, 0);
equal(onConsole.stdout, "");
ok(exists(temp("all")));
