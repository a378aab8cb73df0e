// Uncaught errors: what they print, on which stream, and exit code 1.
import { equal, ok, same } from "./support/assert.js";
import { temp, writeFile } from "./support/children.js";
import { run, runFile, runScript } from "./support/interpreter.js";

function fails(result, ...parts) {
    equal(result.code, 1, result.err);
    for (const part of parts) {
        ok(part instanceof RegExp ? part.test(result.err) : result.err.includes(part), `${part} in ${result.err}`);
    }
    return result.out;
}

// With the place, in scripts and modules, for Errors and for any other value.
const thrower = "function inner() {\n    throw new TypeError('boo \u{1f600}');\n}\ninner();\n";
fails(runFile("thrower.js", thrower), /^TypeError: boo \u{1f600}\n    at inner \(.*thrower\.js:2:\d+\)\n    at .*thrower\.js:4:\d+/u);
fails(runFile("thrower.mjs", thrower), "TypeError: boo", "thrower.mjs:2:");
fails(runScript("throw { toString() { return 'an object'; } };"), /^an object\n/);
fails(runScript("throw null"), /^null\n/);
fails(runScript("throw new Error('outer', { cause: new RangeError('inner') })"), /^Error: outer\n/, "Caused by: RangeError: inner");
fails(run(["-e", "nothing.here"]), "ReferenceError: nothing is not defined", "<cmdline>:1:");
fails(run(["-Ce", "throw 5"]), /^5\n/);

// Before anything runs: syntax, imports.
equal(fails(runScript("print('begun'); let 5;"), "SyntaxError", "script.js:1:"), "");
equal(fails(runScript("import './missing.js'; print('begun');"), "ReferenceError: could not load module filename", "missing.js"), "");
equal(fails(runScript("import fs from 'fs'; print('begun');"), "ReferenceError: could not load module 'fs': there are bjson, os, std and subprocess;"), "");
equal(fails(runScript("await import('fs')"), "ReferenceError: could not load module 'fs'"), "");
equal(fails(runScript("import 'lib/fs.js'; print('begun');"), "ReferenceError: could not load module filename 'lib/fs.js'"), "");
equal(fails(run(["-m", "-e", "import 'nofile'"], { cwd: temp() }), "ReferenceError: could not load module 'nofile'"), "");
writeFile(temp("nofile"), "let 5;");
fails(run(["-m", "-e", "import 'nofile'"], { cwd: temp() }), "SyntaxError");
equal(fails(runScript("import { nothing } from 'os'; print('begun');"), "SyntaxError", "nothing"), "");
const broken = writeFile(temp("broken.js"), "\n\nlet 5;");
equal(fails(run(["-I", broken, "-e", "print(1)"]), "SyntaxError", "broken.js:3:"), "");
const good = writeFile(temp("good.js"), "print('included');");
equal(fails(run(["-I", broken, "-I", good, "-e", "print(1)"]), "SyntaxError"), "", "nothing runs after a script that failed");

// Files that cannot be read.
const missing = temp("missing-\u540d\u524d.js");
same(run([missing]), { code: 1, out: "", err: `${missing}: No such file or directory\n` });
equal(run(["-I", missing, "-e", "print(1)"]).err, `${missing}: No such file or directory\n`);
const withoutExtension = writeFile(temp("there.js"), "print(1)").slice(0, -3);
equal(run([withoutExtension]).err, `${withoutExtension}: No such file or directory; there is ${withoutExtension}.js\n`);
equal(run([""]).err, ": No such file or directory\n");
same(run([temp()]), { code: 1, out: "", err: `${temp()}: Permission denied\n` });

// Promises without a handler end the program; with one, however late in the same turn, they do not.
const rejection = runScript("print('before'); Promise.reject(new Error('rejected')); print('after');");
equal(fails(rejection, /^Possibly unhandled promise rejection: Error: rejected\n/), "before\nafter\n");
fails(runScript("await Promise.reject(new Error('top'))"), /^Error: top\n/);
fails(runFile("async.js", "(async () => { throw 5; })()", [], {}), /^Possibly unhandled promise rejection: 5\n/);
same(runScript("const p = Promise.reject(1); p.catch(() => print('caught'));"), { code: 0, out: "caught\n", err: "" });

// Later: in a timer, in a job.
const timer = runScript("import * as os from 'os'; os.setTimeout(() => { throw new Error('in timer'); }, 1); os.setTimeout(() => print('never'), 200);");
equal(fails(timer, /^Error: in timer\n/, "script.js:1:"), "");

// Output is complete, in spite of the error.
const text = "x".repeat(100000);
equal(fails(runScript(`import * as std from "std"; std.out.puts("${text}"); throw 1;`)), text);
