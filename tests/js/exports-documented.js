// Every export of `os` and `subprocess` is in the types and in the docs, and the other way round.
import * as os from "os";
import * as std from "std";
import * as subprocess from "subprocess";
import { equal, ok } from "./support/assert.js";

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

const declared = /^    export (?:function|const|class) (\w+)/gm;
agree("types/os.d.ts", Object.keys(os), all(load("types/os.d.ts"), declared));
agree("types/subprocess.d.ts", Object.keys(subprocess), all(load("types/subprocess.d.ts"), declared));

// Headings and the rows of tables.
const described = (text) => text.split("\n").filter((line) => /^(#+ |\|)/.test(line)).join("\n");
agree("docs/api.md", Object.keys(os), all(described(load("docs/api.md")), /`os\.(\w+)/g));
agree("docs/subprocess.md", Object.keys(subprocess), all(load("docs/subprocess.md"), /^## `(?:new )?(\w+)/gm));

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
