// Paths of more than 260 characters work, as a program, as a script, and as cwd; where the system
// refuses a cwd that long, the answer is -ENAMETOOLONG, never a wrong folder.
import * as os from "os";
import { equal, note, ok } from "./support/assert.js";
import { capture, child, interpreter, script, temp } from "./support/children.js";
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

    const cwd = capture([child("cwd")], { cwd: folder });
    if (cwd.code < 0 && folder.length >= 258) {
        equal(cwd.code, -ENAMETOOLONG, `cwd of ${folder.length} units`);
        note(`this system takes no cwd of ${folder.length} units`);
    } else {
        equal(
            cwd.out
                .trimEnd()
                .replace(/\\$/, "")
                .replace(/^\\\\\?\\/, "")
                .toLowerCase(),
            folder.toLowerCase(),
            "the right folder",
        );
        runs(["./tool.exe", "9"], 9, { cwd: folder }, "a program in it");
    }
}
