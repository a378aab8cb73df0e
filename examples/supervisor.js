// A supervisor: keeps a program running. It is started again when it fails, a little later each
// time; what runs too long is ended with all that it started; exit code 0 is the end of the story.
//
import * as os from "os";
import * as std from "std";

const mostStarts = 5;
const firstPauseMs = 100;
const longestMs = 3000;

// Without arguments: a program that crashes at its first start, hangs at the second, fails at the
// third and then does its work.
const troubled = ["std.exit(0xc0000005 | 0)", "os.sleep(60000)", "std.exit(70)", "std.exit(0)"];
const command = (start) =>
    scriptArgs.length > 1 ? scriptArgs.slice(1) : [os.exePath(), "--std", "-e", troubled[start - 1]];

function describe(status) {
    return os.WIFSIGNALED(status)
        ? `ended by signal ${os.WTERMSIG(status)}`
        : `exit code ${os.WEXITSTATUS(status)}`;
}

// Waits until the deadline, then ends the whole group. Returns the status.
function waitOrEnd(pid, deadlineMs) {
    const began = os.now();
    for (;;) {
        const [waited, status] = os.waitpid(pid, false);
        if (waited !== 0) {
            return status;
        }
        if ((os.now() - began) / 1000 > deadlineMs) {
            print(`  running for more than ${deadlineMs} ms`);
            os.kill(-pid, os.SIGKILL);
            return os.waitpid(pid, true)[1];
        }
        os.sleep(20);
    }
}

let pauseMs = firstPauseMs;
for (let start = 1; start <= mostStarts; start++) {
    // Should this script itself be ended, nothing of what it started stays behind.
    const pid = os.exec(command(start), { block: false, newProcessGroup: true, killOnExit: true });
    if (pid < 0) {
        print(`${command(start)[0]}: ${std.strerror(-pid)}`);
        std.exit(1);
    }
    print(`start ${start}`);
    const status = waitOrEnd(pid, longestMs);
    print(`  ${describe(status)}`);
    if (status === 0) {
        std.exit(0);
    }
    os.sleep(pauseMs);
    pauseMs *= 2;
}
print("given up");
std.exit(1);
