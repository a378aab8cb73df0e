// std.open and its like: modes, errors, bytes as they are.
import * as os from "os";
import * as std from "std";
import { equal, ok, same, throws } from "./support/assert.js";
import { capture, child, exists, readBytes, readFile, script, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

const path = temp("file.txt");
const E = std.Error;

function opened(mode, errorObj) {
    return std.open(path, mode, errorObj);
}

// Errors as numbers, in the optional third argument.
const error = {};
equal(opened("r", error), null);
equal(error.errno, E.ENOENT);
equal(opened("r"), null);
const file = opened("w", error);
equal(error.errno, 0);
file.close();
equal(std.open(temp(), "w", error), null);
ok(error.errno === E.EACCES || error.errno === 21, `a folder: ${error.errno}`);
equal(std.open(temp("no", "such"), "w", error), null);
equal(error.errno, E.ENOENT);
equal(std.open("", "r", error), null);
equal(error.errno, E.ENOENT);
for (const mode of ["", "b", "+", "x", "br", "rr", "rw", "wa"]) {
    error.errno = 0;
    equal(opened(mode, error), null, `mode "${mode}"`);
    equal(error.errno, E.EINVAL, `mode "${mode}"`);
}
for (const mode of ["q", "r,ccs=UTF-8", "rt", " r", undefined, null, {}]) {
    throws(TypeError, () => opened(mode), `mode ${mode}`);
}
throws(TypeError, () => std.open("a\0b", "r"));
throws(TypeError, () => std.open(Symbol(), "r"));
equal(throws(Error, () => std.open({ toString() { throw new Error("mine"); } }, "r")).message, "mine");
throws(Error, () => std.open(temp("none"), "r", Object.freeze({})), "a frozen errorObj");
equal(std.open(temp("none"), "r", undefined), null);

// What each mode does with "old" in the file: what it reads, what it leaves after writing "X".
function afterwards(mode, before) {
    os.remove(path);
    if (before !== null) {
        writeFile(path, before);
    }
    const file = opened(mode, error);
    if (file === null) {
        return error.errno;
    }
    const read = file.readAsString();
    file.seek(0, std.SEEK_CUR);
    file.puts("X");
    file.close();
    return [read, readFile(path)];
}
for (const b of ["", "b"]) {
    same(afterwards(`r${b}`, "old"), ["old", "old"]);
    same(afterwards(`r${b}+`, "old"), ["old", "oldX"]);
    same(afterwards(`w${b}`, "old"), ["", "X"]);
    same(afterwards(`w${b}+`, "old"), ["", "X"]);
    same(afterwards(`a${b}`, "old"), ["", "oldX"]);
    same(afterwards(`a${b}+`, "old")[1], "oldX");
    same(afterwards(`w${b}x`, "old"), E.EEXIST);
    same(afterwards(`w${b}x`, null), ["", "X"]);
    same(afterwards(`r${b}`, null), E.ENOENT);
    same(afterwards(`r${b}+`, null), E.ENOENT);
    same(afterwards(`a${b}`, null), ["", "X"]);
}

// Every byte arrives as it is, in both directions: no CR is added or lost, nothing ends at Ctrl+Z.
const bytes = Uint8Array.from({ length: 512 }, (_, i) => [13, 10, 26, 0, i & 255, 10][i % 6]);
for (const mode of ["w", "wb"]) {
    const out = opened(mode);
    out.write(bytes.buffer, 0, bytes.length);
    out.puts("a\nb\r\n\x1a");
    out.printf("%d\n", 5);
    out.close();
    same([...readBytes(path)], [...bytes, 97, 10, 98, 13, 10, 26, 53, 10], mode);
    equal(opened("r").readAsArrayBuffer().byteLength, bytes.length + 8);
}
std.writeFile(path, "a\nb\r\n\x1a\u{1f600}");
equal(readFile(path), "a\nb\r\n\x1a\u{1f600}");
equal(std.loadFile(path), "a\nb\r\n\x1a\u{1f600}");
same([...std.loadFile(path, { binary: true })].slice(0, 6), [97, 10, 98, 13, 10, 26]);
std.writeFile(path, bytes.buffer);
same([...readBytes(path)], [...bytes]);
std.writeFile(path, new Uint16Array([0x0a0d, 0x1a]));
same([...readBytes(path)], [13, 10, 26, 0]);
for (const empty of ["", undefined, new ArrayBuffer(0)]) {
    std.writeFile(path, empty);
    equal(std.loadFile(path), "");
    equal(std.loadFile(path, { binary: true }).length, 0);
}
std.writeFile(path, 12.5);
equal(std.loadFile(path), "12.5");
std.writeFile(path, "x".repeat(3e6));
equal(std.loadFile(path).length, 3e6);
const stillOpen = opened("w");
stillOpen.puts("so far");
stillOpen.flush();
equal(std.loadFile(path), "so far", "a file that is being written");
stillOpen.close();
equal(std.loadFile(temp("none")), null);
equal(std.loadFile(temp()), null);
throws(Error, () => std.writeFile(temp("no", "such"), "x"));
throws(TypeError, () => std.writeFile("a\0b", "x"));
equal(exists("a"), false);
equal(throws(Error, () => std.loadFile(path, { get binary() { throw new Error("mine"); } })).message, "mine");

// What is no buffer is text; a buffer that was given away is none.
std.writeFile(path, { buffer: 5, toString: () => "own text" });
equal(std.loadFile(path), "own text");
const given = new Uint8Array(4);
given.buffer.transfer();
throws(TypeError, () => std.writeFile(path, given));
for (const call of [std.loadFile, std.loadScript, (name) => std.writeFile(name, "x"), (name) => std.open(name, "r")]) {
    equal(throws(Error, () => call({ toString() { throw new Error("mine"); } })).message, "mine", String(call));
    throws(TypeError, () => call("a\0b"), String(call));
}

// loadScript: in the global scope, with the file's name in errors.
std.writeFile(path, "var loaded = 5; function later() { throw new Error('x'); } 'value'");
equal(std.loadScript(path), "value");
equal(globalThis.loaded, 5);
ok(throws(Error, () => globalThis.later()).stack.includes("file.txt:1:"));
throws(ReferenceError, () => std.loadScript(temp("none")));
std.writeFile(path, "let 5");
throws(SyntaxError, () => std.loadScript(path));

// A name is converted once, before the rest, whatever comes of it.
for (const [name, call] of Object.entries({
    open: (file) => std.open(file, "r"),
    loadFile: std.loadFile,
    loadScript: std.loadScript,
    writeFile: (file) => std.writeFile(file, { toString: () => globalThis.ran.push("data") }),
})) {
    const ran = [];
    globalThis.ran = ran;
    const changing = { toString: () => ran.push("name") === 1 ? temp("no", "such") : path };
    let message = "no such";
    try {
        call(changing);
    } catch (error) {
        message = error.message;
    }
    equal(ran.filter((what) => what === "name").length, 1, name);
    equal(ran[0], "name", name);
    ok(/no.such/.test(message), `${name}: ${message}`);
}

// A mode is converted once, too; no rights given are all.
os.remove(path);
let asked = 0;
std.open(path, { toString: () => (asked++ === 0 ? "w" : "r") }).close();
equal(asked, 1);
os.remove(path);
os.close(os.open(path, os.O_WRONLY | os.O_CREAT, undefined));
ok((os.stat(path)[0].mode & 0o200) !== 0, "it may be written");

// "a" appends in the system, not in the C runtime: together with children, and with others that write.
os.remove(path);
const log = opened("a");
log.puts("one\n");
log.flush();
equal(os.exec([child("append"), "two"], { stdout: log.fileno() }), 0);
log.puts("three\n");
log.flush();
const other = opened("a");
other.puts("four\n");
other.close();
log.puts("five\n");
log.close();
same(readFile(path).replaceAll("\r", "").split("\n").filter((line) => line !== ""), ["one", "two", "three", "four", "five"]);

// A file is closed when nobody refers to it any more.
opened("a");
std.gc();
equal(os.remove(path), 0);

// Standard streams: bytes as they are.
const echo = run(["--std", "-e", "const all = std.in.readAsArrayBuffer(); std.out.write(all, 0, all.byteLength); std.err.puts('a\\r\\nb\\n');"],
    { input: "a\nb\r\n\x1ac\n" });
same(echo, { code: 0, out: "a\nb\r\n\x1ac\n", err: "a\r\nb\n" });
equal(run(["--std", "-e", "print(JSON.stringify([std.in.getline(), std.in.getline(), std.in.getline()]))"], { input: "a\nb\r\n" }).out, '["a","b\\r",null]\n');
equal(capture([child("exit"), "3"]).code, 3);

// Positions of more than 32 bits.
const far = temp("far");
std.writeFile(far, "x");
for (const position of [2 ** 31, 3000000000, 2 ** 32 + 5, 5000000000n]) {
    const fd = os.open(far, os.O_RDWR);
    equal(os.seek(fd, position, std.SEEK_SET), position, `os.seek ${position}`);
    equal(os.seek(fd, -1, std.SEEK_CUR), Number(position) - 1, `os.seek back from ${position}`);
    os.close(fd);
    const file = std.open(far, "r");
    equal(file.seek(position, std.SEEK_SET), 0, `seek ${position}`);
    equal(file.tell(), Number(position), `tell ${position}`);
    equal(file.tello(), BigInt(position), `tello ${position}`);
    file.close();
}
equal(os.stat(far)[0].size, 1, "nothing was written there");

// What standard output keeps counts for its position, and is not written for that.
const both = os.open(temp("both"), os.O_RDWR | os.O_CREAT, 0o666);
equal(os.exec(script(`std.out.puts("abc"); std.err.puts(String(std.out.tell())); std.out.puts("d");`), { stdout: both, stderr: both }), 0);
os.close(both);
equal(std.loadFile(temp("both")), "3abcd");
