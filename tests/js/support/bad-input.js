// What scripts pass that nobody expects, and the table of what comes of it.
//
// A matrix is { row: { call, show, more, only } }: `call(value)` is made with each value of `values()`
// (or those that `only` names) and of `more`; what comes of it (`outcome`, or what `show` makes of the result) is compared with the
// row's line in the table:
//
//   os.dup fd: -9 = *; fd = 0 false; TypeError = symbol
//
// It is much work, hence in parts: a script does every third row (or read), and name-2.js and name-3.js
// import it for the others.
// "*" are all values that the line does not name; "-2|-22" are both right, where systems differ.
// QP_TEST_TABLE=file writes the table as it comes out; read it before you believe it.
import * as std from "std";
import { child } from "./children.js";

export const closedFd = 94;

const parts = 3;
const part = Number(/-(\d)\.js$/.exec(scriptArgs[0])?.[1] ?? 1) - 1;

export const inThisPart = (index) => index % parts === part;

// Functions of `os` that are quickjs-libc's own, and this project's file functions: other tests.
export const others = [
    "seek", "isatty", "ttyGetWinSize", "ttySetRaw", "remove", "rename", "realpath", "getcwd", "chdir", "mkdir", "readdir", "stat",
    "utimes", "sleep", "sleepAsync", "now", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "exePath", "Worker",
];

function shrinking() {
    const array = [0, "b", "c"];
    Object.defineProperty(array, 0, {
        get() {
            array.length = 1;
            return child("true");
        },
    });
    return array;
}

function sparse(index, length) {
    const array = [];
    array[index] = "x";
    array.length = length;
    return array;
}

// New ones each time: some of them change. The names stand in the table.
export function values() {
    const proxy = new Proxy({}, { get: () => proxy });
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const revokedArray = Proxy.revocable([], {});
    revokedArray.revoke();
    const detached = new ArrayBuffer(8);
    detached.transfer();
    let lengths = 0;
    return {
        "undefined": undefined, "null": null, "true": true, "false": false,
        "0": 0, "-0": -0, "1": 1, "-1": -1, "2.5": 2.5, "-2.5": -2.5, "NaN": NaN, "Infinity": Infinity, "-Infinity": -Infinity,
        "999": 999, "closed": closedFd,
        "2^31-1": 2 ** 31 - 1, "2^31": 2 ** 31, "-2^31": -(2 ** 31), "-2^31-1": -(2 ** 31) - 1, "2^32-1": 2 ** 32 - 1, "2^32": 2 ** 32,
        "2^53": 2 ** 53, "1e308": 1e308, "-1e308": -1e308, "5e-324": 5e-324,
        "empty": "", "x": "x", "NUL": "\0", "a-NUL-b": "a\0b", "surrogate": "\ud800", "'999999'": "999999", "'0x10'": "0x10",
        "32766": "x".repeat(32766), "32767": "x".repeat(32767), "32768": "x".repeat(32768), "1Mi": "x".repeat(1 << 20),
        "0n": 0n, "1n": 1n, "2n^64": 2n ** 64n, "symbol": Symbol("s"), "Symbol.iterator": Symbol.iterator,
        "{}": {}, "[]": [], "[[]]": [[]], "[undefined]": [undefined], "[null]": [null], "[empty]": [""], "[NUL]": ["\0"],
        "sparse": sparse(1000, 1001), "sparse-100000": sparse(7, 100000), "shrinking": shrinking(),
        "array-like": { length: 1, 0: "x" }, "length-changes": { get length() { return lengths++; }, 0: child("true") },
        "proxy": proxy, "revoked": revoked.proxy, "revoked-array": revokedArray.proxy, "proxy-array": new Proxy([], {}),
        "function": () => 1, "class": class {}, "date": new Date(0), "regexp": /x/, "map": new Map(),
        "bytes": new Uint8Array(8), "buffer": new ArrayBuffer(8), "detached": detached, "shared": new SharedArrayBuffer(8),
        "error": new Error("x"), "promise": Promise.resolve(1), "no-prototype": Object.create(null),
        "valueOf-5": { valueOf: () => 5 }, "toString-y": { toString: () => "y" }, "toString-{}": { toString: () => ({}), valueOf: () => ({}) },
    };
}

