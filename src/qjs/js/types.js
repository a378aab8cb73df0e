// `quickproc --types [folder]`: what an editor needs to complete and check scripts.
import { err, exit, out, strerror } from "quickproc:libc-std";
import { mkdir, realpath, stat } from "quickproc:os-files";
import { loadFile, writeFile } from "quickproc:std-files";
import * as texts from "quickproc:type-texts";

const FOLDER = "quickproc-types";
const EEXIST = 17;

// No DOM: scripts have no window. The checks that most often complain about correct scripts are off.
const CONFIG = `{
    "compilerOptions": {
        "target": "ESNext",
        "lib": ["ESNext"],
        "types": [],
        "module": "ESNext",
        "moduleResolution": "Bundler",
        "moduleDetection": "force",
        "checkJs": true,
        "strict": true,
        "strictNullChecks": false,
        "noImplicitAny": false,
        "useUnknownInCatchVariables": false
    }
}
`;

function fail(text) {
    err.puts(`quickproc: ${text}\n`);
    exit(1);
}

function makeFolder(path) {
    const errno = -mkdir(path);
    if (errno > 0 && errno !== EEXIST) {
        fail(`${path}: ${strerror(errno)}`);
    }
}

// Its full path: "C:" is not the root of that drive, and "" is no folder.
function pathOf(folder) {
    if (realpath(folder)[1] !== 0) {
        makeFolder(folder);
    }
    const [path, errno] = realpath(folder);
    return errno === 0 ? path : fail(`${folder}: ${strerror(errno)}`);
}

// A configuration of the user's own stays as it is. Without a word from it no editor would read ours.
function refuseOthers(base) {
    for (const name of ["jsconfig.json", "tsconfig.json"]) {
        const path = `${base}\\${name}`;
        if (stat(path)[1] === 0 && loadFile(path) !== CONFIG) {
            fail(
                `${path} exists already; nothing was written. Delete it, or write the types elsewhere ` +
                    `(quickproc --types FOLDER) and add FOLDER/${FOLDER} to its "include"`,
            );
        }
    }
}

function write(path, text) {
    try {
        writeFile(path, text);
    } catch (error) {
        fail(error.message);
    }
}

if (scriptArgs.length > 1) {
    fail("--types takes one folder");
}
const base = pathOf(scriptArgs[0] ?? ".");
refuseOthers(base);
makeFolder(`${base}\\${FOLDER}`);
for (const [name, text] of Object.entries(texts)) {
    write(`${base}\\${FOLDER}\\${name}.d.ts`, text);
}
write(`${base}\\jsconfig.json`, CONFIG);
out.puts(`jsconfig.json and ${FOLDER} are in ${base}; open that folder in an editor\n`);
