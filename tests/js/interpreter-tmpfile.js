// std.tmpfile: where the file is, what it can, and that it goes away, however its users end.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import { child, interpreter, makeFolder, readAll, temp, utf8, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

const E = std.Error;

// The files of a folder.
function files(folder) {
    return os.readdir(folder)[0].filter((name) => name !== "." && name !== "..");
}

function environment(changes) {
    const env = std.getenviron();
    for (const name of Object.keys(env)) {
        if (["TMP", "TEMP"].includes(name.toUpperCase())) {
            delete env[name];
        }
    }
    return { ...env, ...changes };
}

// In the folder that the variables name, the first one first, whatever its name; by default in the user's own.
const folder = makeFolder("a folder, ä, 日本");
const other = makeFolder("other");
const look = `
    const error = {};
    const file = std.tmpfile(error);
    const listed = (path) => os.readdir(path)[0].length - 2;
    console.log(error.errno, file !== null, ...scriptArgs.slice(1).map(listed));
    file?.close();
    console.log(...scriptArgs.slice(1).map(listed));`;
writeFile(temp("look.js"), `import * as std from "std"; import * as os from "os"; ${look}`);
function looked(changes) {
    const { code, out, err } = run([temp("look.js"), folder, other], { env: environment(changes) });
    equal(err, "");
    equal(code, 0);
    return out.trim().split("\n").map((line) => line.trim());
}
same(looked({ TMP: folder, TEMP: other }), ["0 true 1 0", "0 0"]);
same(looked({ TEMP: other, USERPROFILE: folder }), ["0 true 0 1", "0 0"]);
same(looked({ USERPROFILE: folder }), ["0 true 1 0", "0 0"]);

// A folder that is not there: no file, and why.
const [first, second] = looked({ TMP: temp("none"), TEMP: folder });
ok(first.endsWith(" false 0 0"), first);
ok([E.ENOENT, 20].includes(Number(first.split(" ")[0])), `errno: ${first}`);
equal(second, "0 0");

// No stream for it, or no descriptor: no file, and none stays. (Wine's C runtime opens one before it looks for a descriptor, and
// forgets it: there it goes with the process.)
writeFile(
    temp("refused.js"),
    `import * as std from "std"; import * as os from "os";
    function refused(open) {
        const all = [];
        for (let one = open(); one !== null && one !== -24; one = open()) {
            all.push(one);
        }
        const file = std.tmpfile();
        const left = os.readdir(scriptArgs[1])[0].length - 2;
        return [all, file, left];
    }
    const [files, first, left] = refused(() => std.open("NUL", "r"));
    files.forEach((file) => file.close());
    const [fds, second] = refused(() => os.dup(0));
    fds.forEach((fd) => os.close(fd));
    console.log(files.length > 100, fds.length > 100, first, left, second);`,
);
const none = run([temp("refused.js"), folder], { env: environment({ TMP: folder }) });
equal(none.err, "");
equal(none.out.trim(), "true true null 0 null");
same(files(folder), []);

// Bytes as they are; read where one seeks to; more than one at a time.
const one = std.tmpfile();
const two = std.tmpfile();
one.puts("a\nb\r\n\x1a");
two.puts("two");
one.seek(0, std.SEEK_SET);
equal(one.readAsString(), "a\nb\r\n\x1a");
one.seek(1, std.SEEK_SET);
one.puts("X");
one.seek(0, std.SEEK_SET);
equal(one.readAsString(), "aXb\r\n\x1a");
two.seek(0, std.SEEK_SET);
equal(two.readAsString(), "two");
two.close();
one.close();

// Children write into it and read from it, at its position.
const shared = std.tmpfile();
equal(os.exec([child("argv"), "x"], { stdout: shared.fileno(), stderr: shared.fileno() }), 0);
shared.seek(0, std.SEEK_END);
ok(shared.tell() > 0, "a child has written");
shared.puts("from here\n");
shared.flush();
os.seek(shared.fileno(), -10, std.SEEK_END);
const [readFd, writeFd] = os.pipe();
equal(os.exec([child("cat")], { stdin: shared.fileno(), stdout: writeFd }), 0);
os.close(writeFd);
equal(utf8(readAll(readFd)), "from here\n");
shared.close();

// Gone when the last one who has it open is gone: this process, killed; then its child.
const [holdRead, holdWrite] = os.pipe();
const [tellRead, tellWrite] = os.pipe();
const script = writeFile(
    temp("killed.js"),
    `import * as std from "std"; import * as os from "os";
    const file = std.tmpfile();
    const pid = os.exec([scriptArgs[1]], { stdout: file.fileno(), block: false });
    std.out.puts(pid + "\\n");
    std.out.flush();
    os.sleep(600000);`,
);
const pid = os.exec([interpreter, script, child("cat")], {
    env: environment({ TMP: folder }),
    stdin: holdRead,
    stdout: tellWrite,
    block: false,
});
os.close(holdRead);
os.close(tellWrite);
const told = std.fdopen(tellRead, "r");
ok(Number(told.getline()) > 0, "its child runs");
equal(files(folder).length, 1);
equal(os.kill(pid, os.SIGKILL), 0);
equal(os.waitpid(pid)[0], pid);
equal(files(folder).length, 1, "the child holds it");
os.close(holdWrite);
const deadline = Date.now() + 60000;
while (files(folder).length > 0 && Date.now() < deadline) {
    os.sleep(10);
}
same(files(folder), []);
told.close();
same(files(other), []);
