// What a child writes: pieces, lines, all of it; leaving a loop loses nothing.
import { spawn } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { child, hash, pattern } from "./support/children.js";

async function collect(iterable) {
    const all = [];
    for await (const item of iterable) {
        all.push(item);
    }
    return all;
}

const pieces = spawn([child("spew"), "300000"], { stderr: "null" });
let total = 0;
for await (const bytes of pieces.stdout) {
    ok(bytes instanceof Uint8Array && bytes.length > 0);
    total += bytes.length;
}
equal(total, 300000);
await pieces.wait();
equal(await pieces.stdout.read(), null, "the end stays the end");

const whole = spawn([child("spew"), "300000", "100000"]);
const [stdout, stderr] = await Promise.all([whole.stdout.bytes(), whole.stderr.bytes()]);
equal(hash(stdout), hash(pattern(300000)));
equal(hash(stderr), hash(pattern(100000)));
await whole.wait();

function copy(text) {
    const started = spawn([child("copy")], { input: text, stderr: "null" });
    return started.stdout;
}
same(await collect(copy("a\nb\r\n\n\r\nlast").lines()), ["a", "b", "", "", "last"]);
same(await collect(copy("a\n").lines()), ["a"]);
same(await collect(copy("").lines()), []);
same(await collect(copy("\r").lines()), [""]);
same(await collect(copy("grüße\nß\n").lines()), ["grüße", "ß"]);
const long = "x".repeat(200000);
same(await collect(copy(`${long}\n${long}y`).lines()), [long, `${long}y`], "lines longer than a piece");

// Leaving a loop, and going on.
const left = copy("1\n2\n3\n4\nrest");
for await (const line of left.lines({ keepOpen: true })) {
    if (line === "2") {
        break;
    }
}
for await (const line of left.lines({ keepOpen: true })) {
    equal(line, "3");
    break;
}
equal(await left.text(), "4\nrest");

// Who reads in between has what comes next, and the lines go on after it.
const divided = copy("1\n2\n3\n");
const between = divided.lines();
equal((await between.next()).value, "1");
same([...(await divided.read())], [50, 10, 51, 10]);
ok((await between.next()).done, "that was all");
const ending = copy("");
same(await Promise.all([ending.read(), ending.read(), ending.read()]), [null, null, null], "each is told of the end");

// Many lines in one piece: whoever reads on has just what was not told, text and bytes; a mark is none of a line's text.
const block = copy("\ufeff1\r\n\n2\n\ufeff3\n4 ü\n5\nend");
const told = block.lines({ keepOpen: true });
same([(await told.next()).value, (await told.next()).value], ["1", ""]);
equal(await block.until(/ü/), "2\n\ufeff3\n4 ü");
equal((await told.next()).value, "");
same([...(await block.read())], [53, 10, 101, 110, 100]);
ok((await told.next()).done);
same(await collect(copy("1\n\ufeff2\n3\n").lines()), ["1", "2", "3"]);
same(await collect(copy(`${"x\n".repeat(100000)}y`).lines()).then((lines) => [lines.length, lines[99999], lines[100000]]), [100001, "x", "y"]);

// Nothing more is wanted.
const closed = spawn([child("spew"), "4000000000"], { stderr: "null" });
ok((await closed.stdout.read()).length > 0);
closed.stdout.close();
equal(await closed.stdout.read(), null);
equal((await closed.wait()).code, 1, "its next write has failed");

// Several readers at once share the pieces.
const shared = copy("ab");
same((await Promise.all([shared.read(), shared.read()])).map((bytes) => bytes?.length ?? 0), [2, 0]);
