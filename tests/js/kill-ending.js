// A process that is just ending is not an error: kill gives 0, and the status is either its own end
// or the signal, never a third thing.
import * as os from "os";
import { equal, oneOf } from "./support/assert.js";
import { child } from "./support/children.js";

let killed = 0;
for (let round = 0; round < 60; round++) {
    const pid = os.exec([child("exit"), "3", String(round % 6)], { block: false });
    const began = os.now();
    while (os.now() - began < round * 300) {
        // Somewhere between its start and its end.
    }
    equal(os.kill(pid, round % 2 ? os.SIGKILL : os.SIGTERM), 0, `round ${round}`);
    equal(os.kill(pid, os.SIGKILL), 0, "again");
    const [waited, status] = os.waitpid(pid, true);
    equal(waited, pid);
    oneOf(status, [3 * 256, os.SIGKILL, os.SIGTERM], `round ${round}`);
    killed += status < 256 ? 1 : 0;
}
print(`${killed} of 60 were killed before their own end`);
