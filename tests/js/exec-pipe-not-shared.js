// A child never keeps another child's pipe open: the end of file comes when its own child ends,
// while others live on.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, readAll, start, utf8 } from "./support/children.js";

const [early, earlyFd] = start([child("sleep"), "3600000"]);
const [brief, briefFd] = start([child("sleep"), "300", "brief"]);
const [late, lateFd] = start([child("sleep"), "3600000"]);
equal(utf8(readAll(briefFd)), "brief\n");
equal(os.waitpid(brief, true)[0], brief);

// The same for a child's standard input: it ends when we close our end, though others were started
// meanwhile.
const input = os.pipe();
const [reader, output] = start([child("slurp")], { stdin: input[0] });
os.close(input[0]);
const [third, thirdFd] = start([child("sleep"), "3600000"]);
os.close(input[1]);
equal(utf8(readAll(output)).split(" ")[0], "0");
equal(os.waitpid(reader, true)[1], 0);
for (const [pid, fd] of [
    [early, earlyFd],
    [late, lateFd],
    [third, thirdFd],
]) {
    os.kill(pid, os.SIGKILL);
    equal(os.waitpid(pid, true)[1], 9);
    os.close(fd);
}
