// Each refusal says its own reason, in words.
import * as std from "std";
import { ProcessError, run } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, interpreter, makeFolder, temp, writeFile } from "./support/children.js";

const fails = (args, options) => throws(ProcessError, () => run(args, options));
const batch = writeFile(temp("x.bat"), "");
for (const [args, options, words] of [
    [[child("true"), "x".repeat(40000)], {}, "the command line is longer than Windows takes"],
    [[child("true")], { stdout: 500 }, "names a descriptor that is not open"],
    [[child("true")], { fds: { 3: 500 } }, "fds names a descriptor that is not open"],
    [[makeFolder("folder")], {}, "is a folder"],
    [["./folder"], { cwd: temp() }, "./folder is a folder"],
    [[child("true")], { uid: 0 }, "Windows has no uid, gid or groups"],
    [[batch, "a\nb"], {}, "an argument holds a line break"],
    [['a"b'], { file: child("true") }, "a program's name cannot hold a double quote"],
    [[child("true")], { timeout: 1000, killSignal: "SIGCHLD" }, "killSignal is no signal that ends a program"],
    [[child("true")], { cwd: batch }, "the working directory is not a folder"],
    [[child("true")], { cwd: temp("none") }, "the working directory does not exist"],
]) {
    const { message } = fails(args, options);
    ok(message.includes(words), `${words}: ${message}`);
}
for (const [name, options] of [["no-such", { usePath: false }], ["C:no-such", {}]]) {
    same(fails([name], options).searched, [name]);
}

// The folders as they were searched, whatever their spelling in PATH.
const folder = makeFolder("on path");
std.setenv("PATH", `"${folder}";; C:\\windows\\system32`);
same(fails(["no-such"]).searched, [folder, "C:\\windows\\system32"]);
std.setenv("PATH", '%NAME%\\bin;"C:\\a;b"\\c;/usr/bin;\\\\server\\share;"C:\\d;e');
same(fails(["no-such"]).searched, ["C:\\a;b\\c", "\\\\server\\share", "C:\\d;e"], "quotes, and what is not searched");
std.unsetenv("PATH");
std.setenv("pAtH", folder);
same(fails(["no-such"]).searched, [folder]);
// No advice for the name of a device, which is in every folder, with every extension.
for (const name of ["con", "NUL", "aux", "com1", "lpt1"]) {
    const { message } = fails([name]);
    ok(message.includes(`looked for ${name} `), message);
}
std.unsetenv("PATHEXT");
ok(fails(["no-such"]).message.includes("(.COM, .EXE, .BAT, .CMD)"));
std.setenv("PATH", "");
ok(fails(["no-such"]).message.includes("it is empty"));

// How it ended, and what it was, in a line that can be read.
ok(fails([child("sleep"), "60000"], { timeout: 100, check: true }).message.endsWith("took too long and was ended by SIGTERM"));
ok(fails([child("exit"), "3", "a b"], { check: true }).message.includes('3 "a b" ended with exit code 3'));
ok(fails([child("exit"), "3", "x".repeat(5000)], { check: true }).message.length < 400);
equal(new ProcessError("x", { errno: 77777 }).errnoName, "errno 77777");

// The end of what it said: five lines, a thousand characters.
const says = (text) => fails([interpreter, "--std", "-e", `std.err.puts(${text}); std.exit(1)`], { check: true }).message;
const shown = says('[..."123456789"].map((n) => `line${n}\\n`).join("")');
ok(shown.endsWith(": line5\nline6\nline7\nline8\nline9"), shown);
const long = says("'y'.repeat(5000)");
ok(long.endsWith(`: ${"y".repeat(1000)}`), long);
