// Ctrl+C in a console.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child, script } from "./support/children.js";
import { isWine } from "./support/platform.js";
import { say, talk } from "./support/talk.js";

// A child that runs says so: one that is still being started is not told of Ctrl+C.
const sleep = (ms) => `os.exec(${JSON.stringify([child("sleep"), String(ms), "sleeping"])})`;

// What is not ended at once is ended with this test.
const HOUR = 3600000;

function press(text, afterMs = 0) {
    const target = talk([child("press"), ...script(`${say}${text}`)]);
    equal(target.line(), "ready");
    if (text.includes('"sleeping"')) {
        equal(target.line(), "sleeping");
    }
    os.sleep(afterMs);
    target.tell("\n");
    return target;
}

// Without a handler: at once, in an endless loop and in a blocking exec as well as in the event
// loop. The child of the exec dies first, as Windows tells the processes of a console one after the
// other; that it died of Ctrl+C can be told from its exit code, but not on Wine (there it is 0), where
// the script may go on for a moment.
for (const busy of [
    `for (;;) {}`,
    `${sleep(HOUR)};`,
    `os.sleep(${HOUR});`,
    `await os.sleepAsync(${HOUR});`,
    `await new Promise((resolve) => os.setTimeout(resolve, ${HOUR}));`,
]) {
    for (const setting of [
        "",
        "os.signal(os.SIGTERM, () => {});",
        "os.signal(os.SIGINT, () => {}); os.signal(os.SIGINT, null);",
    ]) {
        const goesOn = isWine && busy.includes("exec");
        const target = press(`${setting} say("ready"); ${busy} say("over"); ${goesOn ? "os.sleep(5000);" : ""}`, 200);
        const [lines, status] = target.end();
        same(goesOn ? lines.filter((line) => line !== "over") : lines, [], busy);
        equal(status, os.SIGINT, busy);
    }
}

// With one: in the loop, each time; the other work goes on.
const target = press(`
    let count = 0;
    os.signal(os.SIGINT, () => {
        say("interrupted " + ++count);
        if (count === 3) {
            std.exit(4);
        }
    });
    os.setTimeout(() => {}, 30000);
    say("ready");
`);
equal(target.line(), "interrupted 1");
target.tell("\n");
equal(target.line(), "interrupted 2");
target.tell("\n");
same(target.end(), [["interrupted 3"], 4 * 256]);

// After a blocking exec, whose child got the same Ctrl+C; on Wine, see above, maybe a moment later.
same(press(`
    os.signal(os.SIGINT, () => say("handler"));
    say("ready");
    ${sleep(6000)};
    say("over");
    os.setTimeout(() => {}, ${isWine ? 1000 : 0});
`, 500).end(), [["over", "handler"], 0]);

// Ignored: not even the child ends.
same(press(`
    os.signal(os.SIGINT, undefined);
    say("ready");
    say(${sleep(1500)});
`, 100).end(), [["0"], 0]);
