// stop() asks a program to end, and ends it after a while; `await using` is that. Before the end, after it, twice.
import * as os from "os";
import { pipeline, runAsync, spawn } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { child, freeFd, isGone, longest, script } from "./support/children.js";

const free = freeFd();
const quiet = { stdin: "null", stderr: "null" };
const sleeper = [child("sleep"), longest, "up"];
const handles = (code) => script(`os.signal(os.SIGTERM, () => { ${code} }); os.setTimeout(() => {}, 600000); std.out.puts("up\\n"); std.out.flush();`);

const plain = spawn(sleeper, quiet);
// Nothing to ask it by: no handler, no window, no console of its own.
same(await plain.stop(), { code: null, signal: "SIGKILL", stoppedBy: "kill" });
same(await plain.stop(), { code: null, signal: "SIGKILL", stoppedBy: "kill" }, "twice");
ok(isGone(plain.pid));

// By its own handler.
const polite = spawn(handles("std.exit(5)"), quiet);
await polite.stdout.until("up");
same(await polite.stop(), { code: 5, signal: null, stoppedBy: "signal" });

// By Ctrl+C on a hidden console of its own, which a script takes as SIGINT.
const hidden = spawn(script('os.signal(os.SIGINT, () => std.exit(6)); os.setTimeout(() => {}, 600000); std.out.puts("up\\n"); std.out.flush();'),
    { ...quiet, windowsHide: true });
await hidden.stdout.until("up");
const byConsole = await hidden.stop({ signal: "SIGHUP" });
same([byConsole.code, byConsole.stoppedBy], [6, "ctrl-c"]);

// One that goes on.
const deaf = spawn(handles(""), quiet);
await deaf.stdout.until("up");
const [one, other] = await Promise.all([deaf.stop({ forceKillAfter: 100 }), deaf.stop({ forceKillAfter: false })]);
same([one.signal, one.stoppedBy, other.signal], ["SIGKILL", "kill", "SIGKILL"], "at the same time");
{
    await using used = spawn(handles(""), { ...quiet, forceKillAfter: 100 });
    await used.stdout.until("up");
}

// After its end.
const over = spawn([child("exit"), "3"], quiet);
await over.wait();
same(await over.stop(), { code: 3, signal: null, stoppedBy: "exit" });
equal(over.kill(), false);
// Its own end, noticed by poll alone.
const polled = spawn([child("exit"), "4"], quiet);
while (!polled.poll()) {
    os.sleep(5);
}
same([polled.poll(), await polled.wait()], [{ code: 4, signal: null }, { code: 4, signal: null }]);

// While it starts, and of what does not block.
const running = runAsync(sleeper);
ok(running.pid > 0);
same(await running.stop(), { code: null, signal: "SIGKILL", stoppedBy: "kill" });
equal((await running).signal, "SIGKILL");
equal(running.kill(), false);
const row = pipeline(sleeper, sleeper);
equal(row.pids.length, 2);
same((await row.stop()).map(({ signal, stoppedBy }) => [signal, stoppedBy]), [["SIGKILL", "kill"], ["SIGKILL", "kill"]]);
ok(row.pids.every(isGone));
const missing = runAsync(["no-such-program"]);
missing.catch(() => {});
same([missing.pid, missing.kill(), await missing.stop()], [null, false, null]);

// A timeout of a child that is talked to.
const late = spawn(handles(""), { ...quiet, timeout: 1500, forceKillAfter: 100 });
same(await late.wait(), { code: null, signal: "SIGKILL", timedOut: true });
for (const stream of [plain, polite, hidden, deaf, over, polled, late]) {
    stream.stdout.close();
}
equal(freeFd(), free, "no fd is left");
equal(os.waitpid(-1, false)[0], -10, "no child is left");
