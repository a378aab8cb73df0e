// SIGSTOP suspends all of a process, SIGCONT resumes it; a stopped one can be killed. A group is
// suspended as a whole. The system counts suspensions; nobody here has to.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, exists, isTicking, script, start, temp, until, untilTicking } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const file = temp("ticks");
const pid = os.exec([child("ticker"), file, "30000"], { block: false });
untilTicking(file);
for (let round = 0; round < 3; round++) {
    equal(os.kill(pid, os.SIGSTOP), 0);
    os.sleep(50);
    ok(!isTicking(file), "stopped");
    equal(os.kill(pid, os.SIGSTOP), 0, "twice");
    same(os.waitpid(pid, false), [0, 0], "a stopped child has not ended");
    equal(os.kill(pid, 0), 0);
    equal(os.kill(pid, os.SIGCONT), 0);
    ok(isTicking(file), "one SIGCONT resumes, however often it was stopped");
}
for (let i = 0; i < 130; i++) {
    equal(os.kill(pid, os.SIGSTOP), 0, "more often than the system counts");
}
equal(os.kill(pid, os.SIGCONT), 0);
ok(isTicking(file));
equal(os.kill(pid, os.SIGSTOP), 0);
equal(os.kill(pid, os.SIGKILL), 0);
same(os.waitpid(pid, true), [pid, 9], "killed while stopped");

// A process may stop itself, and one SIGCONT is enough then, too.
const before = temp("before");
const after = temp("after");
const [stopped, output] = start(script(`
std.writeFile(${JSON.stringify(before)}, "yes");
os.kill(os.getpid(), os.SIGSTOP);
std.writeFile(${JSON.stringify(after)}, "yes");`));
until(() => exists(before));
os.sleep(500);
ok(!exists(after), "it has stopped itself");
equal(os.kill(stopped, os.SIGCONT), 0);
until(() => exists(after), "and does not go on");
same(os.waitpid(stopped, true), [stopped, 0]);
os.close(output);

const shared = temp("group");
const ticker = child("ticker");
const leader = os.exec(["cmd", "/c", `"${ticker}" "${shared}" 30000`], {
    newProcessGroup: true,
    block: false,
});
untilTicking(shared);
equal(os.kill(-leader, os.SIGSTOP), 0);
os.sleep(50);
ok(!isTicking(shared), "the descendant is stopped");
equal(os.kill(-leader, os.SIGCONT), 0);
ok(isTicking(shared), "and goes on");
equal(os.kill(-leader, os.SIGKILL), 0);
same(os.waitpid(leader, true), [leader, 9]);
ok(!isTicking(shared), "the descendant is gone");

// However it was stopped, and by whom: one SIGCONT resumes it, by its pid or by its group.
const led = temp("led");
const alone = os.exec([child("ticker"), led, "60000"], { newProcessGroup: true, block: false });
untilTicking(led);
for (const [stops, goOn] of [
    [[-alone, -alone], -alone],
    [[-alone], alone],
    [[alone], -alone],
    [[alone, -alone, alone], alone],
    [[-alone, alone], -alone],
]) {
    for (const target of stops) {
        equal(os.kill(target, os.SIGSTOP), 0);
    }
    os.sleep(50);
    ok(!isTicking(led), `stopped by ${stops}`);
    equal(os.kill(goOn, os.SIGCONT), 0);
    ok(isTicking(led), `stopped by ${stops}, resumed by ${goOn}`);
}
equal(os.kill(alone, os.SIGKILL), 0);
same(os.waitpid(alone, true), [alone, 9]);

// Neither a child nor in a group of ours; stopped by this process and by another one.
const strange = temp("strange");
const parent = talk(
    script(
        `${say}
        const pid = os.exec([scriptArgs[1], scriptArgs[2], "60000"], { block: false });
        say(String(pid));
        while (std.in.getline() === "stop") {
            say(String(os.kill(pid, os.SIGSTOP)));
        }
        os.kill(pid, os.SIGKILL);
        say(JSON.stringify(os.waitpid(pid, true)));`,
        child("ticker"),
        strange,
    ),
);
const stranger = Number(parent.line());
untilTicking(strange);
for (const stops of [1, 2]) {
    for (let i = 0; i < stops; i++) {
        equal(os.kill(stranger, os.SIGSTOP), 0);
        parent.tell("stop\n");
        equal(parent.line(), "0");
    }
    os.sleep(50);
    ok(!isTicking(strange), "a stranger is stopped");
    equal(os.kill(stranger, os.SIGCONT), 0);
    ok(isTicking(strange), "and goes on");
    equal(os.kill(stranger, os.SIGCONT), 0, "it runs already");
}
parent.tell("end\n");
same(parent.end(), [[`[${stranger},9]`], 0]);
