// In each folder: the name as it is when its extension can run, then with each extension of PATHEXT
// in order (default .COM;.EXE;.BAT;.CMD).
import * as os from "os";
import * as std from "std";
import { equal } from "./support/assert.js";
import { child, copyFile, makeFolder, temp, writeFile } from "./support/children.js";
import { ENOENT, ENOEXEC } from "./support/errno.js";

const folder = makeFolder("bin");
std.setenv("PATH", folder);
writeFile(temp("bin", "a.bat"), "@exit /b 11\r\n");
writeFile(temp("bin", "a.cmd"), "@exit /b 12\r\n");
copyFile(child("exit"), temp("bin", "a.exe"));
writeFile(temp("bin", "b.cmd"), "@exit /b 12\r\n");
copyFile(child("exit"), temp("bin", "c.exe.exe"));
copyFile(child("exit"), temp("bin", "v1.2.exe"));
copyFile(child("exit"), temp("bin", "odd.tool"));

std.unsetenv("PATHEXT");
equal(os.exec(["a", "7"]), 7, "the default tries .exe before .bat");
equal(os.exec(["a.bat"]), 11);
equal(os.exec(["a.CMD"]), 12);
equal(os.exec(["b"]), 12);
equal(os.exec(["c.exe", "7"]), 7, "an extension is added to one that is there");
equal(os.exec(["v1.2", "7"]), 7, "a dot in the name");
std.setenv("PATHEXT", ".CMD;.BAT;.EXE");
equal(os.exec(["a", "7"]), 12, "PATHEXT's order");
std.setenv("PATHEXT", ".BAT");
equal(os.exec(["a", "7"]), 11);
equal(os.exec(["b"]), -ENOENT, "not in PATHEXT");
equal(os.exec(["a.exe", "7"]), 7, "the whole name, whatever PATHEXT says");
equal(os.exec([temp("bin", "a")]), 11, "PATHEXT counts for paths too");
std.setenv("PATHEXT", ".TOOL;.EXE");
equal(os.exec(["odd", "7"]), 7, "an image with an extension of one's own");

// An image without extension is no program, as for cmd.exe: it hides none of a later folder.
std.unsetenv("PATHEXT");
copyFile(child("exit"), temp("bin", "bare"));
copyFile(child("exit"), `${makeFolder("later")}\\bare.exe`);
equal(os.exec(["bare", "66"]), -ENOENT);
equal(os.exec([temp("bin", "bare"), "66"]), -ENOEXEC);
equal(os.exec(["./bare", "66"], { cwd: folder }), -ENOEXEC);
equal(os.exec(["bare", "66"], { cwd: folder, usePath: false }), -ENOEXEC);
std.setenv("PATH", `${folder};${temp("later")}`);
equal(os.exec(["bare", "7"]), 7);
equal(os.exec(["odd.tool", "7"]), 7, "any extension will do");
