// wait, kill, and the end of an `await using` block.
import * as os from "os";
import { spawn } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, freeFd, isGone, isTicking, script, temp, until, untilTicking } from "./support/children.js";

const free = freeFd();
const silent = { stdin: "null", stdout: "null", stderr: "null" };
const sleeper = spawn([child("sleep"), "60000"], silent);
equal(sleeper.kill(0), true, "it lives");
equal(sleeper.kill(), true);
same(await sleeper.wait(), { code: null, signal: "SIGTERM" });
equal(sleeper.kill(), false, "it has ended");
equal(sleeper.kill("SIGKILL"), false);
for (const [signal, name] of [["SIGKILL", "SIGKILL"], [os.SIGINT, "SIGINT"], ["SIGUSR1", "SIGUSR1"]]) {
    const each = spawn([child("sleep"), "60000"], silent);
    ok(each.kill(signal));
    equal((await each.wait()).signal, name);
}
const alive = spawn([child("exit"), "5", "300"], silent);
throws(TypeError, () => alive.kill("SIGNOTHING"));
equal(throws(Error, () => alive.kill(99)).errno, 22);
same(await alive.wait(), { code: 5, signal: null });
equal((await spawn([child("exit"), "4294967295"], silent).wait()).code, 4294967295);

// Whose end waitpid told to others: neither wait() nor poll() goes on as if it ran.
const lost = spawn([child("exit"), "5"], silent);
equal(os.waitpid(lost.pid, true)[0], lost.pid);
equal(throws(Error, () => lost.poll()).errnoName, "ECHILD");
equal((await lost.wait().catch((error) => error)).errnoName, "ECHILD");
equal(throws(Error, () => lost.poll()).errnoName, "ECHILD");

// killTree.
const ticks = temp("ticks");
const tree = spawn(script(`os.exec([${JSON.stringify(child("ticker"))}, ${JSON.stringify(ticks)}, "60000"]);`), { ...silent, killTree: true });
untilTicking(ticks);
ok(tree.kill("SIGKILL"));
equal((await tree.wait()).signal, "SIGKILL");
ok(!isTicking(ticks), "the grandchild is gone too");

let pid;
{
    await using used = spawn([child("sleep"), "60000", "up"]);
    pid = used.pid;
    equal((await used.stdout.lines().next()).value, "up");
}
until(() => isGone(pid), "the block's end has ended it");
{
    await using used = spawn([child("copy")], { stderr: "null" });
    used.stdin.end("in time");
    equal(await used.stdout.text(), "in time");
    same(await used.wait(), { code: 0, signal: null });
}

// Somebody else has reaped it.
const stolen = spawn([child("exit"), "6"], silent);
equal(os.waitpid(stolen.pid, true)[1], 6 * 256);
let error = null;
await stolen.wait().catch((reason) => {
    error = reason;
});
equal(error?.errno, 10);
equal(freeFd(), free, "no fd is left");

// Its number may be somebody else's since: who has ended gets no signal any more.
const over = spawn([child("exit"), "0"], silent);
await over.wait();
const another = spawn([child("sleep"), "60000"], silent);
over.pid = another.pid;
equal(over.kill(), false);
equal(over.kill("SIGKILL"), false);
os.sleep(200);
equal(os.kill(another.pid, 0), 0);
equal(os.waitpid(another.pid, false)[0], 0, "it runs");
another.kill("SIGKILL");
equal((await another.wait()).signal, "SIGKILL");
