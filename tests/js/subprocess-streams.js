// Streams in every form: files, iterables, other children, lines by any end, prompts, text in its own encoding; what is left is closed.
import * as os from "os";
import { decode, encode, pipeline, ProcessError, run, runAsync, spawn } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, freeFd, longest, readFile, temp, writeFile } from "./support/children.js";

const free = freeFd();
const copy = [child("copy")];
const quiet = { stderr: "null" };
async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("it was kept");
}

// Files.
const sayBoth = [child("sh"), "-c", "echo 1; echo 2 >&2; echo 3"];
const out = temp("out.txt");
same([run(sayBoth, { stdout: { file: out }, stderr: { file: out } }).stdout, readFile(out)], [null, "1\n2\n3\n"]);
run(sayBoth, { cwd: temp(), stdout: { file: "out.txt" }, stderr: { file: "./OUT.txt" } });
equal(readFile(out), "1\n2\n3\n", "one file, spelled in two ways");
run(sayBoth, { cwd: temp(), stdout: { file: "out.txt", append: true }, stderr: "null" });
equal(readFile(out), "1\n2\n3\n1\n3\n");
equal(run(copy, { input: { file: out } }).stdout, readFile(out));
equal(run(copy, { stdin: { file: out } }).stdout, readFile(out));
equal(throws(ProcessError, () => run(copy, { stdin: { file: temp("none") } })).errno, 2);
for (const fd of [2 ** 32 + 1, -(2 ** 32), 2 ** 31]) {
    equal(throws(ProcessError, () => run(copy, { stdout: fd })).errnoName, "EBADF");
}
for (const file of ["", 5, null, undefined, "a\0b"]) {
    throws(TypeError, () => run(copy, { stdout: { file } }));
}

// Iterables, and what another child writes.
equal(run(copy, { input: ["a", new Uint8Array([98]), "c"] }).stdout, "abc");
equal((await runAsync(copy, { input: new Set(["a", "b"]) })).stdout, "ab");
async function* slowly() {
    for (const part of ["x", "y", "z"]) {
        await os.sleepAsync(5);
        yield part;
    }
}
equal((await runAsync(copy, { input: slowly() })).stdout, "xyz");
equal((await pipeline(copy, copy, { input: slowly() })).stdout, "xyz");
throws(TypeError, () => run(copy, { input: slowly() }));
throws(TypeError, () => run(copy, { input: [5] }));
const first = spawn(copy, { ...quiet, input: "from the first" });
const second = spawn(copy, { ...quiet, input: first.stdout });
equal(await second.stdout.text(), "from the first");
await Promise.all([first.wait(), second.wait()]);
const broken = async function* () {
    yield "x";
    throw new Error("mine");
};
equal((await rejected(runAsync(copy, { input: broken() }))).message, "mine");
equal((await runAsync([child("exit"), "3"], { input: (function* () { for (;;) yield "x".repeat(65536); })() })).code, 3, "it need not read on");

// A loop that is left early closes the output: the child's next write fails.
for (const loop of [(stdout) => stdout, (stdout) => stdout.lines()]) {
    const chatty = spawn([child("sh"), "-c", `echo x; exec ${child("spew").replaceAll("\\", "/")} 4000000000`], quiet);
    for await (const piece of loop(chatty.stdout)) {
        break;
    }
    ok((await chatty.wait()).code !== 0);
}

// Lines by another end, and text that ends no line.
const linesOf = async (input, separator) => {
    const one = spawn(copy, { ...quiet, input });
    const found = [];
    for await (const line of one.stdout.lines({ separator })) {
        found.push(line);
    }
    await one.wait();
    return found;
};
same(await linesOf("10%\r20%\r\ndone\nlast", /\r\n|\n|\r/), ["10%", "20%", "done", "last"]);
same(await linesOf("a\0b\0", "\0"), ["a", "b"]);
same(await linesOf("a, b;c", /[,;]\s*/), ["a", "b", "c"]);
const asks = spawn(copy, quiet);
asks.stdin.write("name? ");
equal(await asks.stdout.until("? "), "name? ");
asks.stdin.write("port 80 open\nrest");
equal(await asks.stdout.until(/port \d+ /), "port 80 ");
const late = await rejected(asks.stdout.until("never", { timeout: 50 }));
same([late instanceof ProcessError, late.timedOut], [true, true]);
await asks.stdin.end("!");
equal(await asks.stdout.read({ text: true }), "open\nrest", "what came is for the next reader");
ok((await rejected(asks.stdout.until("never"))).message.includes("ended"));
await asks.wait();

