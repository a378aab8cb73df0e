// os.remove: a file or folder that may not be written can be removed, as on POSIX; where it cannot, it stays as it was.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, copyFile, exists, makeFolder, temp, writeFile } from "./support/children.js";

const path = temp("read-only");

function makeReadOnly() {
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444);
}

function writable(name) {
    return (os.stat(name)[0].mode & 0o222) !== 0;
}

os.close(makeReadOnly());
ok(!writable(path), "it is read-only");
equal(os.remove(path), 0);
ok(!exists(path), "it is gone");

// Somebody has it open: refused, and read-only as before.
const held = makeReadOnly();
ok(os.remove(path) < 0, "it is open");
ok(exists(path) && !writable(path), "it is as it was");
os.close(held);
equal(os.remove(path), 0);

// A program that runs, which the system refuses as it refuses what is read-only.
const program = temp("program.exe");
copyFile(child("sleep"), program);
const pid = os.exec([program, "600000"], { block: false });
equal(os.exec(["attrib", "+r", program]), 0);
ok(os.remove(program) < 0, "it runs");
ok(!writable(program), "it is as it was");
os.kill(pid, os.SIGKILL);
os.waitpid(pid);

const folder = makeFolder("folder");
equal(os.exec(["attrib", "+r", folder]), 0);
writeFile(temp("folder", "file"), "");
ok(os.remove(folder) < 0, "it is not empty");
equal(os.remove(temp("folder", "file")), 0);
equal(os.remove(folder), 0);
ok(!exists(folder), "the folder is gone");

equal(os.remove(path), -2);
equal(os.remove(temp("no", "such")), -2);
