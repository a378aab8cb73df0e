// A command line over 32,767 UTF-16 units (8,191 through cmd.exe), the NUL at its end included:
// -E2BIG, and nothing is started.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { capture, child, exists, fromHex, lines, temp, writeFile } from "./support/children.js";
import { E2BIG, ENOENT } from "./support/errno.js";

// "x " and the rest make `units` with the NUL.
function verbatim(units) {
    return ["x", "count", "y".repeat(units - "x count ".length - 1)];
}
const options = { file: child("true"), windowsVerbatimArguments: true };
equal(os.exec(verbatim(32767), options), 0, "just fits");
for (const units of [32768, 32769, 40000, 65535, 65536, 65537, 100000]) {
    const error = {};
    equal(os.exec(verbatim(units), options, error), -E2BIG, `${units} units`);
    equal(error.errno, E2BIG);
}

// The longest line arrives whole.
const raw = fromHex(
    lines(
        capture(["x", "raw", "z".repeat(32767 - 7)], { file: child("argv"), windowsVerbatimArguments: true })
            .out,
    )[0],
);
equal(raw.length, 32766);

// With quoting: an argument of quotes doubles.
equal(os.exec([child("true"), '"'.repeat(16000)]), 0);
equal(os.exec([child("true"), '"'.repeat(16400)]), -E2BIG);
equal(os.exec([child("true"), ...new Array(20000).fill("a")]), -E2BIG, "20,000 arguments");
equal(os.exec([child("true"), ...new Array(65534).fill("")]), -E2BIG, "the most arguments");
equal(os.exec([child("true"), "x".repeat(10 << 20)]), -E2BIG, "ten million units");
equal(os.exec(["x".repeat(10 << 20)]) < 0, true, "a name of ten million units");
for (const units of [1000, 32600, 32767, 40000, 65540, 1 << 20]) {
    equal(os.exec(["x".repeat(units)], { usePath: false, cwd: temp() }), -ENOENT, `a name of ${units} units in cwd`);
}

const marker = temp("marker");
equal(os.exec([child("chain"), "1", marker, "0", "1", "x".repeat(33000)]), -E2BIG);
ok(!exists(marker));

const batch = writeFile(temp("long.bat"), `@echo x>"${marker}"\r\n`);
equal(os.exec([batch, "x".repeat(7000)]), 0);
os.remove(marker);
equal(os.exec([batch, "x".repeat(8191)]), -E2BIG, "through cmd.exe");
equal(os.exec([batch, ...new Array(3000).fill("abc")]), -E2BIG);
equal(os.exec(["cmd", "/c", `echo ${"x".repeat(8191)}`]), -E2BIG, "cmd itself");
ok(!exists(marker));
