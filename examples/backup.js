// Mirrors a folder with robocopy, whose exit code is no plain yes or no: a number of bits, and only from 8 up a failure.
//
//     quickproc backup.js [--with PROGRAM] SOURCE TARGET
//
// Exit code: 0 all is there, 1 something is missing, 2 nothing could be tried.
import * as std from "std";
import { ProcessError, run } from "subprocess";

const args = scriptArgs.slice(1);
const program = args[0] === "--with" ? args.splice(0, 2)[1] : "robocopy";
if (args.length !== 2) {
    std.err.puts("usage: backup.js [--with PROGRAM] SOURCE TARGET\n");
    std.exit(2);
}
const [source, target] = args;

/** @type {[number, string][]} */
const meanings = [
    [1, "files were copied"],
    [2, "the target had files that the source does not have"],
    [4, "some files are folders on the other side"],
    [8, "some files could not be copied"],
    [16, "a serious error: nothing was copied"],
];

function backUp() {
    // /MIR: the target becomes like the source; /R /W: two more tries, a second apart; /N...: no headings, no percentages.
    const options = ["/MIR", "/R:2", "/W:1", "/NP", "/NJH", "/NJS", "/NDL"];
    try {
        return run([program, source, target, ...options], { encoding: "oem", stdin: "null", timeout: 6 * 3600 * 1000 });
    } catch (error) {
        if (error instanceof ProcessError) {
            std.err.puts(`${error.message}\n`);
            std.exit(2);
        }
        throw error;
    }
}

const began = Date.now();
const { code, signal, stdout, stderr } = backUp();
if (signal !== null) {
    std.err.puts(`${program} was ended by ${signal}\n`);
    std.exit(1);
}
const seen = meanings.filter(([bit]) => code & bit).map(([, meaning]) => meaning);
const isFine = code < 8;
console.log(`${source} -> ${target}: ${isFine ? "done" : "FAILED"} in ${Math.round((Date.now() - began) / 1000)} s (${code}: ${seen.join(", ") || "nothing to do"})`);
if (!isFine) {
    std.err.puts(`${stdout}${stderr}`.trimEnd() + "\n");
}
std.exit(isFine ? 0 : 1);
