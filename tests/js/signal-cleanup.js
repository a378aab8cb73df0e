// A script that is asked to end cleans up and ends in its own way; one that is not prepared for it
// is ended.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { exists, script, temp, writeFile } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const file = writeFile(temp("lock"), "locked");
for (const name of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGBREAK"]) {
    writeFile(file, name);
    const child = talk(script(`${say}
        os.signal(os.${name}, () => {
            os.remove(${JSON.stringify(file)});
            say("removed");
            std.exit(0);
        });
        os.setTimeout(() => {}, 60000);
        say("ready");
    `));
    equal(child.line(), "ready");
    ok(exists(file));
    equal(os.kill(child.pid, os[name]), 0, name);
    same(child.end(), [["removed"], 0], name);
    ok(!exists(file));
}

// The code that a signal would give, 128 + 15, is the script's own here.
let child = talk(script(`${say}
    os.signal(os.SIGTERM, () => std.exit(143));
    os.setTimeout(() => {}, 60000);
    say("ready");
`));
child.line();
os.kill(child.pid, os.SIGTERM);
same(child.end(), [[], 143 * 256]);

// A handler for another signal is none for this one; null takes it back; undefined ignores it.
for (const [setting, expected] of [
    [`os.signal(os.SIGUSR1, () => {});`, os.SIGTERM],
    [`os.signal(os.SIGTERM, () => {}); os.signal(os.SIGTERM, null);`, os.SIGTERM],
    [`os.signal(os.SIGTERM, () => {}); os.signal(os.SIGTERM, undefined);`, 5 * 256],
    [`os.signal(os.SIGTERM, undefined);`, 5 * 256],
    [``, os.SIGTERM],
]) {
    child = talk(script(`${say} ${setting} os.setTimeout(() => std.exit(5), 700); say("ready");`));
    child.line();
    equal(os.kill(child.pid, os.SIGTERM), 0);
    same(child.end(), [[], expected], setting);
}

// SIGKILL asks nobody.
child = talk(script(`${say}
    for (let i = 0; i < 64; i++) {
        os.signal(i, () => say("handled " + i));
    }
    os.setTimeout(() => {}, 60000);
    say("ready");
`));
child.line();
equal(os.kill(child.pid, os.SIGKILL), 0);
same(child.end(), [[], os.SIGKILL]);
