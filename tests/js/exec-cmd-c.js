// For cmd itself with /c or /k the words after the switch are a command line of the caller's, and
// reach cmd.exe as one would type them.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { capture, child, lines, makeFolder, temp, writeFile } from "./support/children.js";
import { EINVAL } from "./support/errno.js";

const nul = os.open("NUL", os.O_RDWR);

function said(...args) {
    return lines(capture(args).out).map((line) => line.trimEnd());
}

same(said("cmd", "/c", "echo", "hello"), ["hello"]);
same(said("cmd", "/c", "echo a & echo b"), ["a", "b"]);
same(said("cmd.exe", "/C", "echo hello"), ["hello"], "a capital switch, the whole name");
same(said("C:\\windows\\system32\\cmd.exe", "/c", "echo hello"), ["hello"], "a path");
same(said("C:/windows/system32/cmd", "/c", "echo hello"), ["hello"]);
same(said("cmd", "/d", "/c", "echo hello"), ["hello"], "switches before");
same(said("cmd", "/d", "/s", "/c", "echo hello"), ["hello"]);
same(said("cmd", "/c", "echo", "a", "b"), ["a b"], "joined by single spaces");
same(said("cmd", "/c", 'echo "quoted text"'), ['"quoted text"'], "quotes stay");
same(said("cmd", "/c", "echo", '"quoted text"', "end"), ['"quoted text" end']);
same(said("cmd", "/c", 'echo \\"x\\"'), ['\\"x\\"'], "backslashes stay");
same(said("cmd", "/c", "(echo one) && (echo two)"), ["one", "two"]);
same(said("cmd", "/c", "echo ^& x"), ["& x"], "an escape of the caller's own");
same(said("cmd", "/c", "set QP_X=5& echo done"), ["done"]);
equal(os.exec(["cmd", "/c", "exit 7"]), 7);
equal(os.exec(["cmd", "/c", "exit", "7"]), 7);
equal(os.exec(["cmd", "/c", "exit /b 8"]), 8);
equal(capture(["cmd", "/c", "echo %QP_VALUE%"], { env: { QP_VALUE: "expanded" } }).out.trim(), "expanded");

const exit = child("exit");
equal(os.exec(["cmd", "/c", `"${exit}" 9`]), 9, "a quoted program");
equal(os.exec(["cmd", "/c", `"${exit}"`, "9"]), 9);
equal(os.exec(["cmd", "/c", `"${exit}" "9"`]), 9, "two quoted words");
const file = temp("out.txt");
equal(os.exec(["cmd", "/c", `echo redirected>"${file}"`]), 0);
same(said("cmd", "/c", `type "${file}"`), ["redirected"]);
same(said("cmd", "/c", writeFile(temp("b.bat"), "@echo %1\r\n"), "word"), ["word"]);

// Of several words those are quoted that cmd.exe would split or act on; operators are none of them.
same(said("cmd", "/c", "echo", "a", "b  c", "d&e"), ['a "b  c" "d&e"'], "white space and operators in a word");
same(said("cmd", "/c", "echo", "a", "&", "echo", "b", "2>nul"), ["a", "b"], "operators as they are typed");
same(said("cmd", "/c", "echo", 'a "b c', 'd"'), ['a "b c d"'], "a word with a quote is the caller's");
makeFolder("names");
equal(os.exec(["cmd", "/c", "mkdir", "my folder"], { cwd: temp("names") }), 0);
equal(os.stat(temp("names", "my folder"))[1], 0, "one folder");
writeFile(temp("names", "keep"), "");
equal(os.exec(["cmd", "/c", "del", "/q", "old keep"], { cwd: temp("names"), stdout: nul, stderr: nul }) >= 0, true);
equal(os.stat(temp("names", "keep"))[1], 0, "only what was named is deleted");

// cmd.exe reads one line, so what cannot be one is refused.
same(said("cmd", "/c", "\r\n echo a\r\n"), ["a"], "line breaks at the ends");
same(said("cmd", "/c", "echo", "a\n", "b"), ["a b"]);
equal(os.exec(["cmd", "/c", "echo a\necho b"]), -EINVAL, "within a line");
equal(os.exec(["cmd", "/c", "echo", "a\r\nb"]), -EINVAL, "within a word");

// /k goes on reading commands from standard input.
const input = std_input("echo from input\r\nexit 6\r\n");
const kept = capture(["cmd", "/q", "/k", "echo first"], { stdin: input });
os.close(input);
equal(kept.code, 6);
equal(kept.out.includes("first"), true, kept.out);
equal(kept.out.includes("from input"), true, kept.out);

function std_input(text) {
    return os.open(writeFile(temp("input.txt"), text), os.O_RDONLY | os.O_BINARY);
}
