// Every function of os and std that takes or gives a file's name: any Unicode, any length that Windows allows.
import * as os from "os";
import * as std from "std";
import { equal, note, ok, same, throws } from "./support/assert.js";
import { makeFolder, temp } from "./support/children.js";
import { EEXIST, EINVAL, ENOENT, ENOTDIR } from "./support/errno.js";
import { isWine } from "./support/platform.js";
import { runFile } from "./support/interpreter.js";

const ENOTEMPTY = 41;
const names = [
    "plain",
    "with space",
    "\u00e4\u00f6\u00fc\u00df", // in code page 1252
    "\u0436\u0443\u043a",
    "\u540d\u524d",
    "\u{1f600}\u{20000}",
    "e\u0301",
    "\u05e9\u05dc\u05d5\u05dd \u202e",
];
// Names over 260 bytes in UTF-8. Linux allows 255 bytes, and no lone surrogates.
const long = "\u540d".repeat(isWine ? 84 : 200);
names.push(long);
if (isWine) {
    note("file names with lone surrogates or over 255 bytes: not in the file system under Wine");
} else {
    names.push("\ud800", "a\udc00b");
}

for (const name of names) {
    const shown = `${name.slice(0, 12)} (${name.length})`;
    const folder = temp(`in ${name}`);
    const file = `${folder}\\${name}`;
    const moved = `${folder}\\2${name}`;

    // Folders.
    same(os.stat(folder), [null, ENOENT], shown);
    equal(os.mkdir(folder), 0, shown);
    equal(os.mkdir(folder), -EEXIST, shown);
    equal(os.stat(folder)[0].mode & os.S_IFMT, os.S_IFDIR, shown);
    same(os.readdir(folder), [[".", ".."], 0], shown);

    // Files, with either separator.
    for (const path of [file, file.replaceAll("\\", "/")]) {
        const fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC);
        ok(fd >= 0, `${shown}: open gave ${fd}`);
        equal(os.write(fd, Uint8Array.of(1, 2, 3).buffer, 0, 3), 3);
        os.close(fd);
        equal(os.stat(path)[0].size, 3, shown);
        equal(os.stat(path)[0].mode & os.S_IFMT, os.S_IFREG, shown);
    }
    same(os.readdir(folder), [[".", "..", name], 0], shown);
    same(os.readdir(`${folder}\\`), [[".", "..", name], 0], shown);
    same(os.readdir(file), [[], ENOTDIR], shown);
    equal(os.rename(file, moved), 0, shown);
    same(os.readdir(folder)[0], [".", "..", `2${name}`], shown);
    equal(os.rename(file, moved), -ENOENT, shown);

    // std.
    const stream = std.open(file, "w");
    ok(stream !== null, `${shown}: std.open`);
    stream.puts(name);
    stream.close();
    equal(std.loadFile(file), name, shown);
    equal(std.loadFile(moved, { binary: true }).length, 3, shown);
    std.writeFile(file, `'${name}'`);
    equal(std.loadScript(file), name, shown);

    // Over an existing file, as on POSIX.
    equal(os.rename(moved, file), 0, shown);
    equal(os.stat(file)[0].size, 3, shown);
    same(os.stat(moved), [null, ENOENT], shown);

    // Times.
    equal(os.utimes(file, 1e12, 1234567890123), 0, shown);
    const [stat] = os.stat(file);
    equal(stat.mtime, 1234567890123, shown);
    ok(Math.abs(stat.ctime - Date.now()) < 864e5, `${shown}: ctime ${stat.ctime}`);

    // Where it is.
    same(os.realpath(file), [file, 0], shown);
    same(os.realpath(`${folder}/./x/../${name}`), [file, 0], shown);
    same(os.realpath(moved), ["", ENOENT], shown);
    equal(os.chdir(folder), 0, shown);
    same(os.getcwd(), [folder, 0], shown);
    equal(os.stat(name)[0].size, 3, shown);
    equal(os.chdir(name), -ENOTDIR, shown);
    equal(os.chdir(`missing ${name}`.slice(0, 80)), -ENOENT, shown);
    equal(os.chdir(".."), 0, shown);
    same(os.getcwd(), [temp(), 0], shown);

    equal(os.remove(folder), -ENOTEMPTY, shown);
    equal(os.remove(file), 0, shown);
    equal(os.remove(file), -ENOENT, shown);
    equal(os.remove(folder), 0, shown);
}

