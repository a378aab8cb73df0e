// A child's end is seen when it ends, not when a grandchild lets go of its pipe.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, readAll, start, utf8 } from "./support/children.js";

let began = os.now();
equal(os.exec([child("linger"), "10000", "5"]), 5, "exec does not wait for the grandchild");
ok(os.now() - began < 8000000);

began = os.now();
const [pid, fd] = start([child("linger"), "1500", "6"]);
equal(os.waitpid(pid, true)[1], 6 * 256);
ok(os.now() - began < 1400000, "nor does waitpid");
const grandchild = Number(utf8(readAll(fd)));
ok(os.now() - began > 1400000, "the pipe itself ends with the grandchild");
ok(grandchild > 0);
