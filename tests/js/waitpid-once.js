// [pid, status] once for each child; [0, 0] while it runs; [-ECHILD, 32512] for what is no child,
// or reaped already. What exec itself waited for is no child any more.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";

const none = [-10, 32512];
same(os.waitpid(-1, false), none, "no child at all");
same(os.waitpid(-1, true), none, "a blocking wait does not hang");

const pid = os.exec([child("sleep"), "500"], { block: false });
same(os.waitpid(pid, false), [0, 0]);
same(os.waitpid(-1, false), [0, 0]);
same(os.waitpid(pid, true), [pid, 0]);
same(os.waitpid(pid, true), none);
same(os.waitpid(pid, false), none);
same(os.waitpid(-1, true), none);

equal(os.exec([child("exit"), "3"]), 3);
same(os.waitpid(-1, false), none, "exec reaped its own");
for (const stranger of [os.getpid(), 4, 1, 0x7ffffffc, 2 ** 31 - 1]) {
    same(os.waitpid(stranger, true), none, String(stranger));
}

// Ended but not reaped.
const ended = os.exec([child("exit"), "9"], { block: false });
while (os.waitpid(ended, false)[0] === 0) {
    os.sleep(5);
}
same(os.waitpid(ended, false), none);
