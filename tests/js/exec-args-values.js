// What is no string in args is converted as String() does; `options` and `file` of undefined are as
// if absent.
import { same, equal } from "./support/assert.js";
import * as os from "os";
import { argvOf, child } from "./support/children.js";

same(argvOf("crt", [1, -0, 1.5, true, null, undefined, 12n, [1, 2], { toString: () => "own" }]).slice(1), [
    "1", "0", "1.5", "true", "null", "undefined", "12", "1,2", "own",
]);
equal(
    os.exec([child("exit"), 5], {
        file: undefined,
        cwd: undefined,
        env: undefined,
        stdin: undefined,
        timeout: undefined,
    }),
    5,
);
