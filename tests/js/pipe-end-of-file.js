// End of file reaches the reader when the last writer closes, and not before; writing without a
// reader is an error, not an end.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, readAll, start, utf8 } from "./support/children.js";

const [reading, writing] = os.pipe();
const copy = os.dup(writing);
const buffer = new Uint8Array(10);
os.close(writing);
os.write(copy, buffer.buffer, 0, 3);
equal(os.read(reading, buffer.buffer, 0, 10), 3, "the duplicate still writes");
os.close(copy);
equal(os.read(reading, buffer.buffer, 0, 10), 0, "the last one closed");
equal(os.read(reading, buffer.buffer, 0, 10), 0, "and stays so");
os.close(reading);

// A child is a writer too.
const pair = os.pipe();
const pid = os.exec([child("sleep"), "500", "said"], { stdout: pair[1], block: false });
os.close(pair[1]);
equal(utf8(readAll(pair[0])), "said\n");
equal(os.waitpid(pid, true)[1], 0);

// Nobody reads.
const lost = os.pipe();
os.close(lost[0]);
ok(os.write(lost[1], buffer.buffer, 0, 3) < 0, "a write fails");
os.close(lost[1]);
const [spew, fd] = start([child("spew"), "10000000"]);
os.close(fd);
equal(os.waitpid(spew, true)[1], 256, "a child's write fails as well");
