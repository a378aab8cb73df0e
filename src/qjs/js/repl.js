// The prompt: a line is read, run and answered, and everything else goes on meanwhile.
import { Worker, setTimeout } from "quickproc:libc-os";
import * as bjson from "qjs:bjson";
import * as os from "qjs:os";
import * as std from "qjs:std";
import { inspect } from "quickproc:inspect";
import { Completer } from "quickproc:repl-complete";
import { rewrite } from "quickproc:repl-scan";
import { hasColors, isConsole, release, unrelease, write } from "quickproc:console";
import {
    compile,
    consumeInterrupt,
    evaluate,
    evaluateAsync,
    onRejection,
    protect,
} from "quickproc:repl-native";

const HELP = `\
.help        this text
.load FILE   run a file as if it were typed here
.clear       clear the screen
.exit        leave (also Ctrl+D, or Ctrl+Z and Enter)
Tab completes names, properties, modules and files; again for the next one, with Shift back.
Ctrl+C stops what is running or forgets what is being typed. \`_\` is the last result.
std, os and bjson are there; await and import work; let, const and class can be declared again.
`;

const interactive = isConsole();
const colors = hasColors();
const reader = new Worker("quickproc:repl-reader");
const completer = new Completer();
let typed = ""; // the lines of an input that is not finished
let waiting = null; // the evaluation whose promise is not settled
let interrupts = 0; // Ctrl+C in a row
let lastResult; // as in globalThis._

Object.assign(globalThis, { bjson, os, std });

// ---- Output

function show(error) {
    let text;
    try {
        text = protect(() => inspect(error, { colors }));
    } catch {
        text = "an error that cannot be shown";
    }
    return text;
}

function printError(label, error) {
    write(`${label} ${show(error)}\n`);
}

function printResult(value) {
    // A script may have made `_` its own.
    const property = Object.getOwnPropertyDescriptor(globalThis, "_");
    if (property === undefined || (property.writable && Object.is(property.value, lastResult))) {
        lastResult = value;
        Object.defineProperty(globalThis, "_", {
            value,
            writable: true,
            configurable: true,
            enumerable: false,
        });
    }
    write(protect(() => inspect(value, { colors })) + "\n");
}

// ---- Promises that nobody handles

const unhandled = new Map();

function reportUnhandled() {
    for (const [promise, reason] of unhandled) {
        unhandled.delete(promise);
        printError("Uncaught (in promise)", reason);
    }
}

onRejection((promise, reason, isHandled) => {
    if (isHandled) {
        unhandled.delete(promise);
        return;
    }
    // It may still get a handler in this turn.
    if (unhandled.size === 0) {
        setTimeout(reportUnhandled, 0);
    }
    unhandled.set(promise, reason);
});

// ---- Running

// The compiler's error for this script, or null.
function syntaxError(source, isAsync) {
    try {
        compile(source, isAsync);
        return null;
    } catch (error) {
        return error;
    }
}

function lineOf(error) {
    return Number(/:(\d+):\d+/.exec(error.stack)?.[1]);
}

// Whether more lines can make a script of what is not one yet.
function isUnfinished(source, isAsync, error) {
    if (error === null) {
        return false;
    }
    if (/unexpected end of comment/.test(error.message)) {
        return true;
    }
    if (/unexpected end of string/.test(error.message)) {
        // In a template, or after a line continuation; any other string ends with its line.
        return source.endsWith("\\\n") || endsInTemplate(source, isAsync);
    }
    // The error is at the end, if a character that fits nowhere is reported in its place.
    const later = syntaxError(source + "\n@", isAsync);
    return later !== null && lineOf(later) > source.split("\n").length;
}

function endsInTemplate(source, isAsync) {
    const closed = syntaxError(source + "`", isAsync);
    return closed === null || !/unexpected end of string/.test(closed.message);
}

