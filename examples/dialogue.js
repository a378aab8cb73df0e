// Answers the questions of a program from a file, as expect does: an installer without a silent mode, say.
//
//     quickproc dialogue.js ANSWERS.json PROGRAM [ARGUMENT…]
//
// ANSWERS.json: [["Folder? ", "D:\\tools"], ["Continue (y/n)? ", "y"]], in the order in which the program asks. What the program
// says is shown. The exit code is the program's; 2: it was not started, or did not ask what it should.
import * as std from "std";
import { ProcessError, spawn } from "subprocess";

const longestPauseMs = 60000;
const [, file, ...command] = scriptArgs;
const text = file === undefined ? null : std.loadFile(file);
if (text === null || command.length === 0) {
    std.err.puts(text === null && file !== undefined ? `cannot read ${file}\n` : "usage: dialogue.js ANSWERS.json PROGRAM [ARGUMENT…]\n");
    std.exit(2);
}

/** @type {(said: string) => void} */
function show(said) {
    std.out.puts(said);
    std.out.flush();
}

async function talk() {
    await using child = spawn(command, { stderr: "stdout" });
    for (const [question, answer] of JSON.parse(text)) {
        show(await child.stdout.until(question, { timeout: longestPauseMs }));
        show(`${answer}\n`);
        await child.stdin.write(`${answer}\r\n`);
    }
    await child.stdin.end();
    show(await child.stdout.text());
    return child.wait();
}

try {
    const { code } = await talk();
    std.exit(code ?? 1);
} catch (error) {
    if (!(error instanceof ProcessError)) {
        throw error;
    }
    std.err.puts(`${error.message}\n`);
    std.exit(2);
}
