// `encoding`: "oem" and "ansi" are the system's code pages, in both directions; null is bytes.
import { decode, encode, run, spawn } from "subprocess";
import { equal, note, ok, same, throws } from "./support/assert.js";
import { child, lines } from "./support/children.js";

// The system's own code pages, from the registry; a console shows in which one it writes.
function registered(name) {
    const { stdout } = run(["reg", "query", "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage", "/v", name]);
    return Number(/(\d+)\s*$/.exec(stdout)?.[1]);
}

// Byte 0x84 and byte 0xe4: what they are in some code pages. The others are not looked at here.
const at84 = { 437: "ä", 850: "ä", 852: "ä", 858: "ä", 1252: "„", 1250: "„", 1251: "„" };
const atE4 = { 437: "Σ", 850: "õ", 852: "ń", 858: "õ", 1252: "ä", 1250: "ä", 1251: "д" };
const input = new Uint8Array([65, 0x84, 0xe4, 66, 13, 10]);
// A child with a console of its own writes in the OEM code page, whatever ours is set to.
for (const [encoding, name, options] of [["oem", "OEMCP", { windowsHide: true }], ["ansi", "ACP", {}]]) {
    const page = registered(name);
    if (!at84[page]) {
        note(`code page ${page} is not looked at`);
        continue;
    }
    const expected = `A${at84[page]}${atE4[page]}B\r\n`;
    equal(run([child("copy")], { ...options, input, encoding }).stdout, expected, encoding);
    same([...run([child("slurp")], { ...options, input: expected, encoding }).stdout.split(" ")[0]], ["6"], "input too");
    const back = run([child("copy")], { ...options, input: expected, encoding });
    equal(back.stdout, expected, "there and back");
    // And in the streams of a program that is talked to.
    const copy = async (bytes, what) => {
        const talked = spawn([child("copy")], { ...options, encoding });
        await talked.stdin.write(bytes);
        await talked.stdin.end();
        const result = await what(talked.stdout);
        await talked.wait();
        return result;
    };
    same([...(await copy(expected, (stdout) => stdout.bytes()))], [...input], "as bytes");
    equal(await copy(input, (stdout) => stdout.text()), expected, "as text");
    equal(await copy(input, async (stdout) => (await stdout.lines().next()).value), expected.trim(), "as lines");
}
equal(run([child("copy")], { encoding: "oem", input: "plain" }).stdout, "plain");
equal(run([child("copy")], { encoding: "ansi", input: "" }).stdout, "");
ok(run([child("copy")], { encoding: null, input: "ä" }).stdout.length === 2, "bytes of a string are UTF-8");
equal(lines(run(["cmd", "/c", "echo words"], { encoding: "oem" }).stdout)[0], "words");

for (const encoding of ["", "UTF-16", "437", 4370, 0, -1, 65536, 1.5, {}, true]) {
    throws(TypeError, () => run([child("true")], { encoding }));
}

// What is not UTF-8, in either direction: U+FFFD as WHATWG's Encoding standard has it. Half a surrogate pair has no UTF-8.
same([...encode("a\ud800b\udc00\ud83d")], [97, 239, 191, 189, 98, 239, 191, 189, 239, 191, 189]);
equal(decode(encode("\ud83d\ude00")), "\u{1f600}");
for (const [bytes, text] of [
    [[0xed, 0xa0, 0x80], "\ufffd\ufffd\ufffd"], [[97, 0xf0, 0x9f, 0x98], "a\ufffd"], [[0xc0, 0x80, 98], "\ufffd\ufffdb"], [[0xe2, 0x82, 98], "\ufffdb"],
]) {
    const raw = new Uint8Array(bytes);
    equal(decode(raw, "utf-8"), text);
    equal(run([child("copy")], { input: raw, encoding: "utf-8" }).stdout, text);
    equal(await copyAs(raw, "utf-8"), text, "byte by byte");
}
equal(run([child("copy")], { input: "\ud800" }).stdout, "\ufffd");

async function copyAs(bytes, encoding) {
    const one = spawn([child("copy")], { encoding, stderr: "null" });
    let text = "";
    for (const byte of bytes) {
        await one.stdin.write(new Uint8Array([byte]));
    }
    await one.stdin.end();
    for (;;) {
        const more = await one.stdout.read({ text: true });
        if (more === null) {
            break;
        }
        text += more;
    }
    await one.wait();
    return text;
}
