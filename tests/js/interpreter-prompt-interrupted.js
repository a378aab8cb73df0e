// The prompt in a console: Ctrl+C stops what runs, also a sleep, and the next line is read.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, interpreter } from "./support/children.js";
import { talk } from "./support/talk.js";

const prompt = talk([child("press"), interpreter, "-i"], { stderr: os.open("NUL", os.O_RDWR) });

// Everything up to a line with this text.
function until(text) {
    const lines = [];
    for (let line; (line = prompt.line()) !== null;) {
        lines.push(line);
        if (line.includes(text)) {
            return lines;
        }
    }
    throw new Error(`no line ${text} in ${JSON.stringify(lines)}`);
}

// Long enough for a Ctrl+C that has been seen to already to stop it.
const longer = "for (let i = 0; i < 1000000; i++); ";

prompt.tell("print(6 * 7)\n");
until("42");

// While nothing runs it is for the line; twice in a row it says how one leaves.
// (More often than that: one that comes before the prompt is back counts for nothing.)
for (let i = 0; i < 6; i++) {
    prompt.tell("\n");
    os.sleep(500);
}
until(".exit, Ctrl+D");
prompt.tell(`${longer}print(6 * 9)\n`);
until("54");

for (const [running, began] of [
    ["for (let i = 0; ; i++) if (i === 1000) print('begun')", "begun"],
    ["print('asleep'); os.sleep(600000)", "asleep"],
    ["print('asleep again'); for (;;) os.sleep(600000)", "asleep again"],
    ["print('asleep for ever'); for (;;) try { os.sleep(600000) } catch {}", "asleep for ever"],
]) {
    const before = Date.now();
    prompt.tell(`${running}\n`);
    until(began);
    os.sleep(100);
    prompt.tell("\n");
    until("interrupted");
    prompt.tell(`${longer}print(6 * 8)\n`);
    until("48");
    ok(Date.now() - before < 60000, running);
}
// Another signal than Ctrl+C ends a sleep, and stops nothing.
prompt.tell(`os.signal(os.SIGCHLD, () => {}); os.exec(${JSON.stringify([child("sleep"), "1000"])}, { block: false }); print(os.sleep(600000))\n`);
until("-4");
// A script, or a child that died, has left the console in raw mode: lines are lines again.
prompt.tell("os.ttySetRaw(0)\n");
prompt.tell("print(6 * 5)\n");
until("30");
prompt.tell("std.exit(5)\n");
equal(prompt.end()[1], 5 * 256);
