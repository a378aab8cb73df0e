// A bare name is searched in the folders of this process's PATH, in order, with the extensions of
// PATHEXT; with `usePath: false` it is a file in the child's cwd. The child's own `env` has no say.
import * as os from "os";
import * as std from "std";
import { which } from "subprocess";
import { equal, oneOf } from "./support/assert.js";
import { capture, child, copyFile, makeFolder, temp, writeFile } from "./support/children.js";
import { ENOENT, ENOEXEC } from "./support/errno.js";

const first = makeFolder("first"),
    second = makeFolder("second"),
    third = makeFolder("third");
copyFile(child("exit"), temp("second", "tool.exe"));
copyFile(child("false"), temp("third", "tool.exe"));
copyFile(child("false"), temp("third", "only.exe"));
makeFolder("first", "tool.exe");
writeFile(temp("first", "tool"), "just text\n");

std.setenv("PATH", `${first};${second};${third}`);
equal(os.exec(["tool", "5"]), 5, "the second folder: a folder and a text file of that name are passed over");
equal(os.exec(["tool.exe", "5"]), 5);
equal(os.exec(["TOOL", "5"]), 5, "names have no case");
equal(os.exec(["only"]), 1, "the third folder");
std.setenv("PATH", `${third};${second}`);
equal(os.exec(["tool", "5"]), 1, "another order");
std.setenv("PATH", `"${second}";${third}`);
equal(os.exec(["tool", "5"]), 5, "a quoted folder");
std.setenv("PATH", `${second.replaceAll("\\", "/")}/;${third}`);
equal(os.exec(["tool", "5"]), 5, "forward slashes and one at the end");
std.setenv("PATH", temp("no-such-folder"));
equal(os.exec(["tool", "5"]), -ENOENT);
equal(os.exec(["tool", "5"], { env: { PATH: second } }), -ENOENT, "the child's PATH is not ours");
std.setenv("PATH", "");
equal(os.exec(["tool", "5"]), -ENOENT, "an empty PATH");
std.unsetenv("PATH");
equal(os.exec(["tool", "5"]), -ENOENT, "no PATH");

// Names of devices, with any extension and in any folder, are no programs.
std.setenv("PATH", third);
for (const name of ["nul", "nul.exe", "NUL.exe", "con.exe", "con.bat", "aux.cmd", "com1.cmd", "lpt1.exe"]) {
    equal(os.exec([name]), -ENOENT, name);
    equal(which(name), null, name);
}
oneOf(os.exec([temp("third", "nul.exe")]), [-ENOENT, -ENOEXEC], "Windows 11 has them in no folder");
oneOf(os.exec([temp("third", "com1.bat")]), [-ENOENT, -ENOEXEC]);

equal(os.exec(["tool", "5"], { cwd: second, usePath: false }), 5, "usePath false: in cwd");
equal(os.exec(["tool.exe", "5"], { cwd: second, usePath: false }), 5);
equal(os.exec(["only"], { cwd: second, usePath: false }), -ENOENT);
os.chdir(second);
equal(os.exec(["tool", "5"], { usePath: false }), 5, "usePath false without cwd");
equal(capture(["tool"], { usePath: false, cwd: third }).code, 1);
