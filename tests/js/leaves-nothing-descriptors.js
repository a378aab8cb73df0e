// Nothing is left behind by descriptors, and by calls that are refused: no handle, thread, child or
// fd more after many calls than before, counted by the system.
import * as os from "os";
import { child, leavesNothing } from "./support/children.js";

leavesNothing(() => {
    const pair = os.pipe();
    const copy = os.dup(pair[0]);
    os.dup2(pair[1], copy);
    os.dup2(pair[1], 60);
    [...pair, copy, 60].forEach((fd) => os.close(fd));
    os.dup(500);
    os.dup2(500, 60);
}, 50);
leavesNothing(() => {
    os.kill(os.getpid(), 0);
    os.kill(0x7ffffffc, 0);
    os.kill(-0x7ffffffc, 9);
    os.waitpid(-1, false);
    os.waitpid(0x7ffffffc, true);
}, 50);
leavesNothing(() => {
    try {
        os.exec([child("true"), Symbol("x")], { stdin: 0 });
    } catch {
        // expected
    }
    try {
        os.exec([child("true")], { env: { "A=": "1" }, newProcessGroup: true });
    } catch {
        // expected
    }
}, 50);
