// A child's end is seen when it ends, not when a grandchild lets go of its pipe.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, readAll, utf8 } from "./support/children.js";

// What waits for the grandchild is ended with this test.
const HOUR = "3600000";

// The grandchild, which is still there; then it goes, and the pipe ends.
function endGrandchild(fd) {
    const bytes = new Uint8Array(64);
    const grandchild = Number(utf8(bytes.subarray(0, os.read(fd, bytes.buffer, 0, 64))));
    ok(grandchild > 0);
    equal(os.kill(grandchild, 0), 0, "the grandchild lives on");
    equal(os.kill(grandchild, os.SIGKILL), 0);
    equal(readAll(fd).length, 0, "the pipe itself ends with the grandchild");
}

let [fd, to] = os.pipe();
equal(os.exec([child("linger"), HOUR, "5"], { stdout: to }), 5, "exec does not wait for the grandchild");
os.close(to);
endGrandchild(fd);

[fd, to] = os.pipe();
const pid = os.exec([child("linger"), HOUR, "6"], { stdout: to, block: false });
os.close(to);
equal(os.waitpid(pid, true)[1], 6 * 256, "nor does waitpid");
endGrandchild(fd);
