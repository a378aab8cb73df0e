// Every export of `os` and `subprocess` is in the types and in the docs, and the other way round.
import * as bjson from "bjson";
import * as os from "os";
import * as std from "std";
import * as subprocess from "subprocess";
import { equal, ok, throws } from "./support/assert.js";

const root = import.meta.url.replace(/^file:\/\//, "").replace(/tests[\\/]js[\\/][^\\/]*$/, "");
function load(path) {
    const text = std.loadFile(root + path);
    ok(text, `${root}${path} can be read`);
    return text;
}

function all(text, pattern) {
    return [...new Set([...text.matchAll(pattern)].map((match) => match[1]))];
}

function agree(what, actual, listed) {
    const missing = actual.filter((name) => !listed.includes(name));
    const invented = listed.filter((name) => !actual.includes(name));
    equal(missing.join(), "", `exports that are not in ${what}`);
    equal(invented.join(), "", `names in ${what} that are no exports`);
}

const declared = /^    export (?:function|const|class) ([\w$]+)/gm;
agree("types/std.d.ts", Object.keys(std).filter((name) => name !== "in"), all(load("types/std.d.ts"), declared));
ok(load("types/std.d.ts").includes("export { stdin as in };"), "std.in in types/std.d.ts");
agree("types/bjson.d.ts", Object.keys(bjson), all(load("types/bjson.d.ts"), declared));
agree("types/os.d.ts", Object.keys(os), all(load("types/os.d.ts"), declared));
agree("types/subprocess.d.ts", Object.keys(subprocess), all(load("types/subprocess.d.ts"), declared));

// Headings and the rows of tables.
const described = (text) => text.split("\n").filter((line) => /^(#+ |\|)/.test(line)).join("\n");
agree("docs/api.md", Object.keys(os), all(described(load("docs/api.md")), /`os\.(\w+)/g));
agree("docs/subprocess.md", Object.keys(subprocess), all(load("docs/subprocess.md"), /^## `+(?:new )?([\w$]+)/gm));

// The options too: what the types name, the docs have, and the other way round.
function members(text, name) {
    const body = new RegExp(`interface ${name}[^{]*\\{([^]*?)\\n    \\}`).exec(text)[1];
    return all(body, /^        (?:readonly )?(\w+)\??[:(]/gm);
}
const options = (text, heading) => all(text.split(heading)[1].split("\n## ")[0], /^\|((?: `\w+`,?)+) \|/gm).flatMap((cell) => all(cell, /`(\w+)`/g));
agree("the options of exec in docs/api.md", members(load("types/os.d.ts"), "ExecOptions"), options(load("docs/api.md"), "\n## `os.exec("));
const types = load("types/subprocess.d.ts");
agree("the options in docs/subprocess.md", [...members(types, "StartOptions"), ...members(types, "RunOptions")],
    options(load("docs/subprocess.md"), "\n## Options"));

// Globals: what is not the language's own, which TypeScript knows (tests/checks/types.sh).
const globals = all(load("types/globals.d.ts"), /^declare (?:function|var|const) (\w+)/gm);
const known = Object.getOwnPropertyNames(globalThis);
agree("globalThis", globals.filter((name) => !known.includes(name)), []);
agree("File in types/std.d.ts", Object.getOwnPropertyNames(Object.getPrototypeOf(std.in)), members(load("types/std.d.ts"), "File"));

// And what results, errors and children have. `name` and `message` are every Error's own.
function classMembers(text, name) {
    return members(text.replace(`class ${name} `, `interface ${name} `), name);
}
const methods = (object) => Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter((name) => name !== "constructor");
const page = load("docs/subprocess.md");
const section = (heading) => page.split(`\n## ${heading}`)[1].split("\n## ")[0];
const typed = (heading) => all(section(heading), /^- \*\*Type\*\*: `\{ ([^}]*) \}`/gm).flatMap((list) => list.split(", "));
const rows = (heading, pattern) => section(heading).split("\n").flatMap((line) => /^\| (?:`[^`]+`,? ?)+\|/.test(line) ? all(line.split("|")[1], pattern) : []);
const exit = members(types, "Exit");
agree("the result of run in docs/subprocess.md", [...members(types, "Result"), ...exit].sort(), typed("`run(").sort());
agree("ProcessError in docs/subprocess.md", ["message", ...classMembers(types, "ProcessError")], rows("`ProcessError`", /`(\w+)`/g));
const streams = [...members(types, "Input"), ...members(types, "Output")];
agree("the child in docs/subprocess.md", [...new Set(["pid", "stdin", "stdout", "stderr", "wait", "poll", "usage", "kill", "stop", ...streams])],
    [...new Set(rows("`spawn(", /`([^`]+)`/g).flatMap((member) => member.replace(/\(.*/, "").split(".")))]);
agree("Child in types/subprocess.d.ts", ["pid", "stdin", "stdout", "stderr", "wait", "poll", "kill", "usage", "stop"], members(types, "Child"));

// What there really is.
const result = subprocess.run(["cmd", "/c", "exit 0"]);
agree("Result in types/subprocess.d.ts", Object.keys(result), [...members(types, "Result"), ...exit]);
const failed = throws(Error, () => subprocess.run(["no-such-program"]));
agree("ProcessError in types/subprocess.d.ts", [...Object.keys(failed), "exits", "results"], classMembers(types, "ProcessError"));
agree("usage in types/subprocess.d.ts", Object.keys(result.usage), [...members(types, "Usage"), ...members(types, "ProcessUsage")]);
agree("usage in docs/subprocess.md", Object.keys(result.usage), rows("Usage", /`(\w+)`/g));
const child = subprocess.spawn(["cmd", "/c", "exit 0"]);
const attached = subprocess.attach(child.pid);
const entry = members(types, "ProcessEntry");
agree("AttachedProcess in types/subprocess.d.ts", [...Object.keys(attached), ...methods(attached)], [...members(types, "AttachedProcess"), ...entry]);
agree("the attached process in docs/subprocess.md", methods(attached), rows("`attach(", /`(\w+)/g));
attached.close();
agree("Child in types/subprocess.d.ts", [...Object.keys(child), ...methods(child)], members(types, "Child"));
agree("Output in types/subprocess.d.ts", methods(child.stdout), members(types, "Output"));
agree("Input in types/subprocess.d.ts", methods(child.stdin), members(types, "Input"));
child.stdin.close();
await child.wait();
