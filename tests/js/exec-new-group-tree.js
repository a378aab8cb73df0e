// `newProcessGroup`: kill(-pid) reaches the child and all its descendants, however fast they were
// started and whether or not their parents live.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, exists, isGone, longest, pidsIn, script, temp, until } from "./support/children.js";
import { ESRCH } from "./support/errno.js";

// 1 + 2 + 4 + 8 processes.
const tree = temp("tree");
const pid = os.exec([child("chain"), "4", tree, longest, "2"], { newProcessGroup: true, block: false });
const pids = pidsIn(tree, 15);
ok(pids.includes(pid));
equal(os.kill(-pid, 0), 0, "the group is there");
equal(os.kill(-pid, os.SIGKILL), 0);
until(() => pids.every((each) => each === pid || isGone(each)), "a descendant lives on");
const [waited, status] = os.waitpid(pid, true);
equal(waited, pid);
equal(status, 9);
equal(os.kill(-pid, os.SIGKILL), -ESRCH, "the group is gone");
equal(os.kill(-pid, 0), -ESRCH);

// Everybody but the last of the chain has ended: the group is still reached.
const chain = temp("chain");
const leader = os.exec([child("chain"), "5", chain, longest, "1", "orphan"], {
    newProcessGroup: true,
    block: false,
});
const last = pidsIn(chain, 5).at(-1);
equal(os.waitpid(leader, true)[0], leader);
equal(os.kill(last, 0), 0);
equal(os.kill(-leader, os.SIGTERM), 0, "though its leader was reaped");
until(() => isGone(last), "the last of the chain lives on");

// More members than the system tells of at once, which start more while the signal goes from one to
// the next.
const sleep = JSON.stringify([child("sleep"), longest]);
const quiet = '{ block: false, stdin: nul, stdout: nul, stderr: nul }';
const nul = 'const nul = os.open("NUL", os.O_RDWR);';
const starter = script(`${nul}
for (let i = 0; i < 300; i++) {
    os.exec(${sleep}, ${quiet});
    if (i === 3) std.writeFile(${JSON.stringify(temp("storm"))}, "yes");
}
os.sleep(${longest});`);
const storm = os.exec(script(`${nul}
for (let i = 0; i < 70; i++) os.exec(${sleep}, ${quiet});
os.exec(${JSON.stringify(starter)}, ${quiet});
os.sleep(${longest});`), { newProcessGroup: true, block: false });
until(() => exists(temp("storm")), "nobody starts any");
equal(os.kill(-storm, os.SIGUSR1), 0);
equal(os.waitpid(storm, true)[1], os.SIGUSR1);
// They end some time after kill has returned; who got away would sleep on.
until(() => os.kill(-storm, 0) === -ESRCH, "some have got away");

// A child outside of the group is not touched.
const inside = os.exec([child("sleep"), "30000"], { newProcessGroup: true, block: false });
const outside = os.exec([child("sleep"), "30000"], { block: false });
equal(os.kill(-inside, os.SIGKILL), 0);
equal(os.waitpid(inside, true)[1], 9);
os.sleep(200);
equal(os.waitpid(outside, false)[0], 0, "still running");
equal(os.kill(-outside, os.SIGKILL), -ESRCH, "it leads no group");
equal(os.kill(outside, os.SIGKILL), 0);
os.waitpid(outside, true);
