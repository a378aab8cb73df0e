// A signal that arrives during a blocking call waits until the call is over (`os.sleep` is over then);
// without a handler it does not wait.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child, script } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const sleep = JSON.stringify(child("sleep"));
const blocking = {
    exec: `os.exec([${sleep}, "700"]);`,
    waitpid: `os.waitpid(os.exec([${sleep}, "700"], { block: false }), true);`,
    sleep: `os.sleep(700);`,
    loop: `for (const end = Date.now() + 700; Date.now() < end;) {}`,
};
function start(signal, call) {
    return talk(script(`${say}
        os.signal(os.${signal}, () => say("handler"));
        say("ready");
        ${call}
        say("over");
    `));
}
for (const [name, call] of Object.entries(blocking)) {
    // Nothing but the pending signal keeps the loop of this script going.
    let target = start("SIGTERM", call);
    equal(target.line(), "ready");
    os.sleep(100);
    equal(os.kill(target.pid, os.SIGTERM), 0, name);
    same(target.end(), [["over", "handler"], 0], name);

    target = start("SIGUSR1", call);
    equal(target.line(), "ready");
    os.sleep(100);
    equal(os.kill(target.pid, os.SIGTERM), 0, name);
    same(target.end(), [[], os.SIGTERM], name);
}
