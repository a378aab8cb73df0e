// The environment that everybody runs in: 100 more variables, and a PATH of 40 folders.
import * as os from "os";
import * as std from "std";

const FOLDERS = 40;
const FILES = 25;

const twoDigits = (i) => String(i).padStart(2, "0");

function copyFile(from, to) {
    const file = std.open(from, "rb");
    const bytes = new ArrayBuffer(1024 * 1024);
    const length = file.read(bytes, 0, bytes.byteLength);
    file.close();
    std.writeFile(to, new Uint8Array(bytes, 0, length));
}

// Folders as they are in a PATH: files in each; the program is in the last.
function makeFolders(root, program) {
    const folders = [];
    os.mkdir(root);
    for (let i = 0; i < FOLDERS; i++) {
        const folder = `${root}\\folder-${twoDigits(i)}`;
        if (os.mkdir(folder) === 0) {
            for (let j = 0; j < FILES; j++) {
                std.writeFile(`${folder}\\tool-${twoDigits(j)}.${j % 2 ? "exe" : "dll"}`, "MZ");
            }
        }
        folders.push(folder);
    }
    copyFile(program, `${folders.at(-1)}\\found.exe`);
    return folders;
}

// `out`: where the folders are made; `program`: what is found there as found.exe.
export function makeSurroundings(out, program) {
    const [base] = os.realpath(out);
    const env = std.getenviron();
    for (const name of Object.keys(env)) {
        if (name.toUpperCase() === "PATH") {
            delete env[name];
        }
    }
    for (let i = 0; i < 100; i++) {
        env[`INHERITED_${twoDigits(i)}`] = `the value of variable ${twoDigits(i)}`;
    }
    env.PATH = makeFolders(`${base}\\bench-path`, program).join(";");
    return env;
}
