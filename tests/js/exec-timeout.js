// `timeout`: after that many milliseconds the child is ended as by `killSignal` (SIGTERM), and exec
// returns -killSignal; a child that ends before is not touched.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, exists, isTicking, script, temp, untilTicking } from "./support/children.js";
import { EINVAL } from "./support/errno.js";

const sleep = [child("sleep"), "90000"];
function timed(what, options, expected, atLeast, args = sleep) {
    const began = os.now(),
        error = {};
    equal(os.exec(args, options, error), expected, what);
    const elapsed = (os.now() - began) / 1000;
    ok(elapsed >= atLeast && elapsed < atLeast + 50000, `${what}: ${elapsed} ms`);
    equal(error.errno, 0, `${what}: it was started`);
}

timed("the default signal", { timeout: 300 }, -os.SIGTERM, 290);
timed("SIGKILL", { timeout: 200, killSignal: os.SIGKILL }, -os.SIGKILL, 190);
timed("SIGINT", { timeout: 200, killSignal: os.SIGINT }, -os.SIGINT, 190);
timed("in time", { timeout: 20000 }, 7, 0, [child("exit"), "7"]);
timed("no timeout", { timeout: undefined }, 7, 0, [child("exit"), "7"]);
timed("null", { timeout: null }, 7, 0, [child("exit"), "7", "100"]);
timed("far away", { timeout: 2 ** 31 }, 7, 0, [child("exit"), "7"]);
timed("farther", { timeout: 1e15 }, 7, 0, [child("exit"), "7"]);
timed("for ever", { timeout: Infinity }, 7, 0, [child("exit"), "7"]);

// One that handles the signal and ends by itself ended by the timeout all the same; one that does
// not end gets SIGKILL.
const answers = (what) => script(`
os.signal(os.SIGTERM, () => { ${what} });
std.writeFile(${JSON.stringify(temp("handles"))}, "yes");
os.setTimeout(() => {}, 60000);`);
timed("it exits", { timeout: 3000 }, -os.SIGTERM, 2990, answers("std.exit(5);"));
ok(exists(temp("handles")), "it was given the time to handle it");
timed("it goes on", { timeout: 3000 }, -os.SIGTERM, 2990, answers(""));

// What cannot end a child is no signal for that.
for (const killSignal of [0, -1, 999, os.SIGSTOP, os.SIGCONT, os.SIGCHLD]) {
    equal(os.exec([child("exit"), "7"], { timeout: 20000, killSignal }), -EINVAL, `killSignal ${killSignal}`);
}

// Blocking only: without, the child is not touched.
const pid = os.exec([child("exit"), "6", "600"], { timeout: 100, block: false });
equal(os.waitpid(pid, true)[1], 6 * 256);

const file = temp("ticks");
equal(os.exec([child("ticker"), file, "90000"], { timeout: 1500 }), -os.SIGTERM);
untilTicking(file);
ok(!isTicking(file), "the child is gone");
equal(os.waitpid(-1, false)[0], -10, "and reaped");
