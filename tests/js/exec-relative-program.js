// A name with a separator is that file, and a relative one is resolved in the child's cwd, not in
// ours. `/` and `\` are both separators everywhere.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, copyFile, makeFolder, temp } from "./support/children.js";
import { ENOENT } from "./support/errno.js";

makeFolder("here");
makeFolder("here", "sub");
makeFolder("there");
copyFile(child("exit"), temp("here", "tool.exe"));
copyFile(child("exit"), temp("here", "sub", "deep.exe"));
os.chdir(temp("there"));

const cwd = temp("here");
for (const name of [
    "./tool.exe", ".\\tool.exe", "./tool", ".\\tool", "sub/deep.exe", "sub\\deep", "./sub/deep",
    "sub/../tool.exe", "..\\here\\tool.exe",
]) {
    equal(os.exec([name, "7"], { cwd }), 7, `${name} in cwd`);
    equal(os.exec([name, "7"], { cwd, usePath: false }), 7, `${name} in cwd, usePath false`);
    if (!name.includes("here")) {
        equal(os.exec([name, "7"]), -ENOENT, `${name} is not in our own folder`);
    }
}
equal(os.exec(["./tool.exe", "8"], { cwd: "../here" }), 8, "cwd relative to our folder");
equal(os.exec(["./tool.exe", "8"], { cwd: "..\\here\\sub\\.." }), 8);
const full = temp("here", "tool.exe");
equal(os.exec([full, "9"]), 9);
equal(os.exec([full.replaceAll("\\", "/"), "9"]), 9, "forward slashes");
equal(os.exec([full.slice(0, -4), "9"]), 9, "without extension");
equal(os.exec([full.slice(2), "9"], { cwd }), 9, "\\ at the start is the root of cwd's drive");
os.chdir(temp("here"));
equal(os.exec([`${full.slice(0, 2)}tool.exe`, "9"]), 9, "relative to a drive's own folder");
