// For cmd itself with /c or /k the words after the switch are a command line of the caller's, and
// reach cmd.exe as one would type them.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { capture, child, lines, temp, writeFile } from "./support/children.js";

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
same(said("cmd", "/c", "echo", "a", "b  c"), ["a b  c"], "joined by single spaces");
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
