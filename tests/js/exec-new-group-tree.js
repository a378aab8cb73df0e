// `newProcessGroup`: kill(-pid) reaches the child and all its descendants, however fast they were
// started and whether or not their parents live.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, isGone, longest, pidsIn, temp, until } from "./support/children.js";
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
