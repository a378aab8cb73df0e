// exec's third argument: `errno` is 0 when something was started, else what stopped the start; it
// tells -ENOENT (2) from a death by SIGINT (2).
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child } from "./support/children.js";
import { EBADF, ENOENT } from "./support/errno.js";

const error = { errno: 77 };
equal(os.exec([child("exit"), "3"], {}, error), 3);
equal(error.errno, 0);

equal(os.exec([child("no-such-program")], {}, error), -ENOENT);
equal(error.errno, ENOENT);

equal(os.exec([child("crash"), "terminate", "0xC000013A"], {}, error), -os.SIGINT);
equal(os.SIGINT, ENOENT, "the ambiguity that errno resolves");
equal(error.errno, 0);

equal(os.exec([child("exit")], { stdout: 999999 }, error), -EBADF);
equal(error.errno, EBADF);

equal(os.exec([child("no-such-program")], { block: false }, error), -ENOENT);
equal(error.errno, ENOENT);
const pid = os.exec([child("exit")], { block: false }, error);
ok(pid > 0);
equal(error.errno, 0);
os.waitpid(pid, true);

equal(os.exec([child("exit"), "4"], undefined, error), 4, "without options");
equal(os.exec([child("exit"), "4"], {}, undefined), 4, "undefined is no error object");
