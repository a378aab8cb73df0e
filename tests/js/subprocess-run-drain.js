// A grandchild that keeps the outputs after the child's end: run returns `drain` ms later, with all that was written until then.
import * as os from "os";
import { run } from "subprocess";
import { equal, ok, throws } from "./support/assert.js";
import { child, isGone, lines, script, until } from "./support/children.js";

function timed(args, options) {
    const began = os.now();
    const result = run(args, options);
    return { ...result, elapsed: (os.now() - began) / 1000 };
}

function endGrandchild(result) {
    const pid = Number(lines(result.stdout)[0]);
    ok(!isGone(pid), "the grandchild lives on");
    os.kill(pid, os.SIGKILL);
    until(() => isGone(pid));
}

const plain = timed([child("linger"), "60000", "5"]);
equal(plain.code, 5);
ok(plain.elapsed >= 1000 && plain.elapsed < 50000, `one second by default: ${plain.elapsed}`);
endGrandchild(plain);

const none = timed([child("linger"), "60000", "5"], { drain: 0 });
ok(none.elapsed < 50000);
endGrandchild(none);

// Also when it writes without end: there is always more in the pipe.
const spew = JSON.stringify(child("spew"));
for (let i = 0; i < 3; i++) {
    const starts = script(`std.err.puts(os.exec([${spew}, "4000000000"], { block: false }) + "\\n");`);
    const chatty = timed(starts, { drain: 200, encoding: null });
    ok(chatty.stdout.length < 4000000000, `while it writes: ${chatty.stdout.length}`);
    os.kill(Number(String.fromCharCode(...chatty.stderr)), os.SIGKILL);
}

// All that the child itself has written is there, however short the time.
for (let i = 0; i < 5; i++) {
    const result = run([child("sh"), "-c", "echo 1; echo 2 >&2; echo 3; exit 9"], { drain: 0 });
    equal(result.stdout, "1\n3\n");
    equal(result.stderr, "2\n");
}

// Infinity: until the end of file.
const sh = JSON.stringify(child("sh"));
const late = script(`os.exec([${sh}, "-c", "sleep 2; echo late"], { block: false }); std.out.puts("early\\n"); std.out.flush();`);
equal(timed(late, { drain: Infinity }).stdout, "early\nlate\n");
equal(timed(late, { drain: 100 }).stdout, "early\n");

throws(RangeError, () => run([child("true")], { drain: NaN }));
throws(RangeError, () => run([child("true")], { drain: -1 }));
