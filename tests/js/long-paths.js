// Paths of more than 260 characters work, as a program, as a script, and as cwd; where the system
// refuses a cwd that long, the answer is -ENAMETOOLONG, never a wrong folder.
import * as os from "os";
import * as std from "std";
import { equal, note, ok } from "./support/assert.js";
import { capture, child, interpreter, script, temp, writeFile } from "./support/children.js";
import { ENAMETOOLONG } from "./support/errno.js";
import { isWine } from "./support/platform.js";

const [, source] = script("print('from a long path', scriptArgs.length); std.exit(5);");
function deep(length, program, name) {
    return capture([child("deep"), temp(), String(length), program, name]).out.trimEnd();
}

// Wine 8 starts no program from such a path, whatever one does; there it must at least be said.
function runs(args, code, options, what) {
    const program = options.file ?? args[0];
    const result = os.exec(args, options);
    if (isWine && result < 0 && Math.max(program.length, (options.cwd ?? "").length) > 240) {
        note(`Wine starts no program of ${program.length} units`);
    } else {
        equal(result, code, what);
    }
}

for (const length of [200, 259, 300, 600, 2000]) {
    const folder = deep(length, child("exit"), "tool.exe");
    const program = `${folder}\\tool.exe`;
    ok(folder.length >= length);
    runs([program, "7"], 7, {}, `a program, ${program.length} units`);
    runs([program.slice(0, -4), "7"], 7, {}, "without extension");
    runs([program.replaceAll("\\", "/"), "7"], 7, {}, "forward slashes");
    runs(["x", "8"], 8, { file: program }, "file");
    deep(length, source, "script.js");
    const result = capture([interpreter, `${folder}\\script.js`]);
    equal(result.code, 5, `a script, ${folder.length} units`);
    equal(result.out.trimEnd(), "from a long path 1");

    // Windows starts nothing in a folder of more than 258 units: by its 8.3 name, if it has one.
    writeFile(`${folder}\\marker`, String(length));
    for (const inherits of [false, true]) {
        const before = os.getcwd()[0];
        // Wine 8 writes past its buffer for a current directory that long.
        if (inherits && ((isWine && folder.length > 258) || os.chdir(folder) !== 0)) {
            note(`this system has no current directory of ${folder.length} units`);
            continue;
        }
        const started = capture([child("cwd")], inherits ? {} : { cwd: folder });
        os.chdir(before);
        if (started.code < 0) {
            ok(folder.length > 258, "within the limit");
            equal(started.code, -ENAMETOOLONG, `cwd of ${folder.length} units`);
            ok(!isWine || folder.length > 700, "Wine has 8.3 names, and these are short enough");
            note(`this system takes no cwd of ${folder.length} units`);
        } else {
            const seen = started.out.trimEnd().replace(/\\$/, "");
            equal(std.loadFile(`${seen}\\marker`), String(length), `the right folder: ${seen}`);
            ok(seen.length <= 258, "within what Windows takes");
            runs([program, "9"], 9, { cwd: folder }, "a program in it");
        }
    }
}
