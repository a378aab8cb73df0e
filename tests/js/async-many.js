// Hundreds of promises of children at once.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, freeFd } from "./support/children.js";

const free = freeFd();
const count = 150;
const codes = Array.from({ length: count }, (_, i) => i);
const results = await Promise.all(
    codes.map(async (code) => {
        if (code % 2) {
            return os.execAsync([child("exit"), String(code)], { timeout: 60000 });
        }
        const pid = os.exec([child("exit"), String(code)], { block: false });
        const [waited, status] = await os.waitpidAsync(pid);
        equal(waited, pid);
        return os.WEXITSTATUS(status);
    }),
);
same(results, codes);
equal(freeFd(), free);
ok(true);
