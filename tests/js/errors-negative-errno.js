// What the system refuses comes back as a negative errno and never throws; std.strerror names it.
import * as os from "os";
import * as std from "std";
import { equal, same } from "./support/assert.js";
import { child, temp } from "./support/children.js";

function named(what, result, number, text) {
    equal(result, -number, what);
    if (text) {
        equal(std.strerror(-result), text, what);
    }
}

named("exec of nothing", os.exec([child("no-such-program")]), 2, "No such file or directory");
named("exec in a file", os.exec([child("exit")], { cwd: child("exit") }), 20, "Not a directory");
named("exec of a folder", os.exec([temp()]), 13, "Permission denied");
named("exec with a bad fd", os.exec([child("exit")], { stdin: 500 }), 9, "Bad file descriptor");
named("exec of too much", os.exec([child("exit"), "x".repeat(40000)]), 7);
named("kill of nobody", os.kill(0x7ffffffc, os.SIGTERM), 3, "No such process");
named("kill with no signal", os.kill(os.getpid(), 64), 22, "Invalid argument");
named("dup of nothing", os.dup(500), 9, "Bad file descriptor");
named("dup2 of nothing", os.dup2(500, 501), 9, "Bad file descriptor");
named("waitpid for nobody", os.waitpid(-1, true)[0], 10);
same(os.waitpid(0x7ffffffc, true), [-10, 32512]);
