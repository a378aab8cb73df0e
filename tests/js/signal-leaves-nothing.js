// Setting handlers and taking them back, and sending signals, a thousand times: no handle, thread
// or object more than after the first time.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { census, script } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const names = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGBREAK", "SIGCHLD"];

function once() {
    for (const name of names) {
        os.signal(os[name], () => {});
        os.signal(os[name], undefined);
        os.signal(os[name], null);
    }
}

once();
const target = talk(script(`${say}
    os.signal(os.SIGUSR1, () => {});
    os.signal(os.SIGTERM, () => std.exit(0));
    os.setTimeout(() => {}, 60000);
    say("ready");
`));
equal(target.line(), "ready");
os.kill(target.pid, os.SIGUSR1);
os.sleep(200);
census();
const before = [census(), census(target.pid)];
for (let i = 0; i < 1000; i++) {
    once();
}
for (let i = 0; i < 300; i++) {
    os.kill(target.pid, os.SIGUSR1);
}
os.sleep(200);
const after = [census(), census(target.pid)];
for (const i of [0, 1]) {
    for (const what of ["handles", "threads"]) {
        ok(after[i][what] <= before[i][what], `${what}: ${before[i][what]}, then ${after[i][what]}`);
    }
}
os.kill(target.pid, os.SIGTERM);
equal(target.end()[1], 0);
