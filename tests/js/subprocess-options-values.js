// Options: null is as good as none (as Python's None), what has no meaning is a TypeError, and a refusal says what to do.
import * as os from "os";
import { quote, run, which } from "subprocess";
import { equal, ok, throws } from "./support/assert.js";
import { child, freeFd, temp, writeFile } from "./support/children.js";

const free = freeFd();
const none = Object.fromEntries([
    "cwd", "env", "shell", "input", "stdin", "stdout", "stderr", "timeout", "killSignal", "check", "maxBuffer", "drain", "killTree",
    "file", "usePath", "windowsHide", "windowsVerbatimArguments", "newProcessGroup", "detached", "killOnExit", "uid", "gid", "groups",
].map((name) => [name, null]));
equal(run([child("exit"), "3", "50"], none).code, 3);
equal(run([child("spew"), "10"], none).stdout.length, 10);

for (const options of [null, "cwd", 5, true]) {
    throws(TypeError, () => run([child("true")], options));
}
for (const option of [{ env: "A=b" }, { env: ["A=b"] }, { env: 5 }, { shell: 5 }, { shell: "" }, { shell: {} }, { stdout: 1.5 }, { stdout: NaN }, { stdin: true }]) {
    throws(TypeError, () => run([child("true")], option), JSON.stringify(option));
}

function refusal(args, options) {
    return throws(Error, () => run(args, options)).message;
}
ok(/ENOENT.*working directory does not exist/.test(refusal([child("true")], { cwd: temp("none") })));
ok(/ENOTDIR.*is not a folder/.test(refusal([child("true")], { cwd: child("true") })));
ok(/EBADF.*descriptor that is not open/.test(refusal([child("true")], { stdin: 9999 })));
ok(/E2BIG.*32,767/.test(refusal([child("true"), "x".repeat(40000)])));
ok(/EINVAL.*line break/.test(refusal([writeFile(temp("a.bat"), "@exit 0\r\n"), "a\rb"])));
ok(/EINVAL.*killSignal/.test(refusal([child("true")], { killSignal: 99, timeout: 5 })));
ok(/EINVAL.*double quote/.test(refusal(['a"b'], { file: child("true") })));
ok(/ENOTSUP.*uid/.test(refusal([child("true")], { uid: 0 })));

equal(which("cmd", { cwd: null, usePath: null }), which("cmd"));
equal(quote(["x", "a b"], { cwd: null, file: null, shell: null }), 'x "a b"');
equal(freeFd(), free, "no fd is left");
equal(os.waitpid(-1, false)[0], -10, "nor a child");