// One of each kind: for functions that share their reading of options with another one.
export const few = [
    "undefined", "null", "-1", "NaN", "2^32", "1e308", "x", "NUL", "1n", "symbol", "{}", "proxy", "revoked", "function", "detached",
    "no-prototype",
];

export function outcome(result) {
    return Array.isArray(result) ? JSON.stringify(result) : result === undefined ? "undefined" : Object.is(result, -0) ? "-0" : String(result);
}

export function outcomeOfError(error) {
    return error instanceof Error ? `${error.name}${error.errnoName ? ` ${error.errnoName}` : ""}` : `threw ${String(error)}`;
}

async function cell({ call, show = outcome }, value) {
    try {
        return await show(await call(value));
    } catch (error) {
        return outcomeOfError(error);
    }
}

// [row, { name: outcome }] of each line.
function parse(text) {
    return text.split(/\r?\n/).filter((line) => line && !line.startsWith("#")).map((line) => {
        const [, row, rest] = /^(.*?): (.*)$/.exec(line);
        const cells = {};
        for (const group of rest.split("; ")) {
            const [expected, names] = group.split(" = ");
            names.split(" ").forEach((name) => (cells[name] = expected));
        }
        return [row, cells];
    });
}

function format(row, found) {
    const groups = {};
    Object.entries(found).forEach(([name, got]) => (groups[got] ??= []).push(name));
    const sorted = Object.entries(groups).sort((a, b) => b[1].length - a[1].length);
    return `${row}: ${sorted.map(([got, names], i) => `${got} = ${i ? names.join(" ") : "*"}`).join("; ")}\n`;
}

// Makes the calls of this part, one after another, and compares. Returns how many.
export async function check(matrix, tableFile) {
    const path = import.meta.url.replace(/^file:\/\//, "").replace(/support[\\/][^\\/]*$/, tableFile);
    const write = std.getenv("QP_TEST_TABLE");
    const table = new Map(parse(write ? "" : (std.loadFile(path) ?? "")));
    const wrong = [];
    let written = "";
    let calls = 0;
    for (const [index, [row, one]] of Object.entries(matrix).entries()) {
        if (!write && !inThisPart(index)) {
            continue;
        }
        const found = {};
        for (const [name, value] of Object.entries({ ...values(), ...one.more })) {
            if (one.only && !one.only.includes(name)) {
                continue;
            }
            found[name] = await cell(one, value);
            calls++;
            const expected = table.get(row)?.[name] ?? table.get(row)?.["*"] ?? "nothing: it is not in the table";
            if (!expected.split("|").includes(found[name])) {
                wrong.push(`${row}, ${name}: ${found[name]}, not ${expected}`);
            }
        }
        written += format(row, found);
    }
    if (write) {
        std.writeFile(write, written);
        return calls;
    }
    wrong.push(...[...table.keys()].filter((row) => !matrix[row]).map((row) => `${row} is in the table alone`));
    if (wrong.length) {
        throw new Error(`${wrong.length} cells differ:\n${wrong.slice(0, 40).join("\n")}`);
    }
    return calls;
}

// The rows that there have to be: each argument of each function that the types declare.
export function declaredArguments(types) {
    const found = new Map();
    for (const [, name, list] of types.matchAll(/^    export function (\w+)(?:<[^>]*>)?\(([^]*?)\): [^\n]*;$/gm)) {
        // Without the types of handlers, which have commas and colons of their own.
        const plain = list.replace(/\([^()]*\) => \w+/g, "F");
        found.set(name, [...plain.matchAll(/(?:^|, )\s*(?:\.\.\.)?(\w+)\??:/g)].map((match) => match[1]));
    }
    return [...found];
}

export function declaredMembers(types, name) {
    const body = new RegExp(`interface ${name}[^{]*\\{([^]*?)\\n    \\}`).exec(types)[1];
    return [...body.matchAll(/^        (?:readonly )?(\w+)\??[:(]/gm)].map((match) => match[1]);
}

export function loadTypes(name) {
    const root = import.meta.url.replace(/^file:\/\//, "").replace(/tests[\\/]js[\\/].*$/, "");
    return std.loadFile(`${root}types/${name}.d.ts`);
}
