// The search never looks in the current directory, in the application's directory or anywhere else
// that PATH does not name; empty entries of PATH are passed over.
import * as os from "os";
import * as std from "std";
import { which } from "subprocess";
import { equal, note, oneOf } from "./support/assert.js";
import { child, copyFile, interpreter, makeFolder, temp, writeFile } from "./support/children.js";
import { ENOENT } from "./support/errno.js";

const planted = makeFolder("planted"),
    bin = makeFolder("bin");
for (const name of ["tool.exe", "cmd.exe", "tool.bat"]) {
    copyFile(child("exit"), temp("planted", name));
}
const system = "C:\\windows\\system32";
os.chdir(planted);
for (const path of [
    system, `;${system}`, `;;${system};;`, `${system};`, `${bin};;${system}`, ";", '""', `"";${system}`,
]) {
    std.setenv("PATH", path);
    equal(os.exec(["tool", "66"]), -ENOENT, `PATH=${path}`);
    equal(os.exec(["tool.exe", "66"]), -ENOENT, `PATH=${path}`);
    equal(os.exec(["tool", "66"], { cwd: planted }), -ENOENT, `PATH=${path}, cwd`);
    oneOf(
        os.exec(["cmd", "/c", "exit 3"]),
        path.includes(system) ? [3] : [-ENOENT],
        `the real cmd, PATH=${path}`,
    );
}

// Entries that nobody means as folders of the current one.
for (const folder of [" C", "%BIN%", "%SystemRoot%", "%SystemRoot%\\system32"]) {
    os.mkdir(`${planted}\\${folder}`);
    copyFile(child("exit"), `${planted}\\${folder}\\tool.exe`);
}
for (const path of [
    " C:\\nowhere", "C:\\nowhere; C:\\nowhere", "%BIN%", '"%BIN%"', "%SystemRoot%\\system32;%BIN%", "%BIN%\\..",
]) {
    std.setenv("PATH", path);
    equal(os.exec(["tool", "66"]), -ENOENT, `PATH=${path}`);
}
std.setenv("PATH", `C:\\nowhere; ${temp("planted")} ;`);
equal(os.exec(["tool", "5"]), 5, "blanks around an entry are none of it");

// An extension that leads out of the folder is none.
std.setenv("PATH", makeFolder("deep"));
const pathext = std.getenv("PATHEXT");
for (const extension of [".\\..\\..\\planted\\tool.exe", "./../../planted/tool.exe", ".exe\\..\\..\\planted\\tool.exe"]) {
    std.setenv("PATHEXT", extension);
    equal(os.exec(["x", "66"]), -ENOENT, extension);
}
if (pathext === undefined) {
    std.unsetenv("PATHEXT");
} else {
    std.setenv("PATHEXT", pathext);
}
std.setenv("PATH", system);

// The application's directory: a copy of the interpreter there with a program beside it.
std.setenv("PATH", system);
const app = makeFolder("app");
copyFile(interpreter, temp("app", "host.exe"));
copyFile(child("exit"), temp("app", "beside.exe"));
const source =
    "import * as os from 'os';\n" +
    "const a = os.exec(['beside', '66']), b = os.exec(['beside.exe', '66'], { usePath: true });\n" +
    "import * as std from 'std'; std.exit(a === -2 && b === -2 ? 0 : 1);\n";
equal(
    os.exec([temp("app", "host.exe"), writeFile(temp("look.js"), source)]),
    0,
    "the application's directory",
);

// Windows' own folder and the system folder are places where Windows would look by itself.
std.setenv("PATH", bin);
equal(os.exec(["cmd", "/c", "exit 3"]), -ENOENT, "the system directory is not in PATH");
equal(os.exec(["regedit", "/?"]), -ENOENT, "the Windows directory is not in PATH");

// A batch file's cmd.exe is the system's, whatever COMSPEC, PATH and the current directory offer.
writeFile(temp("bin", "x.bat"), "@exit /b 9\r\n");
std.setenv("COMSPEC", temp("planted", "cmd.exe"));
std.setenv("PATH", `${planted};${bin}`);
equal(os.exec(["x.bat"]), 9, "a planted cmd.exe");
equal(os.exec([temp("bin", "x.bat")], { cwd: planted }), 9);

// Without quoting too a batch file is the one that was found, not what cmd.exe would search.
writeFile(temp("planted", "tool.cmd"), "@exit /b 66\r\n");
writeFile(temp("bin", "tool.cmd"), "@exit /b 7\r\n");
std.setenv("PATH", bin);
equal(os.exec(["tool", "x"], { windowsVerbatimArguments: true, cwd: planted }), 7, "verbatim");
equal(os.exec(["other", "x"], { file: "tool", windowsVerbatimArguments: true, cwd: planted }), 7, "verbatim, file");
equal(os.exec(["tool"], { windowsVerbatimArguments: true }), 7, "verbatim, our directory");

// Every user may make folders at the root of a drive: a name of POSIX means no file there.
const root = "C:\\quickproc-planted";
os.chdir("C:\\");
os.mkdir(root);
if (os.mkdir("C:\\bin") === 0 || os.stat("C:\\bin")[1] === 0) {
    const name = `planted-${os.getpid()}`;
    const files = [`C:\\bin\\${name}.exe`, `${root}\\${name}.exe`];
    for (const file of files) {
        copyFile(child("exit"), file);
    }
    equal(os.exec([`C:/bin/${name}`, "7"]), 7, "with its drive it is that file");
    equal(os.exec([`/bin/${name}`, "66"]), -ENOENT, "/bin/X");
    equal(os.exec([`/BIN/${name}.exe`, "66"]), -ENOENT, "/bin/X.exe");
    equal(os.exec(["x", "66"], { file: `/bin/${name}` }), -ENOENT, "file: /bin/X");
    for (const detour of [`/bin//${name}`, `/bin/./${name}`, `/./bin/${name}`, `/usr/../bin/${name}`, `/bin/../bin/${name}`]) {
        equal(os.exec([detour, "66"]), -ENOENT, detour);
    }
    const before = std.getenv("PATH");
    for (const path of ["/bin", "\\bin", "/usr/bin:/bin", '"/bin/"', " /bin", "nowhere;/quickproc-planted"]) {
        std.setenv("PATH", path);
        equal(os.exec([name, "66"]), -ENOENT, `PATH=${path}`);
        equal(which(name, { env: { PATH: path } }), null, `the child's PATH=${path}`);
    }
    std.setenv("PATH", before);
    equal(os.exec([`/bin/${name}`, "66"], { usePath: false }), -ENOENT, "usePath: false");
    for (const line of [`/bin/${name}`, `/quickproc-planted/${name}`, `\\quickproc-planted\\${name}`]) {
        equal(os.exec([writeFile(temp("planted", "script"), `#!${line} 66\n`)]), -ENOENT, `#!${line}`);
    }
    for (const path of ["/bin", "/bin:", `/bin/;/quickproc-planted;${bin}`, `"/bin";${bin}`]) {
        std.setenv("PATH", path);
        equal(os.exec([name, "66"]), -ENOENT, `PATH=${path}`);
        equal(os.exec([`/usr/bin/${name}`, "66"]), -ENOENT, `PATH=${path}, /usr/bin/X`);
    }
    std.setenv("PATH", bin);
    copyFile(child("exit"), temp("bin", `${name}.exe`));
    equal(os.exec([writeFile(temp("planted", "script"), `#!/quickproc-planted/${name} 5\n`)]), 5, "PATH");
    for (const file of files) {
        os.remove(file);
    }
    os.remove("C:\\bin");
} else {
    note("no folder can be made at the root of the drive");
}
os.remove(root);
