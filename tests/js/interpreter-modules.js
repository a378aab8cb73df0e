// std, os and bjson under both names are the same module; plain names stay files where they look like files.
import * as os from "os";
import * as std from "std";
import * as bjson from "bjson";
import * as qjsOs from "qjs:os";
import * as qjsStd from "qjs:std";
import * as qjsBjson from "qjs:bjson";
import * as libcOs from "quickproc:libc-os";
import * as libcStd from "quickproc:libc-std";
import * as native from "quickproc:native";
import { equal, ok, same } from "./support/assert.js";
import { makeFolder, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

equal(os, qjsOs);
equal(std, qjsStd);
equal(bjson, qjsBjson);
equal(os, await import("os"));
equal(std, await import("qjs:std"));

// Nothing of quickjs-libc is lost, and everything of ours is there.
for (const name of Object.keys(libcOs)) {
    ok(name in os, `os.${name}`);
}
for (const name of Object.keys(libcStd)) {
    ok(name in std, `std.${name}`);
}
for (const name of Object.keys(native)) {
    equal(os[name], native[name], `os.${name} is quickproc's`);
}
equal(os.platform, "win32");

// The classes are the same ones, whichever name they come from.
const { in: input } = await import("qjs:std");
equal(Object.getPrototypeOf(std.in), Object.getPrototypeOf(input));
ok(std.out.puts === input.puts);

// Files that have the names of modules.
makeFolder("own");
writeFile(temp("own", "std.js"), "export default 'std.js';");
writeFile(temp("own", "os"), "export default './os';");
writeFile(temp("own", "sub.js"), "export { default } from './os'; export const url = import.meta.url; export const main = import.meta.main;");
writeFile(temp("own", "text.txt"), "some text");
writeFile(temp("own", "data.json"), '{ "a": [1] }');
const main = writeFile(temp("own", "main.js"), `
    import a from "./std.js";
    import b from "./os";
    import c from "./../own/os";
    import d, { url, main } from "./sub.js";
    import json from "./data.json" with { type: "json" };
    import text from "./text.txt" with { type: "text" };
    import * as os from "os";
    print(a, b, c === b, d === b, url.slice(-6), main, JSON.stringify(json), text, typeof os.exec);
    print(import.meta.url.endsWith("own/main.js"), import.meta.main);
    print((await import("./sub.js")).default, (await import(".\\\\sub.js")).url === url);
`);
const expected = 'std.js ./os true true sub.js false {"a":[1]} some text function\ntrue true\n./os true\n';
for (const path of [main, main.replaceAll("\\", "/")]) {
    same(run([path]), { code: 0, out: expected, err: "" }, path);
}
same(run(["own\\main.js"], { cwd: temp() }), { code: 0, out: expected, err: "" }, "a relative path");
same(run(["main.js"], { cwd: temp("own") }).code, 0);
same(run(["./own/main.js"], { cwd: temp() }), { code: 0, out: expected, err: "" });

// import.meta.url is the full path behind "file://", whatever name the script was started by.
writeFile(temp("own", "where.mjs"), "export { url } from './sub.js'; import { url } from './sub.js'; print(import.meta.url + '\\n' + url);");
const here = `file://${temp("own").replaceAll("\\", "/")}/`;
for (const name of [temp("own", "where.mjs"), `\\\\?\\${temp("own", "where.mjs")}`, "where.mjs", ".\\where.mjs", "../own/where.mjs", temp("own").slice(2) + "\\where.mjs", `${temp("own").slice(0, 2)}where.mjs`]) {
    same(run([name], { cwd: temp("own") }), { code: 0, out: `${here}where.mjs\n${here}sub.js\n`, err: "" }, name);
}
same(run(["where.mjs"], { cwd: "\\\\?\\" + temp("own") }).code, 0);

// What is not there.
for (const name of ["fs", "qjs:nothing", "STD", "std.js", "./std", "quickproc:nothing", ""]) {
    let error;
    try {
        await import(name);
    } catch (e) {
        error = e;
    }
    ok(error instanceof ReferenceError, `import ${name}: ${error}`);
}

// Import attributes are those that the engine knows, or an error.
for (const attributes of ['{ nonsense: "json" }', '{ type: "nonsense" }']) {
    const result = run([writeFile(temp("own", "attributes.js"), `import data from "./data.json" with ${attributes}; print(data);`)]);
    same([result.code, result.out], [1, ""], attributes);
}

// A module that fails leaves the ones it has imported whole.
writeFile(temp("own", "fails.js"), "import * as os from 'os'; import './missing.js';");
same(run([writeFile(temp("own", "twice.js"), `
    for (let i = 0; i < 3; i++) {
        await import("./fails.js").catch((error) => print(error.name));
        await import("./text.txt").catch((error) => print(error.name));
    }
    const os = await import("os"), other = await import("qjs:os");
    print(os === other, typeof os.exec, typeof (await import("std")).open);
`)]), { code: 0, out: "ReferenceError\nSyntaxError\n".repeat(3) + "true function function\n", err: "" });

// Modules that need modules in a circle, the script itself among them.
writeFile(temp("own", "circle.js"), "import { value } from './circle-main.js'; export const get = () => value; globalThis.loads = (globalThis.loads ?? 0) + 1;");
same(run([writeFile(temp("own", "circle-main.js"), `
    import { get } from "./circle.js";
    export const value = 5;
    globalThis.runs = (globalThis.runs ?? 0) + 1;
    print(get(), loads, runs);
`)]), { code: 0, out: "5 1 1\n", err: "" });
