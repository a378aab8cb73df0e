// Signals among processes, in a list of pipes that holds what an attacker put there.
import * as os from "os";
import * as std from "std";
import { equal, ok } from "../../js/support/assert.js";
import { script } from "../../js/support/children.js";
import { say, talk } from "../../js/support/talk.js";

const EAGAIN = 11;
const handled = `
    ${say}
    let count = 0;
    os.signal(os.SIGTERM, () => {
        say("handled " + ++count);
        if (count === 2) {
            std.exit(7);
        }
    });
    os.setTimeout(() => {}, 600000);
    say("ready");
`;

const target = talk(script(handled));
equal(target.line(), "ready");
equal(os.kill(target.pid, os.SIGTERM), 0);
equal(target.line(), "handled 1");

// Far more names than anybody looks at: it may not find the right one, but it gives up, and nothing
// that has a handler is ended.
const env = { ...std.getenviron(), QP_MODEL_DECOYS: "1000000" };
const sender = talk(script(`print(os.kill(${target.pid}, os.SIGTERM));`), { env });
const answer = sender.line();
ok(answer === "0" || answer === String(-EAGAIN), `kill gave ${answer}`);
sender.end();
if (answer !== "0") {
    equal(os.kill(target.pid, os.SIGTERM), 0);
}
equal(target.line(), "handled 2");
equal(target.end()[1], 7 * 256);
