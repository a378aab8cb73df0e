// Waiting: once for each child, by number or for any, with option bits.
import * as os from "os";
import { child, named, say } from "./support/transcript.js";

say("no child", os.waitpid(-1, 0)[0]);
say("no child, status", os.waitpid(-1, 0)[1]);
say("a stranger", os.waitpid(1, 0)[0]);
const pid = os.exec([child("exit"), "3", "400"], { block: false });
say("running", os.waitpid(pid, os.WNOHANG)[0]);
say("any, running", os.waitpid(-1, os.WNOHANG)[0]);
const [waited, status] = os.waitpid(pid, 0);
say("waited", waited === pid);
say("status", named(status));
say("again", os.waitpid(pid, 0)[0]);
say("again, any", os.waitpid(-1, os.WNOHANG)[0]);
say("exec leaves nothing", [os.exec([child("exit"), "9"]), os.waitpid(-1, os.WNOHANG)[0]]);

const pids = [900, 100, 500].map((ms, i) =>
    os.exec([child("exit"), String(i), String(ms)], { block: false }),
);
say(
    "order of ending",
    pids.map(() => {
        const [ended, how] = os.waitpid(-1, 0);
        return [pids.indexOf(ended), named(how)];
    }),
);
const many = Array.from({ length: 70 }, (_, i) => os.exec([child("exit"), String(i)], { block: false }));
say(
    "seventy",
    many.map((each) => os.waitpid(each, 0)[1] >> 8).every((code, i) => code === i),
);

const own = os.exec([child("exit"), "4", "100"], { block: false });
say("our group", os.waitpid(0, 0)[0] === own);
say("no such group", os.waitpid(-999996, 0)[0]);
