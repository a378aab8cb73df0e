// `timeout` ends the child, keeps what it has written, and returns even when a grandchild keeps the pipe.
import * as os from "os";
import { run } from "subprocess";
import { equal, ok, throws } from "./support/assert.js";
import { child, isGone, isTicking, lines, script, temp, until, untilTicking } from "./support/children.js";

function timed(what, args, options, atLeast) {
    const began = os.now();
    const result = run(args, options);
    const elapsed = (os.now() - began) / 1000;
    ok(elapsed >= atLeast && elapsed < atLeast + 50000, `${what}: ${elapsed} ms`);
    return result;
}

const slow = timed("a sleeper", [child("sleep"), "60000", "said before"], { timeout: 3000 }, 3000);
equal(slow.code, null);
equal(slow.signal, "SIGTERM");
equal(slow.timedOut, true);
equal(slow.stdout, "said before\n");
equal(timed("by name", [child("sleep"), "60000"], { timeout: 200, killSignal: "SIGKILL" }, 200).signal, "SIGKILL");
equal(timed("by number", [child("sleep"), "60000"], { timeout: 200, killSignal: os.SIGINT }, 200).signal, "SIGINT");
const quick = timed("in time", [child("exit"), "7"], { timeout: 30000 }, 0);
equal(quick.code, 7);
equal(quick.timedOut, false);

// Fed, but it does not read.
equal(timed("a full pipe", [child("sleep"), "60000"], { timeout: 300, input: new Uint8Array(1000000) }, 300).signal, "SIGTERM");
// It writes without end.
ok(timed("a chatterbox", [child("spew"), "4000000000", "0", "1"], { timeout: 3000 }, 3000).stdout.length > 0);

function endGrandchild(result) {
    const pid = Number(lines(result.stdout)[0]);
    ok(pid > 0 && !isGone(pid), `the grandchild lives on: ${result.stdout}`);
    os.kill(pid, os.SIGKILL);
    until(() => isGone(pid));
}

// The grandchild lives on, and holds the pipe.
const start = `print(os.exec([${JSON.stringify(child("sleep"))}, "60000"], { block: false }));`;
const held = timed("a grandchild", script(`${start} os.sleep(60000);`), { timeout: 6000, killTree: false, killSignal: "SIGKILL" }, 6000);
equal(held.signal, "SIGKILL");
endGrandchild(held);

// By default the whole tree.
const ticks = temp("ticks");
const ticker = `os.exec([${JSON.stringify(child("ticker"))}, ${JSON.stringify(ticks)}, "60000"], { block: false });`;
const tree = timed("a tree", script(`${ticker} os.sleep(60000);`), { timeout: 6000, killSignal: "SIGKILL" }, 6000);
equal(tree.signal, "SIGKILL");
untilTicking(ticks);
ok(!isTicking(ticks), "the grandchild is gone too");

// The child ends by itself, only its grandchild does not.
const ended = timed("linger", [child("linger"), "60000", "6"], { timeout: 5000, drain: Infinity }, 5000);
equal(ended.code, 6);
equal(ended.timedOut, false);
endGrandchild(ended);

throws(RangeError, () => run([child("true")], { timeout: NaN }));
throws(RangeError, () => run([child("true")], { timeout: -1 }));
throws(TypeError, () => run([child("true")], { killSignal: "SIGNOTHING" }));
throws(TypeError, () => run([child("true")], { killSignal: "exec" }));
equal(throws(Error, () => run([child("true")], { timeout: 1000, killSignal: os.SIGCONT })).errno, 22);

// One that handles the signal and ends by itself has timed out all the same.
const handles = run(script(`
os.signal(os.SIGTERM, () => std.exit(5));
os.setTimeout(() => {}, 60000);`), { timeout: 3000 });
equal(handles.signal, "SIGTERM");
equal(handles.code, null);
equal(handles.timedOut, true);
