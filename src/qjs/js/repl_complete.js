// What Tab makes of a line at the prompt: names, properties, modules and files. Runs no code of the
// values that it looks at.
import { readdir, stat } from "quickproc:os-files";
import { inheritedData, prototypeOf } from "quickproc:plain-data";
import { classOf } from "quickproc:repl-native";
import { tokenize } from "quickproc:repl-scan";

const { ownKeys } = Reflect;
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const COMMANDS = [".clear", ".exit", ".help", ".load "];
const KEYWORDS = (
    "async await break case catch class const continue debugger default delete do else extends false finally for " +
    "function if import in instanceof let new null of return static super switch this throw true try typeof var void " +
    "while with yield"
).split(" ");
const MODULES = ["bjson", "os", "std", "subprocess"];
const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const prototypes = {
    bigint: BigInt.prototype,
    boolean: Boolean.prototype,
    number: Number.prototype,
    string: String.prototype,
    symbol: Symbol.prototype,
};

// In which string of the line a module or a file is named, and what of it is there.
const MODULE = /(?:\bfrom|\bimport|\b(?:import|Worker)\s*\()\s*(["'])([^"'\\]*)$/;
const LOAD = /^\s*\.load\s+(.*)$/;

// ---- Names ----------------------------------------------------------------------------------

// Its elements alone can be millions of keys.
function isTypedArray(object) {
    return /.Array$/.test(classOf(object));
}

// Names that are typed as they are; own ones first. What begins with _ is for those who ask for it.
function namesOf(value, prefix) {
    const names = new Set();
    for (let at = value; at !== null; at = prototypeOf(at)) {
        if (classOf(at) === "Proxy") {
            break;
        }
        const own = (isTypedArray(at) ? [] : ownKeys(at)).filter((key) => typeof key === "string" && IDENTIFIER.test(key));
        own.sort().forEach((name) => names.add(name));
    }
    return [...names].filter((name) => prefix.startsWith("_") || !name.startsWith("_"));
}

function asObject(value) {
    if (value === null || value === undefined) {
        return null;
    }
    return prototypes[typeof value] ?? value;
}

// `names.of.a.chain`, before its last dot: the object, or null where that takes running code.
function valueOf(names) {
    let value = globalThis;
    for (const [i, name] of names.entries()) {
        if (i === 0 && name === "this") {
            continue;
        }
        value = asObject(value);
        value = value === null ? undefined : inheritedData(value, name);
    }
    return asObject(value);
}

// The last word and the names before it: for `a.b.c` { chain: ["a", "b"], word: "c" }. null where there is none: behind a
// space, in a comment, a string or a template.
function chainAt(source) {
    const tokens = [...tokenize(source)];
    let token = tokens.at(-1);
    // A string and a comment that have no end yet come as single characters.
    const isOpen = ({ text, end }) => text === '"' || text === "'" || (text === "/" && source[end] === "*");
    if (token?.end !== source.length || tokens.some(isOpen)) {
        return null;
    }
    const isDot = (one) => one?.text === "." || one?.text === "?.";
    let word = "";
    if (token.type === "word") {
        word = token.text;
        token = token.previous;
    } else if (!isDot(token)) {
        return null;
    }
    const chain = [];
    while (isDot(token)) {
        if (token.previous?.type !== "word") {
            return null;
        }
        chain.unshift(token.previous.text);
        token = token.previous.previous;
    }
    return { chain, word };
}

// ---- Modules and files ----------------------------------------------------------------------

function isFolder(path) {
    const [found, errno] = stat(path);
    return errno === 0 && (found.mode & S_IFMT) === S_IFDIR;
}

// Files that `wanted` takes, and folders.
function filesAt(path, wanted) {
    const folder = /^.*[\\/]|^/.exec(path)[0];
    const [entries, errno] = readdir(folder === "" ? "." : folder);
    if (errno !== 0) {
        return [];
    }
    const names = entries.filter((name) => name !== "." && name !== "..").sort();
    return names
        .map((name) => (isFolder(folder + name) ? `${name}/` : name))
        .filter((name) => name.endsWith("/") || wanted.test(name))
        .map((name) => folder + name);
}

// The name stands in the string as it is. One that ends the string goes on as code: such a file may have been planted.
function fitsInto(quote) {
    return (name) => !name.includes(quote) && !/[\\\p{Cc}]/u.test(name);
}

function modulesAt(name, quote) {
    const isPath = /^\.|[\\/]/.test(name);
    return isPath ? filesAt(name, /\.(?:m?js|json)$/i).filter(fitsInto(quote)) : MODULES;
}

// ---- The line -------------------------------------------------------------------------------

// As Windows does it: in the case that was typed, or else in any.
function beginningWith(prefix, names) {
    const exact = names.filter((name) => name.startsWith(prefix));
    const lower = prefix.toLowerCase();
    return exact.length > 0 ? exact : names.filter((name) => name.toLowerCase().startsWith(lower));
}

function wordsOf(line, word, names) {
    const start = line.slice(0, line.length - word.length);
    return beginningWith(word, names).map((name) => start + name);
}

/*
 * What `line`, the text before the cursor, may become; `before` are the lines of the same input before it. In the
 * order in which they are offered; [] where there is nothing to complete.
 */
export function complete(line, before = "") {
    if (/^\s*$/.test(line)) {
        return [`${line}    `]; // as editors do it; a tab has no certain width
    }
    if (before === "") {
        const load = LOAD.exec(line);
        if (load !== null) {
            return wordsOf(line, load[1], filesAt(load[1], /./));
        }
        if (/^\.\w*$/.test(line)) {
            return wordsOf(line, line, COMMANDS);
        }
    }
    const module = MODULE.exec(line);
    if (module !== null) {
        return wordsOf(line, module[2], modulesAt(module[2], module[1]));
    }
    const place = chainAt(before + line);
    if (place === null || (place.chain.length === 0 && place.word === "")) {
        return [];
    }
    const value = valueOf(place.chain);
    if (value === null) {
        return [];
    }
    const names = namesOf(value, place.word);
    return wordsOf(line, place.word, place.chain.length === 0 ? [...names, ...KEYWORDS] : names);
}

// Repeated presses of Tab go through what the first one found, with Shift backwards.
export class Completer {
    #found = [];
    #at = 0;
    #last = null; // what the line became

    // The line instead of `line`.
    press(line, before, backwards) {
        if (line !== this.#last || this.#found.length === 1) {
            this.#found = complete(line, before);
            this.#at = backwards ? 0 : -1;
        }
        const count = this.#found.length;
        if (count === 0) {
            this.#last = null;
            return line;
        }
        this.#at = (this.#at + (backwards ? count - 1 : 1)) % count;
        this.#last = this.#found[this.#at];
        return this.#last;
    }
}
