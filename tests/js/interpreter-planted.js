// Whatever lies in the current folder, beside the script and beside the interpreter: no DLL, module or program that is used
// without being named by the script comes from there.
import * as std from "std";
import { equal } from "./support/assert.js";
import { capture, child, copyFile, interpreter, makeFolder, temp, writeFile } from "./support/children.js";

const folders = ["program", "script", "current"].map((name) => makeFolder(name));
for (const folder of folders) {
    for (const name of ["user32", "advapi32", "bcrypt", "cryptbase", "version", "shell32", "psapi", "dbghelp", "quickproc", "os", "std"]) {
        writeFile(`${folder}\\${name}.dll`, "no DLL");
    }
    for (const name of ["os", "std", "subprocess", "bjson", "os.js", "std.js", "subprocess.js"]) {
        writeFile(`${folder}\\${name}`, "throw new Error('planted');");
    }
    for (const name of ["cmd", "curl", "conhost", "rundll32", "sh", "taskkill"]) {
        copyFile(child("exit"), `${folder}\\${name}.exe`);
    }
}
const [program, script, current] = folders;
copyFile(interpreter, `${program}\\copy.exe`);

// Each line prints what the real one does; the planted program ends with exit code 0.
const main = writeFile(`${script}\\main.js`, `
import * as os from "os";
import * as std from "std";
import { processes, run, spawn, which } from "subprocess";

const found = [];
os.signal(os.SIGTERM, () => found.push("handler"));
found.push(std.popen("exit 4", "r").close() / 256, run("exit 5", { shell: true }).code, os.exec(["cmd", "/c", "exit 6"]));
try {
    std.urlGet("http://127.0.0.1:1/");
} catch (error) {
    found.push(error.message);
}
const running = spawn([${JSON.stringify(child("sleep"))}, "600000"], { stdin: "null", newConsole: true, windowsHide: true });
found.push((await running.stop({ forceKillAfter: 60000 })).stoppedBy, which("curl"), processes().length > 0);
os.kill(os.getpid(), os.SIGTERM);
while (found.at(-1) !== "handler") {
    await os.sleepAsync(10);
}
std.out.puts(found.join());
`);
const system = `${std.getenv("SystemRoot")}\\system32`;
const hasCurl = std.loadFile(`${system}\\curl.exe`, { binary: true }) !== null;
std.setenv("PATH", hasCurl ? temp("nowhere") : system);
const expected = `4,5,${hasCurl ? -2 : 6},could not start curl,ctrl-c,,true,handler`;

function check(exe, args, cwd) {
    const { code, out } = capture([exe, ...args], { cwd });
    equal(`${code} ${out}`, `0 ${expected}`, `${exe} in ${cwd}`);
}
for (const cwd of folders) {
    check(interpreter, [main], cwd);
    check(`${program}\\copy.exe`, [main], cwd);
}
equal(capture([interpreter, "--compile", main, "--out", `${program}\\made.exe`], { cwd: current }).code, 0);
check(`${program}\\made.exe`, [], current);
check(`${program}\\made.exe`, [], program);
