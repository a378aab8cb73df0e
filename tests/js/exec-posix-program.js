// Programs that POSIX scripts name by their usual place, /bin/sh, /usr/bin/X and /usr/local/bin/X: X
// is searched in PATH, and a bash that starts a Linux is passed over. Any other path is just a path.
import * as os from "os";
import * as std from "std";
import { equal, note } from "./support/assert.js";
import { capture, child, children, copyFile, makeFolder, temp, writeFile } from "./support/children.js";
import { ENOENT } from "./support/errno.js";
import { isWine } from "./support/platform.js";

// Under Wine the root of Z: is that of Linux, where /bin/sh is a file.
os.chdir("C:\\windows");
equal(os.exec(["/bin/sh", "-c", "exit 4"]), -ENOENT, "not in PATH");
std.setenv("PATH", `${makeFolder("empty")};${children}`);
equal(os.exec(["/bin/sh", "-c", "exit 4"]), 4);
equal(os.exec(["/usr/bin/sh", "-c", "exit 5"]), 5);
equal(os.exec(["/usr/local/bin/sh", "-c", "exit 6"]), 6);
equal(os.exec(["/bin/sh", "-c", "exit 7"], { usePath: false }), 7, "usePath is for bare names");
equal(os.exec(["x", "-c", "exit 8"], { file: "/bin/sh" }), 8);
equal(os.exec(["/bin/true"]), 0);
equal(capture(["/bin/sh", "-c", "echo $0 $1", "name", "word"]).out, "name word\n");
for (const path of [
    "/bin/no-such-program", "/opt/sh", "/sh", "/bin/sub/sh", "/sbin/sh", "C:/bin/sh", "/usr/sh", "bin/sh",
]) {
    equal(os.exec([path, "-c", "exit 9"]), -ENOENT, path);
}

// WSL's bash.exe cannot read the paths of Windows. Only Wine lets a test put one into the system's folder.
const apps = makeFolder("Microsoft");
os.mkdir(`${apps}\\WindowsApps`);
const wsl = [`${apps}\\WindowsApps`];
if (isWine) {
    wsl.push("C:\\windows\\system32");
} else {
    note("the bash.exe of the system's folder is not planted here");
}
const git = makeFolder("git");
copyFile(child("sh"), `${git}\\bash.exe`);
for (const folder of wsl) {
    copyFile(child("true"), `${folder}\\bash.exe`);
    std.setenv("PATH", `${folder}\\.;${folder};${git}`);
    equal(os.exec(["/bin/bash", "-c", "exit 4"]), 4, folder);
    equal(os.exec(["/usr/bin/bash.exe", "-c", "exit 5"]), 5, folder);
    equal(os.exec([writeFile(temp("script"), "#!/bin/bash\nexit 6\n")]), 6, folder);
    equal(os.exec([writeFile(temp("script"), "#!/usr/bin/env bash\nexit 7\n")]), 7, folder);
    equal(os.exec(["bash", "-c", "exit 8"]), 0, "a bare name is what PATH says");
    std.setenv("PATH", folder);
    equal(os.exec(["/bin/bash", "-c", "exit 9"]), -ENOENT, "no other");
    os.remove(`${folder}\\bash.exe`);
}
