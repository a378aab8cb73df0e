// A child gets its three standard handles and nothing else, whatever else is open here, inheritable
// or not.
import * as os from "os";
import * as std from "std";
import { equal, ok } from "./support/assert.js";
import { capture, child, lines, temp } from "./support/children.js";

function inherited(options) {
    return lines(capture([child("handles")], options).out).at(-1);
}

equal(inherited({}), "inherited 0", "at the start");
const pipes = Array.from({ length: 20 }, () => os.pipe());
const files = Array.from({ length: 5 }, (_, i) => std.open(temp(`file${i}`), "w"));
const opened = os.open(temp("file0"), os.O_RDONLY);
const copies = pipes.flat().map((fd) => os.dup(fd));
const placed = os.dup2(pipes[0][0], 100);
equal(placed, 100);
const child_ = os.exec([child("sleep"), "20000"], {
    stdin: pipes[1][0],
    stdout: pipes[2][1],
    newProcessGroup: true,
    block: false,
});
ok(child_ > 0);
for (const options of [
    {},
    { stdin: pipes[0][0] },
    { stderr: pipes[3][1] },
    { stdin: copies[0], stderr: copies[1] },
    { newProcessGroup: true },
    { killOnExit: true },
    { detached: true },
    { windowsHide: true },
    { env: {} },
    { cwd: temp() },
]) {
    equal(inherited(options), "inherited 0", JSON.stringify(options));
}
os.kill(child_, os.SIGKILL);
os.waitpid(child_, true);
files.forEach((file) => file.close());
ok(opened >= 0);
