// With `block: false` the pid comes back at once, while the child runs; with `block: true` or
// nothing exec waits.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child } from "./support/children.js";

const pid = os.exec([child("sleep"), "3600000"], { block: false });
ok(Number.isInteger(pid) && pid > 0, "a pid");
same(os.waitpid(pid, false), [0, 0], "still running");
equal(os.kill(pid, os.SIGKILL), 0);
equal(os.waitpid(pid, true)[0], pid);

for (const options of [undefined, {}, { block: true }, { block: 1 }]) {
    const began = os.now();
    equal(os.exec([child("sleep"), "200"], options), 0);
    ok(os.now() - began > 190000, "waited");
}
