// --compile: one program, nothing beside it, that does what the script does.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import { capture, child, exists, interpreter, lines, makeFolder, temp, writeBytes, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

const source = makeFolder("source");
makeFolder("source", "lib");
const folder = makeFolder("elsewhere with \u00e4");
const program = `${folder}\\app \u20ac.exe`;

function write(name, text) {
    return writeFile(`${source}\\${name.replaceAll("/", "\\")}`, text);
}

// Compiles, and puts nothing but the program elsewhere.
function compile(name, ...args) {
    const result = run(["--compile", `${source}\\${name}`, "--out", program, ...args]);
    same([result.code, result.out], [0, ""], result.err);
    return result.err;
}

// Runs it there: what it printed, and its exit code.
function start(...args) {
    const { code, out } = capture([program, ...args], { cwd: folder });
    return [code, ...lines(out)];
}

const own = `file://${folder.replaceAll("\\", "/")}`;

// The folder that has all modules in it becomes that of the program. Statement, literal import() and a Worker; folders below and above; JSON; std and os; another alphabet.
write("app.js", `
    import * as os from "os";
    import * as std from "std";
    import { name, url } from "./lib/one.js";
    import data from "./lib/data.json" with { type: "json" };
    export * from "./lib/one.js";
    // import("./not/there.js") in a comment, "import('./nor/here.js')" in a string
    const text = \`\${(await import('./lib/dynamic.js')).default} \${/import\\("x"\\)/.test("")}\`;
    print(JSON.stringify(scriptArgs.slice(1)), import.meta.main, name, data.a, text);
    print(import.meta.url);
    print(url);
    const worker = new os.Worker("./lib/worker.js");
    worker.onmessage = ({ data }) => { print(data); std.exit(42); };
`);
write("lib/one.js", 'import "../../up.js"; export const name = "n\u00e4me"; export const url = import.meta.url;');
writeFile(temp("up.js"), 'import "./source/lib/again.js"; print("up", import.meta.main);');
write("lib/again.js", 'globalThis.again = (globalThis.again ?? 0) + 1; print("again", globalThis.again);');
write("lib/dynamic.js", 'import "./again.js"; export default "dynamic";');
write("lib/data.json", '{ "a": [1, 2] }');
write("lib/worker.js", 'import { Worker } from "os"; import { name } from "./one.js"; Worker.parent.postMessage("worker " + name);');
equal(compile("app.js"), "");
os.rename(source, temp("gone"));
os.remove(temp("up.js"));
same(start("a", "b c", "--version", "\u00e9"), [
    42,
    "again 1",
    "up false",
    '["a","b c","--version","\u00e9"] true n\u00e4me 1,2 dynamic false',
    `${own}/source/app.js`,
    `${own}/source/lib/one.js`,
    "again 1",
    "up false",
    "worker n\u00e4me",
]);
// Nothing is looked for beside it.
writeFile(`${folder}\\app.js`, "print('planted')");
equal(start()[0], 42);
os.remove(`${folder}\\app.js`);
// It has grown by the modules and little more.
const size = (path) => os.stat(path)[0].size;
ok(size(program) <= size(interpreter) + 4000 + 100 * 1024, `${size(program)}`);
os.rename(temp("gone"), source);

// Ends as the script ends; an error names its file and line.
for (const [text, code] of [
    ["", 0],
    ["throw new Error('e')", 1],
    ["import 'std'; await Promise.reject(1)", 1],
    ["import * as std from 'std'; std.exit(300)", 300],
]) {
    write("end.js", text);
    compile("end.js");
    equal(start()[0], code, text);
}
write("error.js", "\n\nthrow new Error('here')");
compile("error.js");
const shown = capture([program], { stderr: "out" }).out;
ok(/here\n.*\/error\.js:3:/.test(shown), shown);

// A classic script, and what --std gives; the limits are the program's.
write("classic.js", "var v = 5; print(typeof std, this.v, (function () { return this === globalThis })())");
compile("classic.js", "--std", "--script");
same(start(), [0, "object 5 true"]);
write("limit.js", "function f(n) { return n > 0 ? 1 + f(n - 1) : 0 } try { f(200); print('deep') } catch (e) { print(e.name) }");
compile("limit.js");
same(start(), [0, "deep"]);
compile("limit.js", "--stack-size", "64k");
same(start(), [0, "RangeError"]);

