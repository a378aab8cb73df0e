// Tab at the prompt: what it makes of a line, without running code of what it looks at.
import * as os from "os";
import { complete, Completer } from "quickproc:repl-complete";
import { equal, same } from "./support/assert.js";
import { makeFolder, temp, writeFile } from "./support/children.js";

let ran = 0;
const run = () => ran++;
Object.assign(globalThis, {
    os,
    greeting: "abc",
    count: 5,
    list: [1],
    bytes: new Uint8Array(50000000),
    nothing: null,
    guarded: new Proxy({}, { ownKeys: run, get: run, has: run, getPrototypeOf: run, getOwnPropertyDescriptor: run }),
    outer: {
        inner: { one: 1, once: 2, "no name": 3, _hidden: 4, 5: 6 },
        get computed() {
            run();
            return { inner: 1 };
        },
        guarded: new Proxy({ inner: 1 }, { get: run, has: run, getOwnPropertyDescriptor: run }),
    },
});
Object.setPrototypeOf(globalThis.outer.inner, null);
class Base {
    inherited() {}
    get alsoInherited() {
        return run();
    }
}
globalThis.derived = new (class extends Base {
    own = 1;
})();

function becomes(line, ...expected) {
    same(complete(line), expected, line);
}

// Names, in the case that was typed or else in any.
becomes("greet", "greeting");
becomes("let x = greet", "let x = greeting");
becomes("GREET", "greeting");
becomes("instanceO", "instanceof");
becomes("AbortC", "AbortController");
becomes("JSON.par", "JSON.parse");
becomes("json.par");
becomes("this.greet", "this.greeting");
becomes("typeof greet", "typeof greeting");
becomes("nosuchname");
becomes("f(greet", "f(greeting");

// Properties: own ones, then inherited ones; only those that can be written behind a dot.
becomes("outer.inner.", "outer.inner.once", "outer.inner.one");
becomes("outer.inner._", "outer.inner._hidden");
becomes("1 + outer?.inner.onc", "1 + outer?.inner.once");
becomes("outer . inner . onc", "outer . inner . once");
becomes("os.getp", "os.getpid");
becomes("derived.o", "derived.own");
same(complete("derived.").slice(0, 4), ["derived.own", "derived.constructor", "derived.alsoInherited", "derived.inherited"]);
becomes("greeting.toUpper", "greeting.toUpperCase");
becomes("count.toFi", "count.toFixed");
becomes("list.flatM", "list.flatMap");
becomes("bytes.subar", "bytes.subarray");
becomes("nothing.");
becomes("nothing.a.b");
becomes("no.such.");

// Nothing runs.
becomes("guarded.");
becomes("guarded.in");
becomes("outer.comp", "outer.computed");
becomes("outer.computed.");
becomes("outer.computed.in");
becomes("outer.guarded.in");
becomes("f().gr");
becomes("list[0].toFi");
same([ran, typeof Object.getOwnPropertyDescriptor(globalThis, "AbortSignal").get], [0, "function"]);

// Where no name is meant.
for (const line of ["'greet", '"os.getp', "// greet", "`greet", "/* greet", "greeting ", "if (", "5.", ")", "a +"]) {
    becomes(line);
}
becomes("`${greet", "`${greeting");
becomes("'a' + greet", "'a' + greeting");
same(complete("greet", "`a\n"), [], "in a template");
same(complete("greet", "f(\n"), ["greeting"]);
same(complete(".at", "greeting\n"), [".at"], "a line that goes on");
same(complete("", "f(\n"), ["    "]);
becomes("", "    ");
becomes("\t ", "\t     ");

// Commands.
becomes(".l", ".load ");
becomes(".", ".clear", ".exit", ".help", ".load ");
same(complete(".l", "f(\n"), []);

// Modules and files.
becomes('import * as o from "s', 'import * as o from "std', 'import * as o from "subprocess');
becomes("import 'b", "import 'bjson");
becomes('await import("o', 'await import("os');
makeFolder("modules");
makeFolder("modules", "lib");
writeFile(temp("modules", "one.js"), "");
writeFile(temp("modules", "only.mjs"), "");
writeFile(temp("modules", "one.txt"), "");
os.chdir(temp("modules"));
becomes('import "./', 'import "./lib/', 'import "./one.js', 'import "./only.mjs');
becomes('import "./onl', 'import "./only.mjs');
becomes('import "../mod', 'import "../modules/');
becomes("new os.Worker('./one", "new os.Worker('./one.js");
becomes('import "./none/');
// A name that would end the string is none to complete.
writeFile(temp("modules", "x'); std.exit(66); ('.js"), "");
becomes("import('./x");
becomes('import "./x', `import "./x'); std.exit(66); ('.js`);
os.remove("x'); std.exit(66); ('.js");
becomes(".load o", ".load one.js", ".load one.txt", ".load only.mjs");
becomes(".load lib", ".load lib/");
equal(complete(`.load ${temp("modules").replaceAll("\\", "/")}/on`).length, 3);

// Each press takes the next one, with Shift the one before; a line that was changed begins anew.
const completer = new Completer();
const press = (line, backwards = false) => completer.press(line, "", backwards);
equal(press("outer.inner."), "outer.inner.once");
equal(press("outer.inner.once"), "outer.inner.one");
equal(press("outer.inner.one"), "outer.inner.once");
equal(press("outer.inner.once", true), "outer.inner.one");
equal(press("outer.inner.", true), "outer.inner.one");
equal(press("outer.inner.onc"), "outer.inner.once");
equal(press("nosuchname"), "nosuchname");
equal(press("nosuchname"), "nosuchname");
equal(press(""), "    ");
equal(press("    "), "        ", "indented once more");
equal(press('import "../mod'), 'import "../modules/');
equal(press('import "../modules/'), 'import "../modules/lib/', "and into the folder");
