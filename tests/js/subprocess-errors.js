// What cannot be started throws an Error that says what was started, where it was looked for, what Windows says, and the errno.
import * as std from "std";
import { ProcessError, run, spawn } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, freeFd, makeFolder, temp, writeFile } from "./support/children.js";

const free = freeFd();
const fails = (args, options) => throws(ProcessError, () => run(args, options));
function says(error, ...parts) {
    for (const part of parts) {
        ok(error.message.includes(part), `"${part}" in: ${error.message}`);
    }
}

const folder = makeFolder("on path");
std.setenv("PATH", `${folder};C:\\windows\\system32`);
const missing = fails(["no-such-program", "x"]);
equal(missing.errno, 2);
equal(missing.errnoName, "ENOENT");
equal(missing.code, null);
equal(missing.pid, null);
same(missing.args, ["no-such-program", "x"]);
same(missing.searched, [folder, "C:\\windows\\system32"]);
says(missing, "no-such-program", folder, "ENOENT", "PATH");
ok(missing.message.length > 60, "Windows' own words are there");

const path = fails([temp("nowhere.exe")]);
equal(path.errno, 2);
same(path.searched, [temp("nowhere.exe")]);
says(path, temp("nowhere.exe"));
says(fails(["tools\\x.exe"], { cwd: folder }), "tools\\x.exe", folder);
says(fails(["x"], { usePath: false, cwd: folder }), folder);

const nowhere = fails([child("true")], { cwd: temp("no-folder") });
equal(nowhere.errno, 2);
says(nowhere, temp("no-folder"), "working directory");
equal(fails([child("true")], { cwd: writeFile(temp("file"), "") }).errno, 20);

const script = fails([writeFile(temp("script"), "#!/usr/bin/env no-such-interpreter\n")]);
equal(script.errno, 2);
says(script, temp("script"), "its #! line needs no-such-interpreter");
ok(!fails([child("true"), "x"], { uid: 0 }).message.includes("#!"), "a program has no such line");
says(fails([writeFile(temp("x.ps1"), "exit 0")]), "powershell -File");
says(fails(["y.ps1"]), "powershell -File y.ps1");
says(fails([temp("none.vbs")]), "cscript //nologo");

// A bare name whose file is in PATH and that Windows does not start: what does.
const tools = makeFolder("tools on path");
for (const [file, words] of [["deploy.ps1", "powershell -File"], ["old.vbs", "cscript //nologo"], ["job.py", "run it with py"], ["app.jar", "java -jar"]]) {
    const there = writeFile(`${tools}\\${file}`, "x");
    const env = { PATH: `C:\\windows;${tools}\\` };
    says(fails([file.replace(/\..*/, "")], { env }), words, there);
    says(fails([file], { env }), words, there);
}
writeFile(`${tools}\\only.cmd`, "@exit 0");
const short = std.getenv("PATHEXT");
std.setenv("PATHEXT", ".EXE");
says(fails(["only"], { env: { PATH: tools } }), `${tools}\\only.cmd exists, but PATHEXT lacks .cmd`);
std.setenv("PATHEXT", short ?? ".COM;.EXE;.BAT;.CMD");
equal(run(["only"], { env: { PATH: tools } }).code, 0);
says(fails(["dir"], { env: { PATH: tools } }), "dir is a command of cmd.exe", "shell");
says(fails(["dir"], { cwd: temp("no-folder") }), "working directory");
// cmd.exe would find it in the current directory; here that takes a path.
const work = makeFolder("work");
writeFile(`${work}\\deploy it.cmd`, "@exit 0");
for (const name of ["deploy it", "deploy it.cmd"]) {
    says(fails([name], { cwd: work }), `${work}\\deploy it.cmd is in the working directory`, `write ./${name}`);
    equal(run([`./${name}`], { cwd: work }).code, 0);
}
writeFile(temp("own.bat"), "@exit 0");
says(fails(["own"]), "own.bat is in the working directory", "write ./own");
const unknown = fails(["no-such"], { env: { PATH: tools } }).message;
ok(unknown.includes("looked for no-such"), unknown);
says(fails(["cmd", "/c", "echo a\necho b"]), "cmd.exe reads one line: join commands with &&");

const text = writeFile(temp("text.exe"), "no program at all");
const bad = fails([text]);
equal(bad.errno, 8);
equal(bad.errnoName, "ENOEXEC");
ok(bad.windowsError > 0, "CreateProcessW's own error");
says(bad, text, "ENOEXEC");
equal(fails([folder]).errno, 13);
equal(fails([child("true"), "x".repeat(40000)]).errno, 7);
equal(fails([writeFile(temp("x.bat"), ""), "a\nb"]).errno, 22);
equal(fails([child("true")], { uid: 0 }).errno, 129);
equal(fails([child("true"), "x"], { file: "other-name" }).searched.length, 2);
equal(throws(ProcessError, () => spawn(["no-such-program"])).errno, 2);
// spawn says the same as run.
for (const [args, options] of [[[text]], [[child("true")], { uid: 0 }], [[folder]], [[child("true")], { cwd: temp("no-folder") }]]) {
    const [one, other] = [fails(args, options), throws(ProcessError, () => spawn(args, options))];
    same([other.message, other.errno, other.windowsError], [one.message, one.errno, one.windowsError]);
}

// Wrong as a program: nothing is started, and it is a TypeError.
for (const args of [undefined, null, 5, {}, [], "cmd"]) {
    throws(TypeError, () => run(args));
}
throws(TypeError, () => run(["a\0b"]));
throws(TypeError, () => run([Symbol("x")]));
let conversions = 0;
run([child("true"), { toString: () => String(conversions++) }]);
equal(conversions, 1, "toString runs once");
throws(TypeError, () => run([child("true")], { encoding: "latin-9" }));
throws(TypeError, () => run([child("true")], { env: { "": "x" } }));
throws(TypeError, () => run([child("true")], null));
equal(throws(Error, () => run([child("true")], { get cwd() { throw new Error("mine"); } })).message, "mine");
equal(freeFd(), free, "no fd is left");
