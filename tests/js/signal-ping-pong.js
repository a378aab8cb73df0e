// Two scripts send each other SIGUSR1, a hundred times.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { script } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const rounds = 100;
const text = `${say}
    let partner = Number(scriptArgs[1]);
    let count = 0;
    os.signal(os.SIGUSR1, () => {
        count++;
        if (count < ${rounds} || scriptArgs[1]) {
            os.kill(partner, os.SIGUSR1);
        }
        if (count === ${rounds}) {
            say("done " + count);
            os.clearTimeout(timer);
        }
    });
    const timer = os.setTimeout(() => say("only " + count), 600000);
    say("ready");
    if (!partner) {
        partner = Number(std.in.getline());
        os.kill(partner, os.SIGUSR1);
    }
`;
const first = talk(script(text));
equal(first.line(), "ready");
const second = talk(script(text, String(first.pid)));
equal(second.line(), "ready");
first.tell(`${second.pid}\n`);
same(first.end(), [[`done ${rounds}`], 0]);
same(second.end(), [[`done ${rounds}`], 0]);
