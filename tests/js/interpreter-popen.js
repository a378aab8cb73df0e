// std.popen: a line may begin with a quoted program and have more that is quoted, as for a POSIX shell.
import * as std from "std";
import { equal, same, throws } from "./support/assert.js";
import { child, copyFile, makeFolder, temp } from "./support/children.js";

makeFolder("a folder");
const argv = temp("a folder", "argv.exe");
copyFile(child("argv"), argv);
const exit = temp("a folder", "exit.exe");
copyFile(child("exit"), exit);

function lines(command) {
    const file = std.popen(command, "r");
    const text = file.readAsString();
    equal(file.close(), 0, command);
    return text.split("\n").map((line) => line.trim());
}

// What argv prints for these arguments, one a line after its own name.
const expected = ["x y", "z", "", "v w", ""].map((arg) => [...arg].map((c) => `00${c.charCodeAt(0).toString(16)}`).join(""));
for (const command of [
    `"${argv}" crt "x y" z "" "v w"`,
    ` "${argv}" crt "x y" z "" "v w"`,
    `"${argv}" crt "x y" z "" "v w" && cd .`,
    `""${argv}" crt "x y" z "" "v w""`, // how one writes it for cmd.exe itself
    `cd . && "${argv}" crt "x y" z "" "v w"`,
]) {
    same(lines(command).slice(1), expected, command);
}
equal(std.popen(`"${exit}" "5"`, "r").close(), 5);
equal(std.popen(`"${exit}" 6`, "r").close(), 6);
equal(std.popen(`"${argv}"`, "r").close(), 2, "its complaint: it ran");

const error = {};
std.popen("exit 3", "r", error).close();
equal(error.errno, 0);
throws(TypeError, () => std.popen("echo", "rw"));
throws(TypeError, () => std.popen(Symbol(), "r"));
equal(throws(Error, () => std.popen({ toString() { throw new Error("mine"); } }, "r")).message, "mine");