// `{ a: 1 }` is meant as an object, where it can be one.
function asExpression(source, isAsync) {
    if (!/^\s*\{/.test(source)) {
        return source;
    }
    const wrapped = `(${source.trimEnd()}\n)`;
    return syntaxError(wrapped, isAsync) === null ? wrapped : source;
}

function runAsync(source) {
    const evaluation = {};
    waiting = evaluation;
    evaluateAsync(source).then(
        ({ value }) => settle(evaluation, () => printResult(value)),
        (error) => settle(evaluation, () => printError("Uncaught", error)),
    );
    reader.postMessage({ kind: "wait" });
}

function settle(evaluation, print) {
    if (waiting !== evaluation) {
        return; // stopped by Ctrl+C
    }
    waiting = null;
    tryTo(print);
    release();
}

function tryTo(action) {
    try {
        action();
    } catch (error) {
        printError("Uncaught", error);
    }
}

// Runs a finished input; false when it goes on in the background and the prompt has to wait.
function run(source, usesAwait) {
    source = asExpression(source, usesAwait);
    if (usesAwait) {
        runAsync(source);
        return false;
    }
    printResult(evaluate(source));
    return true;
}

// ---- Commands

function load(file) {
    const source = std.loadFile(file);
    if (source === null) {
        write(`cannot read ${file}\n`);
        return true;
    }
    const script = rewrite(source);
    return run(script.text, script.usesAwait);
}

function command(line) {
    const [, name, argument] = /^\.(\w+)\s*(.*?)\s*$/.exec(line);
    switch (name) {
        case "help":
            write(HELP);
            return true;
        case "load":
            return load(argument);
        case "clear":
            write("\x1b[2J\x1b[3J\x1b[H");
            return true;
        case "exit":
            leave();
            return false;
        default:
            write(`no command .${name}; .help lists them\n`);
            return true;
    }
}

function leave() {
    std.exit(0);
}

// What other prompts are left by, unless a script has such a name.
const WORD = /^\s*(exit|quit|help)\s*(?:\(\s*\))?\s*;?\s*$/;

function meantCommand(text) {
    const word = WORD.exec(text)?.[1];
    if (word === undefined || word in globalThis) {
        return null;
    }
    return word === "help" ? ".help" : ".exit";
}

// ---- The conversation

function ask() {
    if (interactive) {
        write(typed === "" ? "> " : "... ");
    }
    reader.postMessage({ kind: "read" });
}

const LONGEST_COMPLETED = 4000; // a line that the console edits has a limit

function onTab(shown, backwards) {
    const found = completer.press(shown, typed, backwards);
    const text = found.length < LONGEST_COMPLETED ? found : shown;
    reader.postMessage({ kind: "read", text, shown });
    return false;
}

function onLine(text) {
    if (typed === "") {
        const name = /^\s*\.[a-z]/.test(text) ? text.trim() : meantCommand(text);
        if (name !== null) {
            return command(name);
        }
    }
    typed += text + "\n";
    const script = rewrite(typed);
    const error = syntaxError(script.text, script.usesAwait);
    if (script.unfinished || isUnfinished(script.text, script.usesAwait, error)) {
        return true;
    }
    typed = "";
    interrupts = 0;
    if (/^\s*$/.test(script.text)) {
        return true;
    }
    if (error !== null) {
        throw error;
    }
    return run(script.text, script.usesAwait);
}

function onInterrupt() {
    if (waiting !== null) {
        waiting = null;
        write("Interrupted\n");
    } else {
        write(++interrupts === 2 ? "\n(.exit, Ctrl+D, or Ctrl+Z and Enter leaves)\n" : "\n");
    }
    typed = "";
    unrelease();
    return true;
}

function onEnd() {
    if (interactive) {
        write("\n");
        leave();
    }
    reader.onmessage = null; // the loop ends when nothing else is left
    if (typed !== "") {
        const { text, usesAwait } = rewrite(typed);
        throw syntaxError(text, usesAwait) ?? new SyntaxError("unexpected end of input");
    }
    return false;
}

const handlers = {
    line: ({ text }) => onLine(text),
    tab: ({ text, backwards }) => onTab(text, backwards),
    interrupt: onInterrupt,
    end: onEnd,
    released: () => true,
};

reader.onmessage = ({ data }) => {
    consumeInterrupt();
    let again = true;
    try {
        again = protect(() => handlers[data.kind](data));
    } catch (error) {
        printError("Uncaught", error);
        again = reader.onmessage !== null;
    }
    if (!again) {
        return;
    }
    if (unhandled.size > 0) {
        setTimeout(ask, 0); // after their report, which would stand behind the prompt otherwise
    } else {
        ask();
    }
};

if (interactive) {
    write("quickproc; .help tells more\n");
}
ask();
