// A pipe is binary: every byte comes out as it went in, also through std.fdopen; a read takes what
// is there.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import { readAll, writeAll } from "./support/children.js";

const [reading, writing] = os.pipe();
ok(reading > 2 && writing > 2 && reading !== writing);
const all = Uint8Array.from({ length: 256 }, (_, i) => i);
equal(writeAll(writing, all), 256);
const back = new Uint8Array(1000);
equal(os.read(reading, back.buffer, 0, 1000), 256, "what is there");
same([...back.subarray(0, 256)], [...all]);
equal(writeAll(writing, "a\r\nb\nc\u001ad\n"), 9);
os.close(writing);
same([...readAll(reading)], [97, 13, 10, 98, 10, 99, 26, 100, 10]);

const pair = os.pipe();
const out = std.fdopen(pair[1], "w"),
    input = std.fdopen(pair[0], "r");
out.puts("line\r\nx\u001ay\n");
out.close();
equal(input.getline(), "line\r", "no translation");
equal(input.getline(), "x\u001ay");
equal(input.getline(), null);
input.close();
