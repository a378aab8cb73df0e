// -EPERM where access is refused: a process, no child of ours, that gives nobody any right.
import * as os from "os";
import * as std from "std";
import { equal, note } from "./support/assert.js";
import { capture, child, isGone, longest, script, start, until } from "./support/children.js";
import { EPERM, ESRCH } from "./support/errno.js";

const inner = script(`
const [r, w] = os.pipe();
os.exec([${JSON.stringify(child("guarded"))}, "4000"], { stdout: w, block: false });
os.close(w);
print(std.fdopen(r, "r").getline());`);
const pid = Number(capture(inner).out);
const results = [
    os.kill(pid, 0),
    os.kill(pid, os.SIGTERM),
    os.kill(pid, os.SIGKILL),
    os.kill(pid, os.SIGSTOP),
];
if (results[0] === 0 && results[2] === 0) {
    note("this system grants every right to everybody (a debug privilege, or no access check)");
} else {
    equal(String(results), String(new Array(4).fill(-EPERM)));
}

// A child is addressed by the handle that came with its start, so it needs no right.
const own = os.exec([child("guarded"), "30000"], { block: false, stdout: os.open("NUL", os.O_RDWR) });
os.sleep(500);
equal(os.kill(own, os.SIGKILL), 0);
equal(os.waitpid(own, true)[1], 9);

// One in a group who may not be touched saves nobody else, and is no error: as on POSIX, where kill
// of a group fails only if nobody could be reached.
const [leader, fd] = start(script(`
const [r, w] = os.pipe();
os.exec([${JSON.stringify(child("guarded"))}, "${longest}"], { stdout: w, block: false });
os.close(w);
std.fdopen(r, "r").getline();
const sleeper = os.exec([${JSON.stringify(child("sleep"))}, "${longest}"], { block: false, stdout: os.open("NUL", os.O_RDWR) });
print(sleeper);
std.out.flush();
os.sleep(${longest});`), { newProcessGroup: true });
const output = std.fdopen(fd, "r");
const sleeper = Number(output.getline());
equal(os.kill(-leader, os.SIGSTOP), 0);
equal(os.kill(-leader, os.SIGUSR1), 0);
until(() => isGone(sleeper), "who comes after the guarded one lives on");
equal(os.waitpid(leader, true)[1], os.SIGUSR1);
// All at once goes by the job's own right.
os.kill(-leader, os.SIGKILL);
until(() => os.kill(-leader, 0) === -ESRCH, "the guarded one lives on");
output.close();
