// Script or module: by the name, by the contents, by option.
import { equal, ok } from "./support/assert.js";
import { temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

// `this` is undefined in modules.
const either = "print(this === undefined ? 'module' : 'script')";
function kind(name, text, ...options) {
    return run([...options, writeFile(temp(name), text)]).out.trim();
}

equal(kind("a.js", "import * as os from 'os'; " + either), "module");
equal(kind("b.js", "export const x = 1; " + either), "module");
equal(kind("c.js", "await 0; " + either), "module");
equal(kind("d.mjs", either), "module");
equal(kind("e.js", either), "module", "what can be a module is one");
equal(kind("f.js", "var x = 010; " + either), "script", "what cannot is none");
equal(kind("g.js", "with ({}) {} " + either), "script");
equal(kind("h.js", either, "-C"), "script");
equal(kind("i.js", either, "--script"), "script");
equal(kind("j.mjs", either, "-C"), "script");
equal(kind("k.js", "var x = 010; print(x)", "--script"), "8");
equal(kind("l.js", either, "-m"), "module");
equal(kind("m.js", either, "-C", "-m"), "module", "the last one counts");
equal(run(["-m", writeFile(temp("n.js"), "var x = 010;")]).code, 1);
ok(run([writeFile(temp("n.mjs"), "var x = 010;")]).err.startsWith("SyntaxError"), "its name says that it is one");
equal(kind("nmjs", "var x = 010; " + either), "script", "a name without that extension");
ok(run(["-C", writeFile(temp("o.js"), "import 'os';")]).err.startsWith("SyntaxError"));
equal(run(["-I", writeFile(temp("p.js"), either), "-e", "0"]).out, "script\n", "-I is always a script");

// A script's let and function are global for what comes after it.
equal(run(["-I", writeFile(temp("q.js"), "let a = 1; function f() { return a + 1; }"), "-Ce", "print(a, f())"]).out, "1 2\n");
