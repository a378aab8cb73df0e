// No line that is typed is lost, whatever a script with a read handler on its console does meanwhile.
import { equal, same } from "../../js/support/assert.js";
import { child, script } from "../../js/support/children.js";
import { say, talk } from "../../js/support/talk.js";

const handler = `
    ${say}
    const bytes = new Uint8Array(200);
    const text = (count) => String.fromCharCode(...bytes.subarray(0, count)).trim();
    function line() {
        say("handler " + text(os.read(0, bytes.buffer, 0, bytes.length)));
    }
    const wait = (ms) => new Promise((resolve) => os.setTimeout(resolve, ms));
    os.setReadHandler(0, line);
    await wait(300);
`;

for (const [what, meanwhile, answer] of [
    ["a start with the console", `os.exec([${JSON.stringify(child("true"))}]);`, "handler typed"],
    [
        "a start that is not waited for",
        `os.waitpid(os.exec([${JSON.stringify(child("true"))}], { block: false }), 0);`,
        "handler typed",
    ],
    ["a read outside of the handler", `os.setTimeout(() => { say("asking"); say("read " + text(os.read(0, bytes.buffer, 0, 200))); }, 0); await wait(300);`, "read typed"],
    ["a removal", `os.setReadHandler(0, null); await wait(300); os.setReadHandler(0, line);`, "handler typed"],
]) {
    const end = `say("ready"); os.setTimeout(() => { say("over"); std.exit(3); }, 3000);`;
    const target = talk([child("press"), ...script(handler + meanwhile + end)]);
    const told = [];
    for (let next; (next = target.line()) !== "ready" && next !== null;) {
        if (next === "asking") {
            // It blocks until a line is there.
            target.tell("typed\n");
        } else {
            told.push(next);
        }
    }
    if (!what.includes("outside")) {
        target.tell("typed\n");
    }
    const [lines, status] = target.end();
    same([...told, ...lines], [answer, "over"], what);
    equal(status, 3 * 256, what);
}
