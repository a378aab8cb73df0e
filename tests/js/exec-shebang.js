// A file that begins with #! runs its interpreter as a POSIX kernel does: the named path if it
// exists, else its last component searched in PATH; `/usr/bin/env X` is X; one optional argument. A
// name without extension may be such a script.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import { capture, child, children, copyFile, fromHex, lines, makeFolder, temp, writeFile } from "./support/children.js";
import { ELOOP, ENOENT, ENOEXEC } from "./support/errno.js";

std.setenv("PATH", `${children};${makeFolder("bin")};${std.getenv("PATH")}`);

// The arguments that the interpreter of this script gets; the script's own path as "SCRIPT".
function arguments_(path, args = [], options = {}) {
    const result = capture([path, ...args], options);
    equal(result.code, 0, result.out);
    return lines(result.out)
        .map(fromHex)
        .slice(1)
        .map((word) => (word.toLowerCase().includes("script") ? "SCRIPT" : word));
}

const script = writeFile(temp("script"), `#!${child("argv")} crt\nbody\n`);
same(arguments_(script), ["SCRIPT"], "a Windows path");
same(arguments_(script, ["a b", "", 'c"d']), ["SCRIPT", "a b", "", 'c"d'], "arguments follow the script");
const own = fromHex(lines(capture([script]).out)[1]);
ok(!own.includes("\\") && own.endsWith("/script"), `its own path, as dirname wants it: ${own}`);
writeFile(script, `#!${child("argv").replaceAll("\\", "/")} crt\n`);
same(arguments_(script, ["x"]), ["SCRIPT", "x"], "forward slashes");
writeFile(script, "#!/no/such/folder/argv crt\n");
same(arguments_(script, ["x"]), ["SCRIPT", "x"], "the last component in PATH");
writeFile(script, "#! /usr/bin/env argv crt\r\n");
same(arguments_(script, ["x"]), ["SCRIPT", "x"], "env, a space, CR LF");
writeFile(script, "#!/usr/bin/env argv");
same(arguments_(script, ["x"]), ["x"], "no argument and no line end: the script is argv's mode word");

// A path of Windows with blanks, up to its extension; its first word is no program.
copyFile(child("false"), temp("my.exe"));
const blank = copyFile(child("argv"), `${makeFolder("my tools")}\\argv 2.exe`);
for (const path of [blank, blank.replaceAll("\\", "/"), blank.toUpperCase()]) {
    writeFile(script, `#!${path} crt \n`);
    same(arguments_(script, ["x"]), ["SCRIPT", "x"], path);
}
writeFile(script, `#!${temp("my none", "argv.exe")} crt\n`);
same(arguments_(script, ["x"]), ["SCRIPT", "x"], "the last component in PATH");

// One optional argument, with all its spaces.
writeFile(script, "#!/x/argv  one two  \n");
same(arguments_(script, ["x"]), ["SCRIPT", "x"], "the argument is one word");
writeFile(temp("bin", "named-script"), "#!/bin/sh\necho $1 $#\nexit 5\n");
const named = capture(["named-script", "first", "second"]);
equal(named.out, "first 2\n", "found in PATH without extension");
equal(named.code, 5);
writeFile(temp("bin", "dotted-script.sh"), "#!/bin/sh\nexit 6\n");
equal(os.exec(["dotted-script.sh"]), 6, "with an extension of its own");
equal(os.exec(["./dotted-script.sh"], { cwd: temp("bin") }), 6, "in cwd");
equal(os.exec(["dotted-script.sh"], { cwd: temp("bin"), usePath: false }), 6);

// Somebody has it open, an editor perhaps.
const open = os.open(script, os.O_RDWR);
ok(open >= 0);
same(arguments_(script, ["x"]), ["SCRIPT", "x"], "while it is open for writing");
os.close(open);

// What is neither a program nor a script.
const text = writeFile(temp("text"), "just text\n");
equal(os.exec([text]), -ENOEXEC);
equal(os.exec([writeFile(temp("empty"), "")]), -ENOEXEC, "an empty file");
equal(os.exec([writeFile(temp("only"), "#!")]), -ENOEXEC, "no interpreter");
equal(os.exec([writeFile(temp("blank"), "#!   \n")]), -ENOEXEC, "a blank interpreter");
equal(os.exec([writeFile(temp("fake.exe"), "this is no image\n")]), -ENOEXEC, "an .exe that is none");
equal(
    os.exec([writeFile(temp("lost"), "#!/bin/no-such-interpreter\n")]),
    -ENOENT,
    "an interpreter that is nowhere",
);
// One script runs the next: four at most.
const scripts = [child("argv")];
for (let i = 1; i <= 5; i++) {
    scripts.push(writeFile(temp(`script${i}`), `#!${scripts[i - 1]}${i === 1 ? " crt" : ""}\n`));
}
same(arguments_(scripts[4], ["x"]), ["SCRIPT", "SCRIPT", "SCRIPT", "SCRIPT", "x"]);
equal(os.exec([scripts[5]]), -ELOOP);

// Last: without an end to it the stack ends, which Wine 8 tells nobody.
const loop = temp("loop");
equal(os.exec([writeFile(loop, `#!${loop}\n`)]), -ELOOP, "a script that names itself");
