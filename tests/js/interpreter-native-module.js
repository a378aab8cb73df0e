// A native module is loaded from any path, as seen from the script that imports it.
import * as os from "os";
import { equal, note } from "./support/assert.js";
import { copyFile, exists, interpreter, makeFolder, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

const dll = interpreter.replace(/[^\\/]*$/, "quickproc.dll");
if (exists(dll)) {
    makeFolder("modules");
    makeFolder("modules", "ж ä");
    copyFile(dll, temp("modules", "ж ä", "native.dll"));
    const script = writeFile(
        temp("modules", "script.js"),
        `import { getpid } from "./ж ä/native.dll";
        import * as os from "os";
        print(getpid() === os.getpid());`,
    );
    os.chdir(makeFolder("elsewhere"));
    equal(run([script]).out, "true\n");
    writeFile(temp("modules", "ж ä", "text.dll"), "no program");
    for (const name of ["none.dll", "text.dll"]) {
        const broken = writeFile(temp("modules", "broken.js"), `import "./ж ä/${name}";`);
        equal(run([broken]).code, 1, name);
    }
} else {
    note("no quickproc.dll beside the interpreter");
}
