// compare.js POSIX-FOLDER OURS-FOLDER DIFFERENCES
//
// Compares the transcripts of both runs, line by line. Every difference must be listed, with both
// values, in the file of differences, and every listed one must occur. Ends with 1 otherwise.
import * as os from "os";
import * as std from "std";

const [, posixFolder, oursFolder, listPath] = scriptArgs;
let failures = 0;

function complain(text) {
    print(text);
    failures++;
}

// A transcript: key to value. A key is everything before the first ": ".
function transcript(path) {
    const entries = new Map();
    for (const line of (std.loadFile(path) ?? "").replaceAll("\r", "").split("\n")) {
        const at = line.indexOf(": ");
        const key = at < 0 ? line : line.slice(0, at);
        if (line) {
            entries.set(entries.has(key) ? `${key} (again)` : key, at < 0 ? "" : line.slice(at + 2));
        }
    }
    return entries;
}

// Blocks of four lines: "script.js: key", "  posix: …", "  ours: …", "  why: …"; # starts a
// comment.
function differences(path) {
    const list = new Map();
    let current;
    for (const line of std.loadFile(path).split("\n")) {
        const [, name, value] = line.match(/^ {2}(posix|ours|why): (.*)$/) ?? [];
        if (name) {
            current[name] = value;
        } else if (line && !line.startsWith("#")) {
            current = { used: false };
            list.set(line, current);
        }
    }
    return list;
}

const list = differences(listPath);
const scripts = os
    .readdir(posixFolder)[0]
    .filter((name) => name.endsWith(".js"))
    .sort();
let same = 0;
for (const script of scripts) {
    const posix = transcript(`${posixFolder}/${script}`),
        ours = transcript(`${oursFolder}/${script}`);
    for (const key of new Set([...posix.keys(), ...ours.keys()])) {
        const there = posix.get(key) ?? "(no such line)",
            here = ours.get(key) ?? "(no such line)";
        const listed = list.get(`${script}: ${key}`);
        if (listed) {
            listed.used = true;
        }
        if (there === here) {
            same++;
            if (listed) {
                complain(`${script}: ${key}: listed as a difference, but both give ${here}`);
            }
        } else if (!listed) {
            complain(`${script}: ${key}\n  posix: ${there}\n  ours: ${here}`);
        } else if (listed.posix !== there || listed.ours !== here) {
            complain(`${script}: ${key}: not the listed difference\n  posix: ${there}\n  ours: ${here}`);
        }
    }
}
for (const [name, { used, why }] of list) {
    if (!used) {
        complain(`${name}: listed, but there is no such line`);
    }
    if (!why) {
        complain(`${name}: listed without a reason`);
    }
}
print(
    `${scripts.length} scripts, ${same} lines the same, ${list.size} listed differences, ${failures} failures`,
);
std.exit(failures ? 1 : 0);
