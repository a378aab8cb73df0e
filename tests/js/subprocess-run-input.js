// `input`: a string or bytes, then end of file. Who does not read it is free not to.
import * as os from "os";
import { run } from "subprocess";
import { equal, throws } from "./support/assert.js";
import { child, freeFd, hash, pattern, temp, writeFile } from "./support/children.js";

const echo = (input, options) => run([child("copy")], { input, ...options }).stdout;
equal(echo("text"), "text");
equal(echo(""), "", "empty: just the end of file");
equal(echo("A\0B"), "A\0B");
const bytes = new Uint8Array([49, 50, 51, 52, 53]);
equal(echo(bytes), "12345");
equal(echo(bytes.buffer), "12345");
equal(echo(bytes.subarray(1, 3)), "23", "a view of a part");
equal(echo(new DataView(bytes.buffer, 3)), "45");
equal(run([child("slurp")], { input: pattern(3000000) }).stdout, `3000000 ${hash(pattern(3000000))}\n`);
equal(run([child("copy")], { stdin: "pipe" }).stdout, "", 'stdin: "pipe" without input is empty');

const fd = freeFd();
equal(run([child("exit"), "4"], { input: new Uint8Array(5000000) }).code, 4, "does not read");
equal(run([child("slurp"), "100", "0", "1000"], { input: new Uint8Array(5000000) }).stdout.split(" ")[0], "1000", "reads a part");
equal(freeFd(), fd);

// Without input: ours.
const file = os.open(writeFile(temp("in.txt"), "from a file"), os.O_RDONLY);
const saved = os.dup(0);
os.dup2(file, 0);
equal(run([child("copy")]).stdout, "from a file");
os.dup2(saved, 0);

throws(TypeError, () => run([child("true")], { input: 5 }));
throws(TypeError, () => run([child("true")], { input: {} }));
throws(TypeError, () => run([child("true")], { input: "x", stdin: "null" }));
throws(TypeError, () => run([child("true")], { input: "x", stdin: 0 }));
