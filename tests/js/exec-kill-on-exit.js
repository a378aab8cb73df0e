// `killOnExit`: the child and its descendants end when this process ends, however it ends. Without
// it children outlive their parent.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { capture, child, isGone, longest, pidsIn, script, start, temp, until } from "./support/children.js";

let runs = 0;
function parent(options, end) {
    const file = temp(`pids${++runs}`);
    const args = script(`
const options = { block: false, stdout: os.open("NUL", os.O_RDWR), ...${JSON.stringify(options)} };
const pid = os.exec(${JSON.stringify([child("chain"), "3", file, longest])}, options);
while (!(std.loadFile(${JSON.stringify(file)}) ?? "").match(/(\\d+\\s+){3}/)) os.sleep(20);
print("ready");
${end}`);
    return [args, file];
}
function allGone(file, what) {
    const pids = pidsIn(file, 3);
    until(() => pids.every(isGone), `${what}: a descendant lives on`);
}

for (const [what, end] of [
    ["at its last line", ""],
    ["std.exit", "std.exit(3);"],
    ["an exception", "throw new Error('on purpose');"],
]) {
    const [args, file] = parent({ killOnExit: true }, end);
    capture(args, { stderr: "out" });
    allGone(file, what);
}
for (const options of [{ killOnExit: true }, { killOnExit: true, newProcessGroup: true }]) {
    const [args, file] = parent(options, "os.sleep(30000);");
    const [pid, fd] = start(args);
    pidsIn(file, 3);
    os.kill(pid, os.SIGKILL);
    os.waitpid(pid, true);
    os.close(fd);
    allGone(file, "killed");
}

// Not asked for: they live on.
for (const options of [{}, { newProcessGroup: true }, { detached: true }]) {
    const [args, file] = parent(options, "");
    equal(capture(args).code, 0);
    const pids = pidsIn(file, 3);
    os.sleep(300);
    ok(!pids.some(isGone), `${JSON.stringify(options)}: a child did not outlive its parent`);
    for (const pid of pids) {
        equal(os.kill(pid, os.SIGKILL), 0);
    }
}
