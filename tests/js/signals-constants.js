// The constants: the C runtime's values for its six signals and SIGBREAK, Linux's for the others.
import * as os from "os";
import { equal } from "./support/assert.js";

const expected = {
    SIGINT: 2,
    SIGILL: 4,
    SIGABRT: 22,
    SIGFPE: 8,
    SIGSEGV: 11,
    SIGTERM: 15,
    SIGBREAK: 21,
    SIGHUP: 1,
    SIGQUIT: 3,
    SIGTRAP: 5,
    SIGKILL: 9,
    SIGUSR1: 10,
    SIGUSR2: 12,
    SIGPIPE: 13,
    SIGALRM: 14,
    SIGCHLD: 17,
    SIGCONT: 18,
    SIGSTOP: 19,
};
for (const [name, value] of Object.entries(expected)) {
    equal(os[name], value, name);
}
equal(new Set(Object.values(expected)).size, 18, "all different");
equal(os.WNOHANG, 1);
for (const name of [
    "exec", "waitpid", "kill", "pipe", "dup", "dup2", "getpid", "WIFEXITED", "WEXITSTATUS", "WIFSIGNALED",
    "WTERMSIG",
]) {
    equal(typeof os[name], "function", name);
}
