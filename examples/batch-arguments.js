// A batch file with hostile arguments: file names, search terms, anything that somebody else chose.
// In some languages such a word runs a command or shows a variable (CVE-2024-24576); here it
// arrives as it is, or is refused.
import * as os from "os";
import * as std from "std";

const folder = std.getenv("TEMP") ?? ".";
const batch = `${folder}\\show-${os.getpid()}.bat`;
const file = std.open(batch, "wb");
file.puts("@echo off\r\n:next\r\nif [%1]==[] exit /b 0\r\necho   %1\r\nshift\r\ngoto next\r\n");
file.close();

const words = [
    "plain", "two words", '" & echo INJECTED', "& echo INJECTED", "| echo INJECTED",
    'a" && echo INJECTED && "', "> injected.txt", "^& echo INJECTED", "!COMSPEC!", "(a) [b] {c}",
    "trailing\\",
];

function run(args) {
    const [reading, writing] = os.pipe();
    const pid = os.exec([batch, ...args], { stdout: writing, block: false });
    os.close(writing);
    const output = std.fdopen(reading, "r");
    const text = output.readAsString();
    output.close();
    if (pid < 0) {
        return std.strerror(-pid);
    }
    os.waitpid(pid, true);
    return text.trimEnd();
}

// Each is one argument, so each is one line; quotes inside are shown doubled, as a batch file sees
// them.
for (const word of words) {
    print(`${word}\n${run([word])}`);
}
print("all of them at once\n" + run(words));
print(`a line break cannot be written for cmd.exe: ${run(["two\nlines"])}`);
os.remove(batch);