// Text: valid UTF-8 is UTF-8, everything else the OEM code page, a mark decides; no character is cut.
const hidden = { windowsHide: true };
const oem = (text) => run(copy, { ...hidden, input: encode(text, "oem") }).stdout;
equal(run(copy, { input: "grüße 😀" }).stdout, "grüße 😀");
equal(oem("dir ü"), decode(encode("dir ü", "oem"), "oem"));
equal(run(copy, { input: new Uint8Array([0xef, 0xbb, 0xbf, 0x41]) }).stdout, "A");
equal(run(copy, { input: new Uint8Array([0xff, 0xfe, 0xe4, 0x00]) }).stdout, "ä");
equal(decode(encode("ä€😀", "utf-16le"), "utf-16le"), "ä€😀");
equal(decode(encode("é", 850), 850), "é");
const cut = spawn(copy, quiet);
const bytes = encode("😀ä");
const pieces = [];
for (const byte of bytes) {
    await cut.stdin.write(new Uint8Array([byte]));
    await os.sleepAsync(5);
}
cut.stdin.end();
for (let text; (text = await cut.stdout.read({ text: true })) !== null;) {
    pieces.push(text);
}
same([pieces.join(""), pieces.every((text) => !text.includes("\ufffd"))], ["😀ä", true]);
await cut.wait();
const mixed = [...encode("ä\n"), 0x84, 10, ...encode("ß")];
same(await linesOf(new Uint8Array(mixed)), ["ä", decode(new Uint8Array([0x84]), "oem"), "ß"], "each line for itself");

// A pipeline's timedOut is any stage's.
const slow = await pipeline([child("sleep"), longest, "up"], copy, { timeout: 1500 });
same([slow.timedOut, slow.exits[0].timedOut], [true, true]);
equal((await rejected(pipeline([child("sleep"), longest], copy, { timeout: 300, check: true }))).timedOut, true);

// check by a list and by a function; an error says where the output went.
equal(run([child("exit"), "1"], { check: [0, 1] }).code, 1);
throws(ProcessError, () => run([child("exit"), "2"], { check: [0, 1] }));
equal(run([child("exit"), "2"], { check: ({ code }) => code === 2 }).code, 2);
ok(throws(ProcessError, () => run([child("exit"), "2"], { check: true, stderr: "inherit" })).message.includes('stderr is "inherit"'));

// A line is told as soon as its separator is there, however much more of it follows, and in whatever pieces it comes.
async function linesOfPieces(pieces, separator) {
    const one = spawn([child("copy")], quiet);
    const told = [];
    const lines = one.stdout.lines({ separator });
    for (const [piece, ...expected] of pieces) {
        await one.stdin.write(piece);
        for (const line of expected) {
            told.push(line);
            equal((await lines.next()).value, line, `${separator}`);
        }
        await os.sleepAsync(60); // else the pieces may come as one
    }
    await one.stdin.end();
    for await (const line of lines) {
        told.push(line);
    }
    await one.wait();
    return told;
}
same(await linesOfPieces([["1%\r", "1%"], ["\r\n2%\n", "2%"], ["\n"], ["\n3%\r\n", "3%"], ["end"]], /[\r\n]+/), ["1%", "2%", "3%", "end"]);
same(await linesOfPieces([["1\r", "1"], ["\n\r\n", ""], ["2"]], /\r\n|\n|\r/), ["1", "", "2"]);
same(await linesOfPieces([["a, ", "a"], [" b,", "b"], ["c"]], /, */), ["a", "b", "c"]);
same(await linesOfPieces([["a-"], ["-"], ["-b-", "a"], ["--", "b"], ["c--"]], "---"), ["a", "b", "c--"]);
// What follows decides: it is waited for.
same(await linesOfPieces([["a\n"], [" b\n"], ["c\n", "a\n b"]], /\n(?! )/), ["a\n b", "c"]);

// A file is emptied only when everything else is right.
writeFile(temp("kept"), "data");
for (const wrong of [{ priority: "x" }, { fds: { 1: 1 } }, { stderr: "x" }, { check: 5 }]) {
    throws([RangeError, TypeError], () => run(sayBoth, { stdout: { file: temp("kept") }, ...wrong }));
}
equal(readFile(temp("kept")), "data");

// Whatever is read of a child, nothing is left: what no script refers to is closed.
for (let i = 0; i < 40; i++) {
    const one = spawn(sayBoth, i % 4 === 3 ? { maxBuffer: 1 } : {});
    if (i % 4 === 1) {
        for await (const line of one.stdout.lines()) {
            equal(line, "1");
            break;
        }
    } else if (i % 4 === 3) {
        equal((await rejected(one.stdout.text())).errnoName, "ENOBUFS");
    }
    if (i % 4) {
        await one.wait();
    }
}
writeFile(temp("x"), "");
for (let i = 0; i < 100 && freeFd() !== free; i++) {
    await os.sleepAsync(20);
}
equal(freeFd(), free, "no fd is left");
