// No line that is typed is lost, whatever a script with a read handler on its console does meanwhile.
import { equal, same } from "../../js/support/assert.js";
import { child, script } from "../../js/support/children.js";
import { say, talk } from "../../js/support/talk.js";

const handler = `
    ${say}
    const bytes = new Uint8Array(200);
    const text = (count) => String.fromCharCode(...bytes.subarray(0, count)).trim();
    function line() {
        const typed = text(os.read(0, bytes.buffer, 0, bytes.length));
        say("handler " + typed);
        if (typed === "last") {
            std.exit(3);
        }
    }
    const wait = (ms) => new Promise((resolve) => os.setTimeout(resolve, ms));
    os.setReadHandler(0, line);
    await wait(300);
`;

const program = JSON.stringify(child("true"));

for (const [what, meanwhile, answer] of [
    ["a start", `os.exec([${program}]); say("ready");`, "handler typed"],
    [
        "a start that is not waited for",
        `os.waitpid(os.exec([${program}], { block: false }), 0); say("ready");`,
        "handler typed",
    ],
    ["a read outside", `say("ready"); say("read " + text(os.read(0, bytes.buffer, 0, 200)));`, "read typed"],
    [
        "a removal",
        `os.setReadHandler(0, null); await wait(300); os.setReadHandler(0, line); say("ready");`,
        "handler typed",
    ],
]) {
    const target = talk([child("press"), ...script(handler + meanwhile)]);
    equal(target.line(), "ready", what);
    target.tell("typed\nlast\n");
    const [lines, status] = target.end();
    same(lines, [answer, "handler last"], what);
    equal(status, 3 * 256, what);
}
