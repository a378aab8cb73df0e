// The second argument: a boolean (true waits) or POSIX option bits (0 waits, WNOHANG does not);
// absent: waits.
import * as os from "os";
import { same } from "./support/assert.js";
import { child } from "./support/children.js";

for (const waits of [[true], [0], [], [undefined]]) {
    const pid = os.exec([child("sleep"), "150"], { block: false });
    same(os.waitpid(pid, ...waits), [pid, 0], `waits: ${waits}`);
}
for (const not of [false, os.WNOHANG]) {
    const pid = os.exec([child("sleep"), "400"], { block: false });
    same(os.waitpid(pid, not), [0, 0], `does not wait: ${not}`);
    same(os.waitpid(-1, not), [0, 0]);
    same(os.waitpid(pid, true), [pid, 0]);
}
