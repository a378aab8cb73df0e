// The examples of the API page as they stand, each a script of its own.
import * as os from "os";
import { equal } from "./support/assert.js";
import { capture, interpreter, script, temp, writeFile } from "./support/children.js";

function says(name, source, expected) {
    const result = capture([interpreter, writeFile(temp(name), source)]);
    equal(result.code, 0, name);
    const out = result.out.replaceAll("\r", "");
    if (expected instanceof RegExp) {
        equal(expected.test(out), true, `${name}: ${out}`);
    } else {
        equal(out, expected, name);
    }
}

says(
    "exec.js",
    `import * as os from "os";

const code = os.exec(["cmd", "/c", "echo", "hello"]);
console.log("exit code:", code);
`,
    "hello\nexit code: 0\n",
);
says(
    "getpid.js",
    `import * as os from "os";
console.log("pid:", os.getpid());
`,
    /^pid: \d+\n$/,
);
says(
    "waitpid.js",
    `import * as os from "os";
const result = os.waitpid(-1, false);
console.log("waitpid:", result);
`,
    "waitpid: -10,32512\n",
);
says(
    "kill.js",
    `import * as os from "os";
const rc = os.kill(12345, os.SIGTERM);
console.log("kill:", rc);
`,
    "kill: -3\n",
);
says(
    "pipe.js",
    `import * as os from "os";
const p = os.pipe();
console.log("pipe:", p);
`,
    /^pipe: \d+,\d+\n$/,
);

// The functions and constants that it names.
for (const name of ["exec", "getpid", "waitpid", "kill", "pipe", "dup", "dup2"]) {
    equal(typeof os[name], "function");
}
equal(typeof os.WNOHANG, "number");
equal(typeof os.SIGTERM, "number");
equal(capture(script("print(typeof os.exec);")).out.trim(), "function");
