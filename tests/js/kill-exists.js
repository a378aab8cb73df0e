// kill(pid, 0): does it exist? 0; -ESRCH for nobody; 0 for a child that ended but was not reaped.
import * as os from "os";
import * as std from "std";
import { equal } from "./support/assert.js";
import { child, script, start, startStranger, until } from "./support/children.js";
import { ESRCH } from "./support/errno.js";

equal(os.kill(os.getpid(), 0), 0, "ourselves");
const pid = os.exec([child("sleep"), "300"], { block: false });
equal(os.kill(pid, 0), 0);
os.sleep(1200);
equal(os.kill(pid, 0), 0, "ended, not reaped");
equal(os.kill(pid, os.SIGTERM), 0, "ended: not an error");
equal(os.waitpid(pid, true)[1], 0, "and its status stays what it was");
until(() => os.kill(pid, 0) === -ESRCH, "reaped");
equal(os.kill(pid, os.SIGTERM), -ESRCH);

// Ended by itself, with the exit code that a signal would have left, before that signal came: it was
// not the signal.
const codes = [[128 + os.SIGKILL, os.SIGKILL], [128 + os.SIGTERM, os.SIGTERM]];
const ended = [true, false].flatMap((newProcessGroup) =>
    codes.map(([code, signal]) => ({
        pid: os.exec([child("exit"), String(code)], { newProcessGroup, block: false }),
        newProcessGroup,
        code,
        signal,
    })),
);
os.sleep(1500);
for (const { pid: each, newProcessGroup, code, signal } of ended) {
    equal(os.kill(newProcessGroup ? -each : each, signal), 0);
    equal(os.waitpid(each, true)[1], code * 256, `${code}, group: ${newProcessGroup}`);
}

for (const nobody of [0x7ffffffc, 2 ** 31 - 1, 999996]) {
    equal(os.kill(nobody, 0), -ESRCH, String(nobody));
    equal(os.kill(nobody, os.SIGKILL), -ESRCH);
}

// A process that is no child of ours.
const stranger = startStranger();
equal(os.kill(stranger, 0), 0);
equal(os.kill(stranger, os.SIGKILL), 0);
until(() => os.kill(stranger, 0) === -ESRCH, "killed");

// Somebody else's child that has ended is gone, though its parent has not reaped it.
const [parent, fd] = start(script(`
const pid = os.exec([${JSON.stringify(child("exit"))}, "0"], { block: false, stdout: os.open("NUL", os.O_RDWR) });
os.sleep(1500);
print(pid);
std.out.flush();
os.sleep(20000);`));
const output = std.fdopen(fd, "r");
const unreaped = Number(output.getline());
equal(os.kill(unreaped, 0), -ESRCH);
equal(os.kill(unreaped, os.SIGTERM), -ESRCH);
os.kill(parent, os.SIGKILL);
os.waitpid(parent, true);
output.close();
