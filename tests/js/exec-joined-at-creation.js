// A group is joined at creation, never after the start: a child that starts a descendant with its
// first instructions and ends is caught every time.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, isGone, longest, pidsIn, temp, until } from "./support/children.js";

for (let round = 0; round < 20; round++) {
    const file = temp(`pids${round}`);
    const leader = os.exec([child("chain"), "2", file, longest, "1", "orphan"], {
        newProcessGroup: true,
        block: false,
    });
    equal(os.waitpid(leader, true)[0], leader);
    const [, last] = pidsIn(file, 2);
    equal(os.kill(-leader, os.SIGKILL), 0, `round ${round}`);
    until(() => isGone(last), `round ${round}: it escaped`);
}
