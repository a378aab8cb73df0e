// examples/backup.js: robocopy's bits, with a stand-in that ends with a given code.
import * as std from "std";
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { interpreter, temp, writeFile } from "./support/children.js";

const example = import.meta.url.replace(/^file:\/\//, "").replace("tests/js/example-backup.js", "examples/backup.js");
const stand_in = writeFile(temp("copy.bat"), "@echo %1 %2 %3\r\n@exit /b %QP_CODE%\r\n");
const backUp = (code) => run([interpreter, example, "--with", stand_in, "C:\\from here", "C:\\to"], { env: { QP_CODE: code } });

for (const [code, exit, word] of [[0, 0, "nothing to do"], [1, 0, "copied"], [3, 0, "does not have"], [7, 0, "folders"], [8, 1, "could not"], [16, 1, "serious"]]) {
    const result = backUp(code);
    equal(result.code, exit, `robocopy's ${code}`);
    ok(result.stdout.includes(word) && result.stdout.includes("C:\\from here -> C:\\to"), result.stdout);
    equal(result.stderr.includes("/MIR"), exit !== 0, "what it has said, after a failure");
}

const missing = run([interpreter, example, "--with", "no-such-program", "a", "b"]);
equal(missing.code, 2);
ok(missing.stderr.includes("no-such-program"), missing.stderr);
equal(run([interpreter, example]).code, 2);
ok(std.loadFile(example).includes("robocopy"));
