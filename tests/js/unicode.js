// Any Unicode name works: as a program, script, cwd, argument, variable, batch file, and in the
// file functions of os and std.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import {
    argvOf, capture, child, copyFile, exists, interpreter, lines, makeFolder, readFile, script, temp,
    variables, writeFile,
} from "./support/children.js";

const names = [
    "\u00e4\u00f6\u00fc\u00df", "\u0416\u0443\u043a", "\u540d\u524d", "\u{1f600} smile", "e\u0301",
    "\u05e9\u05dc\u05d5\u05dd",
];
for (const name of names) {
    const folder = makeFolder(name);
    ok(exists(folder), name);
    copyFile(child("exit"), temp(name, `${name}.exe`));
    equal(os.exec([temp(name, `${name}.exe`), "5"]), 5, `program ${name}`);
    equal(os.exec([`./${name}`, "6"], { cwd: folder }), 6, `in cwd ${name}`);
    equal(capture([child("cwd")], { cwd: folder }).out.trimEnd(), folder);
    writeFile(temp(name, `${name}.bat`), "@exit /b 7\r\n");
    equal(os.exec([temp(name, `${name}.bat`)]), 7, `batch file ${name}`);
    const [, source] = script("print(scriptArgs[1]); std.exit(8);");
    copyFile(source, temp(name, `${name}.js`));
    const result = capture([interpreter, temp(name, `${name}.js`), name]);
    equal(result.code, 8, `script ${name}`);
    equal(lines(result.out)[0], name, "printed as UTF-8");
    std.setenv("PATH", `${folder};C:\\windows\\system32`);
    equal(os.exec([name, "9"]), 9, `in PATH: ${name}`);
    same(argvOf("crt", [name]).slice(1), [name]);
    same(variables(["QP_X"], { env: { QP_X: name } }), [`QP_X=${name}`]);

    // The file functions.
    const file = writeFile(temp(name, "a"), name);
    const [entries, error] = os.readdir(temp());
    equal(error, 0);
    ok(entries.includes(name), `readdir: ${entries}`);
    equal(readFile(file), name);
    equal(std.loadFile(file), name);
    const renamed = temp(name, `${name} 2`);
    equal(os.rename(file, renamed), 0);
    const fd = os.open(renamed, os.O_RDONLY);
    ok(fd >= 0, "open");
    os.close(fd);
    equal(os.stat(renamed)[1], 0);
    ok(os.realpath(renamed)[0].replaceAll("/", "\\").endsWith(`${name} 2`), "realpath");
    equal(os.remove(renamed), 0);
    equal(os.chdir(folder), 0);
    equal(os.getcwd()[0].replaceAll("/", "\\"), folder);
    os.chdir(temp());
    std.setenv("QP_Y", name);
    equal(std.getenv("QP_Y"), name);
}
