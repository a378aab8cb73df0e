// Paths that begin with \\?\: as a program, a batch file, a script, as cwd and in PATH. cmd.exe
// knows no such names, and . and .. mean nothing behind the prefix: it goes where it is not needed.
import * as os from "os";
import * as std from "std";
import { equal, same } from "./support/assert.js";
import { capture, child, children, copyFile, fromHex, lines, makeFolder, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

const folder = makeFolder("folder");
makeFolder("folder", "sub");
const verbatim = `\\\\?\\${folder}`;
copyFile(child("exit"), temp("folder", "tool.exe"));
writeFile(temp("folder", "say.cmd"), "@echo %~1 from %~nx0\r\n@exit /b 7\r\n");
writeFile(temp("folder", "where.cmd"), "@cd\r\n");
writeFile(temp("folder", "script"), `#!${child("argv")} crt\n`);

function says(args, text, what) {
    const { code, out } = capture(args);
    same([code, out], [7, `${text}\r\n`], what);
}

for (const path of [verbatim, verbatim.replaceAll("\\", "/")]) {
    equal(os.exec([`${path}\\tool.exe`, "5"]), 5, path);
    says([`${path}\\say.cmd`, "a b"], "a b from say.cmd", path);
    says([`${path}\\say`, "a+b"], "a+b from say.cmd", path);
}
equal(
    lines(capture([`${verbatim}\\script`]).out).map(fromHex)[1].toLowerCase(),
    temp("folder", "script").replaceAll("\\", "/").toLowerCase(),
    "an interpreter is told a name that it knows",
);

// As cwd: relative names in it, and what starts there.
for (const name of ["tool", ".\\tool", "./tool.exe", "../folder/tool", "sub\\..\\tool"]) {
    equal(os.exec([name, "6"], { cwd: verbatim, usePath: false }), 6, name);
}
equal(os.exec(["../tool", "6"], { cwd: `${verbatim}\\sub` }), 6);
equal(capture([".\\where.cmd"], { cwd: verbatim }).out.trim().toLowerCase(), folder.toLowerCase());
equal(capture(["cmd", "/c", "cd"], { cwd: verbatim }).out.trim().toLowerCase(), folder.toLowerCase());

// In PATH.
std.setenv("PATH", `${verbatim};${children}`);
equal(os.exec(["tool", "8"]), 8);
equal(capture(["say", "x"]).out, "x from say.cmd\r\n");

// A script by such a name says where it is as any other does.
writeFile(temp("folder", "url.mjs"), "print(import.meta.url);");
equal(run([`${verbatim}\\url.mjs`]).out, `file://${folder.replaceAll("\\", "/")}/url.mjs\n`);
