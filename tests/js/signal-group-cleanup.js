// A group is sent a signal: a member that handles it may start programs to clean up, and keeps its
// console meanwhile; members that do not handle it are ended, and so is what those start.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, longest, script } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const gone = (pid) => os.kill(pid, 0) !== 0;

// `detached` gives the script a hidden console, whose host is a process of the same tree.
for (let round = 0; round < 4; round++) {
    const leader = talk(
        script(`${say}
        const sleeper = os.exec([${JSON.stringify(child("sleep"))}, "${longest}"], { block: false });
        os.signal(os.SIGTERM, () => {
            const code = os.exec([${JSON.stringify(child("sleep"))}, "400"]);
            os.sleep(100);
            std.exit(code === 0 ? 42 : 1);
        });
        os.setTimeout(() => {}, ${longest});
        say("ready " + sleeper);
    `),
        { detached: true },
    );
    const sleeper = Number(leader.line().split(" ")[1]);
    equal(os.kill(-leader.pid, os.SIGTERM), 0);
    equal(leader.end()[1], 42 * 256, `round ${round}`);
    ok(gone(sleeper), "who does not handle the signal ends");
}
