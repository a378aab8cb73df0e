// 259, which the system also uses for "still active", is an exit code like any other.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";

equal(os.exec([child("exit"), "259"]), 259);
const pid = os.exec([child("exit"), "259"], { block: false });
same(os.waitpid(pid, true), [pid, 259 * 256]);
const polled = os.exec([child("exit"), "259", "100"], { block: false });
let result;
do {
    os.sleep(10);
    result = os.waitpid(polled, false);
} while (result[0] === 0);
same(result, [polled, 259 * 256]);
equal(os.exec([child("exit"), "259", "50"], { timeout: 20000 }), 259);
