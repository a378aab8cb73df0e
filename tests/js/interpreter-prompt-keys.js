// Keys at the prompt, in a console: Tab completes, Ctrl+D is the end on an empty line only. What comes of each line, and
// what the screen shows of it.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import { child, interpreter } from "./support/children.js";
import { talk } from "./support/talk.js";

const TAB = "\t";
const BACK_TAB = "\u21e4";
const LEFT = "\u2190";
const CTRL_D = "\x04";
const CTRL_CARET = "\x1e";

const nowhere = os.open("NUL", os.O_RDWR);
const prompt = talk([child("press"), interpreter], { stderr: nowhere });
let lines = 0;

// Types the line: it prints `expected`.
function answers(line, expected) {
    const end = `answer ${++lines}`;
    const said = [];
    prompt.tell(`${line}\nprint("answer " + ${lines})\n`);
    for (let next; (next = prompt.line()) !== null && !next.includes(end);) {
        said.push(next);
    }
    ok(said.some((text) => text.includes(expected)), `${JSON.stringify(line)}: ${JSON.stringify(said)}`);
}

answers("globalThis.chosen = { first: 61, second: 62, third: 63 }; 8 * 8", "64");
answers(`chos${TAB}.sec${TAB} + 1000`, "1062");
answers(`chosen.${TAB} + 2000`, "2061");
answers(`chosen.${TAB}${TAB} + 2000`, "2062");
answers(`chosen.${TAB}${TAB}${BACK_TAB} + 3000`, "3061");
answers(`CHOSEN${TAB}.${BACK_TAB}${BACK_TAB}${TAB}; 1`, "1");
answers(`${TAB}40 + ${TAB}2`, "42");
answers(`nosuch${TAB}name = 7; nosuchname * 7`, "49");
answers(`import { getpid as id } from "o${TAB}"; typeof id`, "function");

// In the middle of a line: what is behind the cursor goes, what is before it is completed and kept.
answers(`7 * 9zzz${LEFT.repeat(3)}${CTRL_D}`, "63");
answers(`7 * 10${CTRL_D}${CTRL_D} + 1`, "71");
answers(`chosen.fizzz${LEFT.repeat(3)}${TAB} + 4000`, "4061");
answers(`5 * zzz${LEFT.repeat(3)}${CTRL_D}16`, "80");
// The key by which the prompt ends its own read: one that comes late does nothing.
answers(`6 * ${CTRL_CARET}11`, "66");
answers(`${CTRL_CARET}9 * 9`, "81");

// A line that goes on in the next one.
prompt.tell("(function () {\n");
answers(`${TAB}return chosen.th${TAB};\n})() + 5000`, "5063");

prompt.tell(CTRL_D + "\n");
equal(prompt.end()[1], 0);

// The screen: a longer name is taken off when a shorter one takes its place, and what was cut is gone.
const env = { ...std.getenviron(), NO_COLOR: "1" };
const screen = talk([child("screen"), "437", interpreter], { stderr: nowhere, env });
for (const line of [
    "var list = { alphabetical: 1, beta: 2 }; list.gamma = { x: 3 }; 0",
    `list.${TAB}${TAB}`,
    `list.${TAB}${TAB}${TAB}.x`,
    `list.BE${TAB} + 1`,
    `1 + 1abcd${LEFT.repeat(4)}${CTRL_D}`,
    `list.bexyz${LEFT.repeat(3)}${TAB}`,
    ".exit",
]) {
    screen.tell(`${line}\n`);
}
same(screen.end()[0].filter((line) => !/^(?:quickproc;|code page)/.test(line)), [
    "> var list = { alphabetical: 1, beta: 2 }; list.gamma = { x: 3 }; 0",
    "0",
    "> list.beta",
    "2",
    "> list.gamma.x",
    "3",
    "> list.beta + 1",
    "3",
    "> 1 + 1",
    "2",
    "> list.beta",
    "2",
    "> .exit",
]);
