// A write of 1 MiB to a child that reads slowly completes, in one call.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, hash, pattern, readAll, start, utf8 } from "./support/children.js";

const bytes = pattern(1 << 20);
const input = os.pipe();
const [pid, fd] = start([child("slurp"), "32768", "15"], { stdin: input[0] });
os.close(input[0]);
equal(os.write(input[1], bytes.buffer, 0, bytes.length), bytes.length);
os.close(input[1]);
equal(utf8(readAll(fd)), `${bytes.length} ${hash(bytes)}\n`);
equal(os.waitpid(pid, true)[1], 0);
