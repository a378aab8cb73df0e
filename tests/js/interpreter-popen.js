// std.popen: cmd.exe, the system's own, reads the line; close() gives the status.
import * as os from "os";
import * as std from "std";
import { equal, ok, same, throws } from "./support/assert.js";
import { capture, census, child, copyFile, interpreter, makeFolder, readFile, script, temp, until, windowProgram, writeFile } from "./support/children.js";

// A line may begin with a quoted program and have more that is quoted, as for a POSIX shell.

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
    ` ""${argv}" crt "x y" z "" "v w""`,
    `""${argv}" crt "x y" z "" "v w"" `,
    `cd . && "${argv}" crt "x y" z "" "v w"`,
]) {
    same(lines(command).slice(1), expected, command);
}
equal(std.popen(`"${exit}" "5"`, "r").close(), 5 * 256);
equal(std.popen(`"${exit}" 6`, "r").close(), 6 * 256);
equal(std.popen(`"${argv}"`, "r").close(), 2 * 256, "its complaint: it ran");

const error = {};
std.popen("exit 3", "r", error).close();
equal(error.errno, 0);
throws(TypeError, () => std.popen("echo", "rw"));
throws(TypeError, () => std.popen(Symbol(), "r"));
equal(throws(Error, () => std.popen({ toString() { throw new Error("mine"); } }, "r")).message, "mine");

// The child is one of this process's; whoever waits for any may reap it, and close() says so then.
const taken = std.popen("exit 4", "r");
equal(taken.readAsString(), "");
const [waited, status] = os.waitpid(-1, 0);
ok(waited > 0, "it is there");
equal(status, 4 * 256);
equal(taken.close(), -10, "ECHILD");
throws(TypeError, () => taken.close());

// Written to: the line ends of the system, and the end of the file at close().
const written = temp("written.txt");
const writer = std.popen(`"${child("cat")}" > "${written}"`, "w");
writer.puts("one\ntwo\n");
equal(writer.close(), 0);
equal(readFile(written), "one\r\ntwo\r\n");
const reader = std.popen(`type "${written}"`, "r");
equal(reader.getline(), "one");
equal(reader.readAsString(), "two\n");
equal(reader.close(), 0);

// What could not be written is told; the child is waited for all the same.
const gone = std.popen("exit 0", "w");
until(() => census().children === 0);
gone.puts("nobody reads this");
gone.flush(); // Wine's fclose does not tell what it could not write itself.
equal(gone.close(), -32, "EPIPE: the pipe is broken");
equal(os.waitpid(-1, os.WNOHANG)[0], -10);

// Any character, in the line and in the output of a program that writes UTF-8.
const unicode = writeFile(temp("日本 ä.txt"), "\u{1f600}é");
const shown = std.popen(`"${child("cat")}" < "${unicode}"`, "r");
equal(shown.readAsString(), "\u{1f600}é");
equal(shown.close(), 0);

// No other cmd.exe than the system's.
copyFile(child("exit"), temp("cmd.exe"));
std.setenv("COMSPEC", temp("cmd.exe"));
std.setenv("PATH", `${temp()};${std.getenv("PATH")}`);
equal(std.popen("exit 9", "r").close(), 9 * 256);

// No other handle than the three: a child that runs keeps no pipe of this process open.
const [readFd, writeFd] = os.pipe();
const runs = std.popen(`"${child("cat")}"`, "w");
os.close(writeFd);
equal(os.read(readFd, new ArrayBuffer(1), 0, 1), 0);
os.close(readFd);
equal(runs.close(), 0);

// Who is never closed is reaped once its file is gone, with the next job; if it has ended by then.
std.popen("exit 1", "r").readAsString();
until(() => census().children === 0);
await os.sleepAsync(0);
equal(os.waitpid(-1, os.WNOHANG)[0], -10);

// One that still runs is not waited for.
std.popen(`"${child("sleep")}" 2000`, "r");
await os.sleepAsync(0);
equal(os.waitpid(-1, os.WNOHANG)[0], 0, "it runs");
ok(os.waitpid(-1, 0)[0] > 0, "and ends");

// In a program without a console.
const [, path] = script(`
const file = std.popen("echo windowed", "r");
std.writeFile(${JSON.stringify(temp("windowed.txt"))}, file.readAsString() + file.close());
`);
equal(capture([windowProgram(interpreter, temp("windowed.exe")), path]).code, 0);
equal(readFile(temp("windowed.txt")), "windowed\n0");