// Scripts and what they import.
for (const name of names.filter((name) => !name.includes("\ud800") && name !== long)) {
    makeFolder(name);
    std.writeFile(temp(name, `${name}.js`), `export default "${name}";`);
    const result = runFile(`${name}\\main.js`, `
        import name from "./${name}.js";
        print(name, import.meta.url.endsWith("/${name}/main.js"), scriptArgs[0].endsWith("${name}\\\\main.js"), (await import("../${name}/${name}.js")).default === name);
    `);
    same(result, { code: 0, out: `${name} true true true\n`, err: "" }, name);
}

// Long paths, for all of them.
const parts = Array(30).fill("long-\u540d-0123456789");
let path = temp("deep");
os.mkdir(path);
for (const part of parts) {
    path += `\\${part}`;
    equal(os.mkdir(path), 0, `mkdir of ${path.length} units`);
}
ok(path.length > 500);
for (const name of ["x", long]) {
    const file = `${path}\\${name}`;
    std.writeFile(file, "1 + 1");
    equal(std.loadFile(file), "1 + 1");
    equal(std.loadScript(file), 2);
    std.open(file, "a").close();
    const fd = os.open(file, os.O_RDONLY);
    ok(fd >= 0, `open: ${fd}`);
    os.close(fd);
    equal(os.stat(file)[0].size, 5);
    equal(os.utimes(file, 0, 1000), 0);
    equal(os.stat(file)[0].mtime, 1000);
    same(os.readdir(path)[0], [".", "..", name]);
    same(os.realpath(file), [file, 0]);
    equal(os.rename(file, `${path}\\y`), 0);
    equal(os.remove(`${path}\\y`), 0);
}
std.writeFile(`${path}\\imported.js`, "export default import.meta.url;");
std.writeFile(`${path}\\main.js`, "import url from './imported.js'; print(url); print(import.meta.url); import { Worker } from 'os'; const w = new Worker('./worker.js'); w.onmessage = ({ data }) => { print(data); w.onmessage = null; };");
std.writeFile(`${path}\\worker.js`, "import { Worker } from 'os'; import url from './imported.js'; Worker.parent.postMessage(url);");
const slashes = path.replaceAll("\\", "/");
same(runFile(`${path.slice(temp().length + 1)}\\main.js`, std.loadFile(`${path}\\main.js`)),
    { code: 0, out: ["imported", "main", "imported"].map((name) => `file://${slashes}/${name}.js\n`).join(""), err: "" });
for (const name of ["imported.js", "main.js", "worker.js"]) {
    equal(os.remove(`${path}\\${name}`), 0);
}
while (path !== temp("deep")) {
    equal(os.remove(path), 0);
    path = path.slice(0, path.lastIndexOf("\\"));
}

// Folders that hold many, and the root of a drive.
makeFolder("many");
for (let i = 0; i < 300; i++) {
    std.writeFile(temp("many", `\u540d${i}`), "");
}
equal(new Set(os.readdir(temp("many"))[0]).size, 302);
const root = os.readdir("C:\\");
equal(root[1], 0);
same(root[0].slice(0, 2), [".", ".."]);
ok(root[0].map((name) => name.toLowerCase()).includes("windows"), `the root: ${root[0]}`);
same(os.readdir("C:/")[0].length, root[0].length);

// What is no file, and what is no name.
equal(os.stat("NUL")[0].mode & os.S_IFMT, os.S_IFCHR);
equal(os.stat(os.exePath())[0].mode & 0o111, 0o111, "programs can be executed");
for (const call of [(p) => os.stat(p)[1], (p) => os.readdir(p)[1], (p) => os.realpath(p)[1], (p) => -os.mkdir(p), (p) => -os.remove(p), (p) => -os.chdir(p), (p) => -os.open(p, 0), (p) => -os.utimes(p, 1, 1), (p) => -os.rename(p, "x"), (p) => -os.rename(temp(), p)]) {
    ok(call("") > 0, `an empty name: ${call} gives ${call("")}`);
    ok(call(temp("no", "such", "file")) > 0);
    ok(call("a".repeat(40000)) > 0, `too long: ${call}`);
    throws(TypeError, () => call("a\0b"), `${call}`);
    throws(TypeError, () => call(Symbol()), `${call}`);
    equal(throws(Error, () => call({ toString() { throw new Error("mine"); } })).message, "mine");
}
std.writeFile(temp("times"), "");
equal(os.utimes(temp("times"), -2e13, 0), -EINVAL, "before 1601");
equal(os.utimes(temp("times"), 0, 1e15), -EINVAL, "after the year 9999");

// Two names of one file have the same ino; two files do not.
std.writeFile(temp("one"), "1");
std.writeFile(temp("two"), "2");
const ino = (name) => os.stat(temp(name))[0].ino;
ok(ino("one") > 0 && ino("one") === ino("ONE".toLowerCase()) && ino("one") !== ino("two"));
