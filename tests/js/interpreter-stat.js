// What os.stat says of a file, and that looking at files leaves no handle open.
import * as os from "os";
import * as std from "std";
import { equal, note, ok, same, throws } from "./support/assert.js";
import { capture, leavesNothing, makeFolder, temp, writeFile } from "./support/children.js";
import { isWine } from "./support/platform.js";

const file = writeFile(temp("file.txt"), "text");
const folder = makeFolder("folder");
const stat = (path) => os.stat(path)[0];

// The mode: who may write, and what can be executed.
equal(stat(file).mode, os.S_IFREG | 0o666);
equal(stat(folder).mode, os.S_IFDIR | 0o777);
for (const name of ["a.exe", "a.com", "a.bat", "a.cmd", "a.CMD"]) {
    equal(stat(writeFile(temp(name), "")).mode, os.S_IFREG | 0o777, name);
}
for (const name of ["exe", "a.exe.txt", "aexe", "a.sh"]) {
    equal(stat(writeFile(temp(name), "")).mode, os.S_IFREG | 0o666, name);
}
equal(capture(["cmd", "/c", `attrib +r "${file}"`]).code, 0);
equal(stat(file).mode, os.S_IFREG | 0o444, "read-only");
equal(capture(["cmd", "/c", `attrib -r "${file}"`]).code, 0);
equal(stat(file).mode, os.S_IFREG | 0o666);

// Each time is its own.
equal(os.utimes(file, 1000000000000, 1200000000000), 0);
equal(stat(file).mtime, 1200000000000);
if (isWine) {
    note("the time of access: Wine 8 leaves it as it was");
    ok(stat(file).atime !== stat(file).mtime);
} else {
    equal(stat(file).atime, 1000000000000);
}
equal(os.utimes(folder, 1000000000000, 1200000000000), 0);
equal(stat(folder).mtime, 1200000000000);
throws(TypeError, () => os.utimes(file, 1n, 0));
throws(TypeError, () => os.utimes(file, 0, Symbol()));
equal(stat(file).mtime, 1200000000000);

same([stat(file).size, stat(file).nlink], [4, 1]);
same(Object.keys(stat(file)), ["dev", "ino", "mode", "nlink", "uid", "gid", "rdev", "size", "atime", "mtime", "ctime"]);
for (const name of ["*", "f*.txt", "file.tx?"]) {
    equal(stat(temp(name)), null, `${name} is no name`);
}

// The drive's own directory, which children inherit, goes with the current one.
equal(os.chdir(folder), 0);
equal(std.getenv(`=${folder.slice(0, 2).toUpperCase()}`), folder);
ok(!Object.keys(std.getenviron()).some((name) => name.includes("=")), "it is no variable of a script");
equal(os.chdir(temp()), 0);
equal(std.getenv(`=${folder.slice(0, 2).toUpperCase()}`), temp());

for (const look of [
    () => os.stat(file), () => os.stat(folder), () => os.stat(temp("none")), () => os.stat("NUL"), () => os.readdir(temp()),
    () => os.realpath(file), () => os.utimes(file, 0, 0), () => std.loadFile(file), () => std.loadFile(folder), () => std.writeFile(file, "text"),
    () => os.chdir(folder), () => os.chdir(temp()),
]) {
    leavesNothing(look, 50);
}
ok(os.chdir(temp()) === 0);