// No console window, an icon, a version.
const png = Uint8Array.of(1, 2, 3, 4, 5);
const icon = Uint8Array.of(
    0, 0, 1, 0, 2, 0,
    16, 16, 0, 0, 1, 0, 32, 0, 3, 0, 0, 0, 38, 0, 0, 0,
    32, 32, 0, 0, 1, 0, 32, 0, 2, 0, 0, 0, 41, 0, 0, 0,
    ...png,
);
writeBytes(temp("icon.ico"), icon);
write("quiet.js", "import * as std from 'std'; std.exit(9)");
const plain = temp("tool.exe");
const made = run(["-c", `${source}\\quiet.js`, "-o", plain, "--no-console", "--icon", temp("icon.ico"), "--info", "FileVersion=1.2.3", "--info", "CompanyName=\u00e4 & \u20ac"]);
same([made.code, made.err], [0, ""]);
same(lines(capture([child("resources"), plain]).out), [
    "subsystem 2", "icons 2", "icon 16 3", "icon 32 2",
    "FileVersion 1.2.3", "ProductVersion 1.2.3", "ProductName tool", "OriginalFilename tool.exe", "CompanyName \u00e4 & \u20ac",
    "FileDescription tool", "version 1.2.3.0",
]);
equal(os.exec([plain]), 9);
equal(lines(capture([child("resources"), interpreter]).out)[0], "subsystem 3");

// From another interpreter; over a program that is there.
os.exec(["cmd", "/c", "copy", interpreter, temp("base.exe")], { stdout: os.open("NUL", os.O_WRONLY) });
compile("end.js", "--exe", temp("base.exe"));

// What cannot be included is named, and nothing is written.
function refuses(text, pattern, ...args) {
    const out = temp("refused.exe");
    write("bad.js", text);
    const result = run(["--compile", `${source}\\bad.js`, "--out", out, ...args]);
    same([result.code, result.out], [1, ""], text);
    ok(pattern.test(result.err), `${text}: ${result.err}`);
    ok(!exists(out) && !exists(`${out}.part`), text);
}
refuses("import './missing.js'", /bad\.js cannot be compiled: ReferenceError: .*missing\.js/);
refuses("1;\nimport('./missing.js')", /bad\.js:2: \.\/missing\.js cannot be included: no such file/);
refuses("import { Worker } from 'os'; new Worker('./missing.js')", /bad\.js:1: \.\/missing\.js cannot be included/);
refuses("import './native.dll'", /native\.dll is a native module/);
refuses("import('./native.dll')", /native\.dll cannot be included: it is a native module/);
refuses("let a = ;", /bad\.js cannot be compiled: SyntaxError.*\n.*bad\.js:1:/);
refuses("import './lib/broken.js'", /bad\.js cannot be compiled/);
refuses("import './missing.js'", /^[^\n]*missing\.js'\r?\n$/); // no frames of ours
refuses("1", /--compile takes one file; other\.js is one too many/, "other.js");
refuses("1", /icon\.ico: not a file of icons/, "--icon", writeFile(temp("no icon.ico"), "x"));
refuses("1", /reading the interpreter: Exec format error/, "--exe", temp("no icon.ico"));
refuses("1", /--info x: not NAME=TEXT/, "--info", "x");
equal(run(["-c", temp("none.js"), "-o", temp("x.exe")]).err.trim(), `quickproc: ${temp("none.js")}: No such file or directory`);
// A file that it is made from is not replaced, whatever its name looks like.
write("whole.js", "import './lib/again.js'; print('whole')");
for (const [out, ...args] of [
    [`${source}\\WHOLE.js`],
    [`${source}\\lib\\..\\lib/again.js`],
    [temp("base.exe"), "--exe", temp("base.exe")],
    [temp("icon.ico"), "--icon", temp("icon.ico")],
]) {
    const before = std.loadFile(out, { binary: true }).length;
    const result = run(["-c", `${source}\\whole.js`, "-o", out, ...args]);
    same([result.code, result.out], [1, ""], out);
    ok(result.err.includes("would replace a file that the program is made from"), result.err);
    equal(std.loadFile(out, { binary: true }).length, before, out);
}
// Without an extension it becomes one that a shell starts.
same(run(["-c", `${source}\\end.js`, "-o", temp("no-extension")]), { code: 0, out: "", err: "" });
ok(exists(temp("no-extension.exe")) && !exists(temp("no-extension")), "it is an .exe");
// A computed name is read when the program runs, from beside it.
write("computed.js", "const name = './plug' + 'in.js';\nawait import(name);");
ok(/computed\.js:2: import\(\) of a computed name is not included/.test(compile("computed.js")), "a warning");
writeFile(`${folder}\\plugin.js`, "print('plugin', import.meta.url)");
same(start(), [0, `plugin ${own}/plugin.js`]);
equal(std.loadFile(program, { binary: true }).length > 0, true);
