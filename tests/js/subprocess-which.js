// which(name): the full path of what exec would start, or null.
import * as os from "os";
import * as std from "std";
import { which } from "subprocess";
import { equal, throws } from "./support/assert.js";
import { child, copyFile, makeFolder, temp, writeFile } from "./support/children.js";

const first = makeFolder("first"), second = makeFolder("second dir");
std.setenv("PATH", `${first};;"${second}"`);
std.setenv("PATHEXT", ".COM;.EXE;.BAT;.CMD");
copyFile(child("true"), `${second}\\tool.exe`);
equal(which("tool")?.toLowerCase(), `${second}\\tool.exe`.toLowerCase());
writeFile(`${first}\\tool.bat`, "");
equal(which("tool")?.toLowerCase(), `${first}\\tool.bat`.toLowerCase(), "the first folder wins");
equal(which("tool.exe")?.toLowerCase(), `${second}\\tool.exe`.toLowerCase());
writeFile(`${second}\\script`, "#!/bin/sh\n");
equal(which("script"), `${second}\\script`);
writeFile(`${second}\\plain`, "text");
equal(which("plain"), null);
equal(which("no-such-program"), null);
equal(which("no-such-program", { cwd: null, usePath: null }), null);
equal(which(""), null);

// A path.
equal(which(child("true")), child("true"));
equal(which(child("true").replaceAll("\\", "/").replace(".exe", ""))?.toLowerCase(), child("true").toLowerCase());
equal(which(first), null);
os.chdir(second);
equal(which("tool.exe"), `${second}\\tool.exe`, "by PATH");
equal(which("./tool.exe"), `${second}\\tool.exe`);
os.chdir(temp());
equal(which(".\\tool.exe"), null);
equal(which(".\\tool.exe", { cwd: second }), `${second}\\tool.exe`);
equal(which("tool.exe", { cwd: second, usePath: false }), `${second}\\tool.exe`);
equal(which("tool.exe", { usePath: false }), null);

throws(TypeError, () => which("a\0b"));
