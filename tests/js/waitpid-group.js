// waitpid(0): the children of our own group; waitpid(-pid): those of the group that pid leads; -1:
// any.
import * as os from "os";
import { same } from "./support/assert.js";
import { child } from "./support/children.js";

const none = [-10, 32512];
const leader = os.exec([child("exit"), "5", "200"], { newProcessGroup: true, block: false });
same(os.waitpid(0, true), none, "a group leader is not of our group");
same(os.waitpid(0, false), none);
same(os.waitpid(-leader, false), [0, 0]);
const own = os.exec([child("exit"), "6", "600"], { block: false });
same(os.waitpid(0, false), [0, 0]);
same(os.waitpid(-own, false), none, "it leads no group");
same(os.waitpid(-leader, true), [leader, 5 * 256]);
same(os.waitpid(-leader, true), none);
same(os.waitpid(0, true), [own, 6 * 256], "our own group");
same(os.waitpid(0, true), none);

const second = os.exec([child("exit"), "7"], { newProcessGroup: true, block: false });
same(os.waitpid(-1, true), [second, 7 * 256], "-1 takes any");
same(os.waitpid(-999996, true), none, "a group that is none");
