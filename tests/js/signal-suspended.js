// Signals to a script that is stopped: it finds them when it goes on.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { script } from "./support/children.js";
import { say, talk } from "./support/talk.js";

function start(setting) {
    const target = talk(script(`${say} ${setting} os.setTimeout(() => {}, 60000); say("ready");`));
    equal(target.line(), "ready");
    equal(os.kill(target.pid, os.SIGSTOP), 0);
    return target;
}

let target = start(`os.signal(os.SIGTERM, () => std.exit(9));`);
equal(os.kill(target.pid, os.SIGTERM), 0);
equal(os.kill(target.pid, os.SIGCONT), 0);
same(target.end(), [[], 9 * 256]);

target = start(`os.signal(os.SIGUSR1, () => {});`);
equal(os.kill(target.pid, os.SIGTERM), 0);
equal(os.kill(target.pid, os.SIGCONT), 0);
same(target.end(), [[], os.SIGTERM]);

target = start(`os.signal(os.SIGTERM, () => std.exit(9));`);
equal(os.kill(target.pid, os.SIGTERM), 0);
equal(os.kill(target.pid, os.SIGKILL), 0);
same(target.end(), [[], os.SIGKILL]);
