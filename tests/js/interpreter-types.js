// --types: what an editor needs, and nothing of the user's is overwritten.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import { exists, makeFolder, readFile, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

const own = import.meta.url.replace(/^file:\/\//, "").replace(/tests[\\/]js[\\/][^\\/]*$/, "types/");
const names = (folder) => os.readdir(folder)[0].filter((name) => !/^\.\.?$/.test(name)).sort();
const files = names(own);
ok(files.length >= 5, files);

function writes(args, folder, options) {
    const { code, out, err } = run(["--types", ...args], options);
    same([code, err], [0, ""], JSON.stringify(args));
    ok(out.includes("jsconfig.json"), out);
    same(names(folder), ["jsconfig.json", "quickproc-types"]);
    same(names(`${folder}\\quickproc-types`), files);
    for (const file of files) {
        equal(readFile(`${folder}\\quickproc-types\\${file}`), std.loadFile(own + file), file);
    }
    equal(JSON.parse(readFile(`${folder}\\jsconfig.json`)).compilerOptions.checkJs, true);
}

function refuses(args, message) {
    const { code, out, err } = run(["--types", ...args]);
    same([code, out], [1, ""], JSON.stringify(args));
    ok(err.startsWith("quickproc: ") && err.includes(message), err);
}

// A folder that there is, one that is made, the current one.
const folder = makeFolder("project n\u00e4me");
writes([folder], folder);
writes([temp("made")], temp("made"));
makeFolder("current");
writes([], temp("current"), { cwd: temp("current") });

// Again, as after an update of quickproc: the files are renewed.
writeFile(`${folder}\\quickproc-types\\os.d.ts`, "old");
writes([folder], folder);

// A configuration that is not ours is not touched, and nor is anything else.
const edited = '{ "include": ["mine"] }';
for (const name of ["jsconfig.json", "tsconfig.json"]) {
    const mine = makeFolder(`mine-${name}`);
    writeFile(`${mine}\\${name}`, edited);
    refuses([mine], `${mine}\\${name} exists already; nothing was written.`);
    same([readFile(`${mine}\\${name}`), names(mine)], [edited, [name]]);
}
writeFile(`${folder}\\jsconfig.json`, edited);
writeFile(`${folder}\\quickproc-types\\os.d.ts`, "old");
refuses([folder], "exists already");
same([readFile(`${folder}\\jsconfig.json`), readFile(`${folder}\\quickproc-types\\os.d.ts`)], [edited, "old"]);

// A folder is not a file, and what has no parent is not made.
makeFolder("taken");
makeFolder("taken", "jsconfig.json");
refuses([temp("taken")], "jsconfig.json exists already");
same(names(temp("taken")), ["jsconfig.json"]);
refuses([temp("not-there\\folder")], std.strerror(std.Error.ENOENT));
refuses([""], std.strerror(std.Error.ENOENT));
refuses([writeFile(temp("file"), "")], "file");
equal(readFile(temp("file")), "");
refuses([temp("a"), temp("b")], "--types takes one folder");
ok(!exists(temp("a")) && !exists(temp("b")), "nothing was made");
