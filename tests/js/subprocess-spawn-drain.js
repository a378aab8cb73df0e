// `drain` of a child that is talked to: what others write after its end, while they hold its outputs, is read for so long and no
// longer; what was written until then is there in any case.
import * as os from "os";
import { spawn } from "subprocess";
import { equal, ok, throws } from "./support/assert.js";
import { child, freeFd, isGone, lines, longest, script, until } from "./support/children.js";

const free = freeFd();
const quiet = { stdin: "null", stderr: "null", killTree: false };
const lingering = [child("linger"), longest, "5"];

function endGrandchild(text) {
    const pid = Number(lines(text)[0]);
    ok(!isGone(pid), "the grandchild lives on, and holds the pipe");
    os.kill(pid, os.SIGKILL);
    until(() => isGone(pid));
}

// A reader that waits, and one that comes later.
for (const drain of [0, 200]) {
    const waits = spawn(lingering, { ...quiet, drain });
    endGrandchild(await waits.stdout.text());
    equal((await waits.wait()).code, 5);
    const late = spawn(lingering, { ...quiet, drain });
    await late.wait();
    await os.sleepAsync(drain);
    endGrandchild(await late.stdout.text());
    equal(await late.stdout.read(), null);
}

// Everything that it has written itself, however slowly that is read.
const spew = spawn([child("spew"), "300000"], { ...quiet, drain: 0 });
equal((await spew.wait()).code, 0);
let length = 0;
for await (const bytes of spew.stdout) {
    length += bytes.length;
    await os.sleepAsync(1);
}
equal(length, 300000);

// Others that write without end are not waited for.
const forever = script(`std.err.puts(os.exec([${JSON.stringify(child("spew"))}, "4000000000"], { block: false, stderr: 1 }) + "\\n");`);
const chatty = spawn(forever, { ...quiet, stderr: "pipe", drain: 100 });
const [, pid] = await Promise.all([chatty.stdout.bytes(), chatty.stderr.text()]);
os.kill(Number(pid), os.SIGKILL);

// By default: until all have let go.
const sh = JSON.stringify(child("sh"));
const late = script(`os.exec([${sh}, "-c", "sleep 1; echo late"], { block: false }); std.out.puts("early\\n"); std.out.flush();`);
equal(await spawn(late, quiet).stdout.text(), "early\nlate\n");
equal(await spawn(late, { ...quiet, drain: 60000 }).stdout.text(), "early\nlate\n");

throws(RangeError, () => spawn([child("true")], { drain: -1 }));
equal(freeFd(), free, "no fd is left");
