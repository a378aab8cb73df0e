// std.exit(n): all 32 bits, and everything printed before arrives.
import { equal, same } from "./support/assert.js";
import { run, runScript } from "./support/interpreter.js";

const codes = [0, 1, 2, 3, 127, 128, 255, 256, 257, 259, 65535, 65536, 0x7fffffff, 0x80000000, 0xc000013b, 0xfffffffe, 0xffffffff];
for (const code of codes) {
    equal(run(["--std", "-e", `std.exit(${code})`]).code, code, `exit(${code})`);
}
equal(run(["--std", "-e", "std.exit(-1)"]).code, 0xffffffff);
equal(run(["--std", "-e", "std.exit(-2147483648)"]).code, 0x80000000);
equal(run(["--std", "-e", "std.exit(4294967296 + 7)"]).code, 7);
equal(run(["--std", "-e", "std.exit()"]).code, 0);

equal(runScript("").code, 0, "an empty script");
equal(runScript("// nothing").code, 0);
equal(runScript("#!/usr/bin/env quickproc\nprint(1)").out, "1\n", "a script with a #! line");
equal(runScript("\ufeffprint(1)").out, "1\n", "a script with a byte order mark");

same(runScript("import * as std from 'std'; std.out.puts('a'); print('b'); std.err.puts('c'); std.exit(3); print('d');"),
    { code: 3, out: "ab\n", err: "c" });
equal(runScript("import * as os from 'os'; import * as std from 'std'; os.setTimeout(() => std.exit(9), 10); os.setInterval(() => {}, 1);").code, 9);
equal(runScript("import * as os from 'os'; os.setTimeout(() => print('later'), 10); print('now');").out, "now\nlater\n");
