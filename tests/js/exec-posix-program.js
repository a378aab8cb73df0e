// Programs that POSIX scripts name by their usual place, /bin/sh, /usr/bin/X and /usr/local/bin/X:
// where there is no such file, X is searched in PATH. Any other path is just a path.
import * as os from "os";
import * as std from "std";
import { equal } from "./support/assert.js";
import { capture, children, makeFolder } from "./support/children.js";
import { ENOENT } from "./support/errno.js";

// Under Wine the root of Z: is that of Linux, where /bin/sh is a file.
os.chdir("C:\\windows");
equal(os.exec(["/bin/sh", "-c", "exit 4"]), -ENOENT, "not in PATH");
std.setenv("PATH", `${makeFolder("empty")};${children}`);
equal(os.exec(["/bin/sh", "-c", "exit 4"]), 4);
equal(os.exec(["/usr/bin/sh", "-c", "exit 5"]), 5);
equal(os.exec(["/usr/local/bin/sh", "-c", "exit 6"]), 6);
equal(os.exec(["/bin/sh", "-c", "exit 7"], { usePath: false }), 7, "usePath is for bare names");
equal(os.exec(["x", "-c", "exit 8"], { file: "/bin/sh" }), 8);
equal(os.exec(["/bin/true"]), 0);
equal(capture(["/bin/sh", "-c", "echo $0 $1", "name", "word"]).out, "name word\n");
for (const path of [
    "/bin/no-such-program", "/opt/sh", "/sh", "/bin/sub/sh", "/sbin/sh", "C:/bin/sh", "/usr/sh", "bin/sh",
]) {
    equal(os.exec([path, "-c", "exit 9"]), -ENOENT, path);
}
