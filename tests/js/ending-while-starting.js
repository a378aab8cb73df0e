// A script that ends exactly while it starts a child leaves none behind that never runs: such a one
// would keep its pipes and its files open for ever.
import * as os from "os";
import { equal } from "./support/assert.js";
import { census, child, script, temp, until, writeFile } from "./support/children.js";
import { rounds } from "./support/load.js";
import { say, talk } from "./support/talk.js";

const exit = JSON.stringify([child("exit"), "0"]);

// Its children end at once: one that is still there a while later was never let go.
const noneLeft = (pid, what) => until(() => census(pid).children === 0, `${what}: a child is left`);

// Ctrl+C, and nothing handles it. (Of children that live longer nothing can be said: the system does
// not tell those of it that run but have not reached their console yet.)
function interrupt(work, afterMs) {
    const target = talk([child("press"), ...script(`${say}
const nul = os.open("NUL", os.O_RDWR);
say("ready " + os.getpid());
${work}`)]);
    const pid = Number(target.line().split(" ")[1]);
    os.sleep(afterMs);
    target.tell("\n");
    const [lines, status] = target.end();
    equal(lines.length, 0);
    equal(status, os.SIGINT);
    noneLeft(pid, `${work} for ${afterMs} ms`);
}

for (let i = 0; i < rounds(12, 200); i++) {
    interrupt(`for (;;) os.exec(${exit}, { stdout: nul, stderr: nul });`, (i * 13) % 100);
}

// The end of a script whose Workers start children; what they have started lives on.
const worker = JSON.stringify(writeFile(temp("worker.js"), `import * as os from "os"; for (;;) os.exec(${exit});`));
function leave(end, code, afterMs) {
    const [pid, status] = os.waitpid(
        os.exec(script(`new os.Worker(${worker}); new os.Worker(${worker}); os.sleep(${afterMs}); ${end}`), {
            block: false,
            stderr: os.open("NUL", os.O_RDWR),
        }),
        true,
    );
    equal(status, code * 256);
    noneLeft(pid, `${end} after ${afterMs} ms`);
}
for (let i = 0; i < rounds(12, 200); i++) {
    leave("std.exit(7);", 7, 60 + ((i * 7) % 100));
}
