// getpid() is the number by which others know this process.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { readAll, script, start, utf8 } from "./support/children.js";

ok(Number.isInteger(os.getpid()) && os.getpid() > 0);
equal(os.getpid(), os.getpid());
const [pid, fd] = start(script("print(os.getpid());"));
equal(Number(utf8(readAll(fd))), pid);
equal(os.waitpid(pid, true)[0], pid);
