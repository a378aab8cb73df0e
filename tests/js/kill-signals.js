// Each signal that ends a program ends one without a handler, and is what exec and waitpid report.
// Other programs see the exit code 128 + signal.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child, lines, readAll, start, utf8 } from "./support/children.js";

const ending = [
    "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV",
    "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGBREAK",
];
for (const name of ending) {
    const signal = os[name];
    const pid = os.exec([child("sleep"), "30000"], { block: false });
    const [watcher, fd] = start([child("watch"), String(pid)]);
    const first = new Uint8Array(9);
    os.read(fd, first.buffer, 0, 9);
    equal(os.kill(pid, signal), 0, name);
    same(os.waitpid(pid, true), [pid, signal], name);
    equal(
        lines(utf8(first) + utf8(readAll(fd))).at(-1),
        String(128 + signal),
        `${name}: what another program sees`,
    );
    equal(os.waitpid(watcher, true)[1], 0);
}

// SIGCHLD does nothing, SIGCONT neither when nothing is stopped.
const pid = os.exec([child("exit"), "5", "700"], { block: false });
equal(os.kill(pid, os.SIGCHLD), 0);
equal(os.kill(pid, os.SIGCONT), 0);
same(os.waitpid(pid, true), [pid, 5 * 256]);

// A program that ends by itself with that code was not ended by a signal, and a signal that came
// too late does not count.
equal(os.exec([child("exit"), String(128 + os.SIGTERM)]), 128 + os.SIGTERM);
