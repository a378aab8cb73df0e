// The prompt, fed from a file: each input is answered with its value, an error does not end it.
import { equal, ok, same } from "./support/assert.js";
import { temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

// The answers to these lines.
function session(lines, args = []) {
    const result = run(args, { input: lines.map((line) => line + "\n").join("") });
    equal(result.err, "", JSON.stringify(lines));
    equal(result.code, 0);
    return result.out;
}

function answers(line, ...expected) {
    equal(session([line].flat()), expected.map((text) => text + "\n").join(""), JSON.stringify(line));
}

// Values.
answers("1 + 1", "2");
answers("-0", "-0");
answers("'a\"b\\n\u{1f600}\\ud800'", '"a\\"b\\n\u{1f600}\\ud800"');
answers("10n ** 20n", "100000000000000000000n");
answers("undefined", "undefined");
answers("null", "null");
answers("Symbol('s')", "Symbol(s)");
answers("({ a: 1, 'b c': [1, 2, { d: { e: { f: 1 } } }], [Symbol('s')]: null })", '{ a: 1, "b c": [1, 2, { d: [Object] }], [Symbol(s)]: null }');
answers("{ a: 1 }", "{ a: 1 }");
answers("{}", "{}");
answers("[]", "[]");
answers("[1, , 'x', undefined]", '[1, <1 empty item>, "x", undefined]');
answers("new Array(5)", "[<5 empty items>]");
answers("new Map([[{ a: 1 }, new Set([1, 'x'])]])", 'Map(1) { { a: 1 } => Set(2) { 1, "x" } }');
answers("new WeakMap()", "WeakMap {}");
answers("(function f() {})", "[Function: f]");
answers("() => 1", "[Function: (anonymous)]");
answers("async function* g() {}; g", "[AsyncGeneratorFunction: g]");
answers("class A {}; class B extends A { x = 1 }; [B, new B()]", "[[class B extends A], B { x: 1 }]");
answers("new (class extends Map {})([[1, 2]])", "Map(1) { 1 => 2 }");
answers("Object.create(null)", "[Object: null prototype] {}");
answers("/a\\/b/gi", "/a\\/b/gi");
answers("new Date(0)", "1970-01-01T00:00:00.000Z");
answers("new Date(NaN)", "Invalid Date");
answers("new Uint8Array([1, 2])", "Uint8Array(2) [1, 2]");
answers("new ArrayBuffer(2)", "ArrayBuffer { byteLength: 2 }");
answers("Promise.resolve(5)", "Promise { 5 }");
answers("new Promise(() => {})", "Promise { <pending> }");
answers("[async () => 1, function* () {}]", "[[AsyncFunction: (anonymous)], [GeneratorFunction: (anonymous)]]");
answers("var holes = []; holes[2] = holes[4000000000] = 1; holes", "[<2 empty items>, 1, <3999999997 empty items>, 1]");
ok(session(["new Set(Array(150).keys())"]).endsWith("  99,\n  ... 50 more items\n}\n"));
answers("var x = { y: [] }; x.y.push(x); x", "{ y: [[Circular]] }");
answers("Object.assign(() => 1, { a: 1 })", "[Function: (anonymous)] { a: 1 }");
answers("'x'.repeat(10005).length", "10005");
ok(session(["'x'.repeat(10005)"]).endsWith('x"... 5 more characters\n'));
ok(session(["Array.from({ length: 1000 }, (_, i) => i)"]).includes("... 900 more items"));

// Looking at a value runs none of its code.
answers("({ get a() { throw 1 }, set a(v) {}, get b() { throw 1 }, set c(v) {} })", "{ a: [Getter/Setter], b: [Getter], c: [Setter] }");
answers("new Proxy({ a: 1 }, { get() { throw 1 }, ownKeys() { throw 1 }, getPrototypeOf() { throw 1 } })", "Proxy({ a: 1 })");
answers("({ toString() { throw 1 }, toJSON() { throw 1 }, get [Symbol.toStringTag]() { throw 1 }, get constructor() { throw 1 } })",
    "{", "  toString: [Function: toString],", "  toJSON: [Function: toJSON],", "  constructor: [Getter],", "  [Symbol(Symbol.toStringTag)]: [Getter]", "}");
answers(["Map.prototype.entries = Date.prototype.toISOString = Function.prototype.toString = null", "[new Map([[1, 2]]), new Date(0)]"], "null", "[Map(1) { 1 => 2 }, 1970-01-01T00:00:00.000Z]");

// Errors, with where they come from; the session goes on.
answers("throw new TypeError('x')", "Uncaught TypeError: x", "    at <eval> (<repl>:1:11)");
answers(["throw 5", "1"], "Uncaught 5", "1");
ok(session(["nothing.here", "2"]).startsWith("Uncaught ReferenceError: nothing is not defined"));
ok(session(["1 1", "2"]).startsWith("Uncaught SyntaxError: expecting ';'"));
ok(/^Error: m\n {4}at .*\{\n  cause: "c",\n  code: 7\n\}\n$/.test(session(["Object.assign(new Error('m', { cause: 'c' }), { code: 7 })"])));
ok(/^Promise \{.*\}?\n(?:.*\n)*Uncaught \(in promise\) Error: r\n/.test(session(["Promise.reject(new Error('r'))", "await os.sleepAsync(50)"])));
answers(["var p = Promise.reject(1); p.catch(() => {}); 2", "await os.sleepAsync(20); 3"], "2", "3");
const late = run([], { input: "os.setTimeout(() => { throw new Error('later') }, 1)\nawait os.sleepAsync(100); 2\n" });
ok(late.err.startsWith("Error: later\n"), late.err);
same([late.out, late.code], ["1\n2\n", 0]);

// It was the last thing to wait for: with a handler of a signal, which waits for nothing, the session ends.
equal(run([], { input: "os.signal(os.SIGTERM, () => {}); os.setTimeout(() => { throw new Error('later') }, 1)\nawait os.sleepAsync(100); 2\n" }).out, "1\n2\n");

// Inputs of several lines.
answers(["function f(a) {", "", "    return a * 2;", "}", "f(21)"], "undefined", "42");
answers(["[1,", "2", "]"], "[1, 2]");
answers(["1 +", "1"], "2");
answers(["`a", "b`"], '"a\\nb"');
answers(["`${", "1}`"], '"1"');
answers(["'a\\", "b'"], '"ab"');
answers(["/* a", "*/ 5"], "5");
answers(["if (true)", "6"], "6");
answers(["x =>", "7"], "[Function: (anonymous)]");
answers(["do {", "} while (false)"], "undefined");
answers(["new Map()", ".size"], "Map(0) {}", "no command .size; .help lists them");
answers(["'abc", "8"], "Uncaught SyntaxError: unexpected end of string", "    at <repl>:1:1", "8");
answers(["", "  ", "// nothing", "9"], "undefined", "9");
answers(["import {", "getpid", "} from 'os'", "typeof getpid"], "undefined", '"function"');
ok(session(["f("]).startsWith("Uncaught SyntaxError"), "an input that never ends");

// Declarations live on, and can be made again.
answers(["let a = 1", "const b = 2, c = 3", "a + b + c", "let a = 10", "const b = 20", "a + b"],
    "undefined", "undefined", "6", "undefined", "undefined", "30");
answers(["class A { f() { return 1 } }", "class A { f() { return 2 } } new A().f()", "new A().f()"], "undefined", "2", "2");
answers(["const { x, y: [z] } = { x: 1, y: [2] }", "[x, z]"], "undefined", "[1, 2]");
ok(session(["let t = nothing", "let t = 5; t"]).endsWith("\n5\n"), "a failed declaration does no harm");
answers("for (let i = 0, all = []; ; i++) { const n = i; if (n > 2) break; }; typeof i", '"undefined"');
answers("'let a = 1; class B {}; await import'", '"let a = 1; class B {}; await import"');
answers("/let x/.test('let x')", "true");

// await and import.
answers("await 5", "5");
answers("await Promise.resolve({ a: 1 })", "{ a: 1 }");
answers(["const v = await new Promise((resolve) => os.setTimeout(() => resolve(6), 20))", "v"], "undefined", "6");
answers("await Promise.reject(7)", "Uncaught 7");
answers(["for await (const x of [1, Promise.resolve(2)]) print(x)", "1"], "1", "2", "undefined", "1");
answers(["import * as o from \"qjs:os\"", "o === os", "import { exec as run, pipe } from 'os'; run === os.exec && pipe === os.pipe"], "undefined", "true", "true");
writeFile(temp("mod.js"), "export default 5; export const named = 6;");
equal(run([], { input: "import d, { named } from './mod.js'\n[d, named]\nimport './mod.js'\n", cwd: temp() }).out.split("\n")[1], "[5, 6]");

// What is there.
answers(["typeof std.open + typeof os.exec + typeof bjson.read", "os.getpid() > 0"], '"functionfunctionfunction"', "true");
answers(["5", "_ + 1", "_"], "5", "6", "6");
answers(["5", "var _ = 100", "1", "_"], "5", "undefined", "1", "100");
answers(["6 * 7", "_ === 42"], "42", "true");
answers(["this === globalThis"], "true");

// Commands.
ok(session([".help"]).includes(".exit"));
answers([".nothing"], "no command .nothing; .help lists them");
answers([".5 + 1"], "1.5");
answers(["1", ".exit", "2"], "1");
for (const word of ["exit", "quit", "exit()", " quit (); "]) {
    answers(["1", word, "2"], "1");
}
equal(session(["help"]), session([".help"]));
answers(["var exit = 5", "exit", "exit + 1", "f(", "exit)"], "undefined", "5", "6", "Uncaught ReferenceError: f is not defined", "    at <eval> (<repl>:1:1)");
answers(["std.exit(0)", "2"]);
equal(run([], { input: "std.exit(9)\n" }).code, 9);
writeFile(temp("load \u540d.js"), "let loaded = 1;\nfunction inFile() { return loaded; }\nloaded + 1\n");
answers([`.load ${temp("load \u540d.js")}`, "inFile()"], "2", "1");
answers([`.load ${temp("none.js")}`], `cannot read ${temp("none.js")}`);

// Timers go on after the end of input.
equal(session(["os.setTimeout(() => print('later'), 100)"]), "1\nlater\n");
// A script reads on where the prompt stands.
answers(["std.in.getline()", "for the script", "2"], '"for the script"', "2");

// -i: after a file, with what it left behind.
const file = writeFile(temp("before.js"), "globalThis.fromFile = 5; print('file');");
equal(session(["fromFile + 1"], ["-i", file]), "file\n6\n");
equal(session(["e + 1"], ["-i", "-C", "-e", "var e = 7"]), "8\n");
equal(run(["-i", "-e", "throw 1"], { input: "1\n" }).code, 1);
// CR LF, and a last line without an end.
equal(run([], { input: "1\r\n2" }).out, "1\n2\n");
same(run([], { input: "" }), { code: 0, out: "", err: "" });
