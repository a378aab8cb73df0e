// The search never looks in the current directory, in the application's directory or anywhere else
// that PATH does not name; empty entries of PATH are passed over.
import * as os from "os";
import * as std from "std";
import { equal, oneOf } from "./support/assert.js";
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
