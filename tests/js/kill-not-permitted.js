// -EPERM where access is refused: a process, no child of ours, that gives nobody any right.
import * as os from "os";
import { equal, note } from "./support/assert.js";
import { capture, child, script } from "./support/children.js";
import { EPERM } from "./support/errno.js";

const inner = script(`
const [r, w] = os.pipe();
os.exec([${JSON.stringify(child("guarded"))}, "4000"], { stdout: w, block: false });
os.close(w);
print(std.fdopen(r, "r").getline());`);
const pid = Number(capture(inner).out);
const results = [
    os.kill(pid, 0),
    os.kill(pid, os.SIGTERM),
    os.kill(pid, os.SIGKILL),
    os.kill(pid, os.SIGSTOP),
];
if (results[0] === 0 && results[2] === 0) {
    note("this system grants every right to everybody (a debug privilege, or no access check)");
} else {
    equal(String(results), String(new Array(4).fill(-EPERM)));
}

// A child is addressed by the handle that came with its start, so it needs no right.
const own = os.exec([child("guarded"), "30000"], { block: false, stdout: os.open("NUL", os.O_RDWR) });
os.sleep(500);
equal(os.kill(own, os.SIGKILL), 0);
equal(os.waitpid(own, true)[1], 9);
