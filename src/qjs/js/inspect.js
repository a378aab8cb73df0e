// Values as a person wants to read them. Runs no getter, no proxy's trap and no method of the
// value: looking at a thing must not change it.
import { inheritedData, ownData, prototypeOf } from "quickproc:plain-data";
import { classOf, promiseState, proxyTarget } from "quickproc:repl-native";

const WIDTH = 76;
const MAX_ITEMS = 100;
const MAX_STRING = 10000;
const MAX_PARTS = 5000; // in all; what is deeper or later becomes "..."

const { getOwnPropertyDescriptor, ownKeys, apply } = Reflect;
const mapIterator = Map.prototype.entries;
const setIterator = Set.prototype.values;
const mapNext = Object.getPrototypeOf(new Map().entries()).next;
const setNext = Object.getPrototypeOf(new Set().values()).next;
const dateTime = Date.prototype.getTime;
const dateText = Date.prototype.toISOString;
const functionText = Function.prototype.toString;
const errorStack = Object.getOwnPropertyDescriptor(Error.prototype, "stack")?.get;
const symbolText = Symbol.prototype.toString;
const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const typedArrayLength = getter(typedArrayPrototype, "length");
const regexpSource = getter(RegExp.prototype, "source");
const regexpFlags = getter(RegExp.prototype, "flags");
const mapSize = getter(Map.prototype, "size");
const setSize = getter(Set.prototype, "size");
const byteLengths = {
    ArrayBuffer: getter(ArrayBuffer.prototype, "byteLength"),
    SharedArrayBuffer: getter(SharedArrayBuffer.prototype, "byteLength"),
    DataView: getter(DataView.prototype, "byteLength"),
};

const COLORS = {
    number: "33",
    string: "32",
    literal: "33", // true, null, ...
    symbol: "32",
    undefined: "90",
    special: "36", // [Function: f], [Getter], ...
    date: "35",
    regexp: "31",
};

function constructorName(object) {
    for (let at = object; at !== null; at = prototypeOf(at)) {
        const constructor = ownData(at, "constructor");
        const name = typeof constructor === "function" ? ownData(constructor, "name") : undefined;
        if (typeof name === "string" && name !== "") {
            return name;
        }
    }
    return null;
}

function quote(text) {
    return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029]/g, (c) => {
        return "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0");
    });
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

class Inspector {
    #color;
    #seen = [];
    #parts = 0;
    #maxDepth;

    constructor({ colors = false, depth = 2 } = {}) {
        this.#maxDepth = depth;
        this.#color = (kind, text) => (colors ? `\x1b[${COLORS[kind]}m${text}\x1b[39m` : text);
    }

    inspect(value, depth = 0) {
        if ((typeof value !== "object" && typeof value !== "function") || value === null) {
            return this.#primitive(value);
        }
        if (this.#seen.includes(value)) {
            return this.#color("special", "[Circular]");
        }
        if (++this.#parts > MAX_PARTS) {
            return "...";
        }
        this.#seen.push(value);
        try {
            return this.#object(value, depth);
        } finally {
            this.#seen.pop();
        }
    }

    #primitive(value) {
        switch (typeof value) {
            case "string": {
                const more = value.length - MAX_STRING;
                const shown = this.#color("string", quote(value.slice(0, MAX_STRING)));
                return more > 0 ? `${shown}... ${more} more characters` : shown;
            }
            case "number":
                return this.#color("number", Object.is(value, -0) ? "-0" : String(value));
            case "bigint":
                return this.#color("number", `${value}n`);
            case "symbol":
                return this.#color("symbol", apply(symbolText, value, []));
            case "undefined":
                return this.#color("undefined", "undefined");
            default:
                return this.#color("literal", String(value));
        }
    }

    #object(value, depth) {
        const kind = classOf(value);
        if (kind === "Proxy") {
            return this.#proxy(value, depth);
        }
        const description = this.#describe(value, kind, depth);
        const properties = this.#properties(value, description);
        if (description.text !== undefined && properties.length === 0) {
            return description.text;
        }
        if (depth > this.#maxDepth && (description.items !== undefined || properties.length > 0)) {
            return this.#color("special", `[${description.name ?? description.text}]`);
        }
        const items = description.items?.(depth + 1) ?? [];
        for (const key of properties.slice(0, MAX_ITEMS)) {
            items.push(this.#property(value, key, depth + 1));
        }
        moreItems(items, properties.length - MAX_ITEMS);
        const prefix = description.prefix ?? description.text;
        return this.#layout(prefix, description.brackets ?? "{}", items, depth);
    }

    /*
     * { text, name, prefix, brackets, items, hidden, more }: `text` stands for a value without
     * properties, `items` makes what comes before the properties, `hidden` says which properties
     * are in there, `more` are shown although they are not enumerable.
     */
    #describe(value, kind, depth) {
        const name = constructorName(value);
        if (typeof value === "function") {
            return { text: this.#color("special", this.#function(value, kind)) };
        }
        if (kind === "Array") {
            return this.#array(value, name);
        }
        if (kind in byteLengths) {
            const size = this.inspect(apply(byteLengths[kind], value, []));
            return { name: name ?? kind, prefix: name ?? kind, items: () => [`byteLength: ${size}`] };
        }
        switch (kind) {
            case "Error":
                return this.#error(value, depth);
            case "Date": {
                const valid = !Number.isNaN(apply(dateTime, value, []));
                const text = valid ? apply(dateText, value, []) : "Invalid Date";
                return { text: this.#color("date", text) };
            }
            case "RegExp": {
                const text = `/${apply(regexpSource, value, [])}/${apply(regexpFlags, value, [])}`;
                return { text: this.#color("regexp", text) };
            }
            case "Map":
                return this.#map(value, name ?? kind);
            case "Set":
                return this.#set(value, name ?? kind);
            case "Promise":
                return this.#promise(value, name ?? kind);
        }
        if (kind.endsWith("Array")) {
            return this.#typedArray(value, name ?? kind);
        }
        return this.#plain(value, kind, name);
    }

    #plain(value, kind, name) {
        const tag = ownTag(value);
        const known = kind === "Object" || kind === "Arguments" ? name : kind;
        let prefix = known ?? "[Object: null prototype]";
        if (kind === "Arguments") {
            prefix = "[Arguments]";
        } else if (tag !== null && tag !== prefix) {
            prefix += ` [${tag}]`;
        }
        return prefix === "Object" ? { name: "Object", prefix: "" } : { name: prefix, prefix };
    }

    #function(value, kind) {
        const name = ownData(value, "name");
        const shown = typeof name === "string" && name !== "" ? name : "(anonymous)";
        if (/^class\b/.test(apply(functionText, value, []))) {
            const parent = prototypeOf(value);
            const parentName = typeof parent === "function" ? ownData(parent, "name") : "";
            return `[class ${shown}${parentName ? ` extends ${parentName}` : ""}]`;
        }
        return `[${kind}: ${shown}]`;
    }

    #array(value, name) {
        const length = ownData(value, "length");
        const prefix = name === "Array" ? "" : `${name ?? "Array"}(${length})`;
        return {
            name: name ?? "Array",
            prefix,
            brackets: "[]",
            hidden: isIndex,
            items: (depth) => this.#elements(value, length, depth),
        };
    }

    #elements(value, length, depth) {
        const items = [];
        let indices; // that it has, when there is a hole
        let index = 0;
        while (index < length && items.length < MAX_ITEMS) {
            if (getOwnPropertyDescriptor(value, index) !== undefined) {
                items.push(this.#slot(value, index, depth));
                index++;
                continue;
            }
            indices ??= ownKeys(value).filter((key) => typeof key === "string" && isIndex(key));
            const next = Number(indices.find((key) => Number(key) > index) ?? length);
            const holes = next - index;
            items.push(this.#color("undefined", `<${holes} empty item${holes > 1 ? "s" : ""}>`));
            index = next;
        }
        return moreItems(items, length - index);
    }

    #typedArray(value, name) {
        const length = apply(typedArrayLength, value, []);
        return {
            name,
            prefix: `${name}(${length})`,
            brackets: "[]",
            hidden: isIndex,
            items: () => {
                const shown = Math.min(length, MAX_ITEMS);
                const items = [];
                for (let index = 0; index < shown; index++) {
                    items.push(this.inspect(value[index]));
                }
                return moreItems(items, length - shown);
            },
        };
    }

    #map(value, name) {
        const size = apply(mapSize, value, []);
        return {
            name,
            prefix: `${name}(${size})`,
            items: (depth) =>
                entries(apply(mapIterator, value, []), mapNext, size, ([key, item]) => {
                    return `${this.inspect(key, depth)} => ${this.inspect(item, depth)}`;
                }),
        };
    }

    #set(value, name) {
        const size = apply(setSize, value, []);
        return {
            name,
            prefix: `${name}(${size})`,
            items: (depth) =>
                entries(apply(setIterator, value, []), setNext, size, (item) => this.inspect(item, depth)),
        };
    }

    #promise(value, name) {
        return {
            name,
            prefix: name,
            items: (depth) => {
                const [state, result] = promiseState(value);
                if (state === "pending") {
                    return [this.#color("special", "<pending>")];
                }
                const shown = this.inspect(result, depth);
                const rejected = this.#color("special", "<rejected>");
                return [state === "rejected" ? `${rejected} ${shown}` : shown];
            },
        };
    }

    #proxy(value, depth) {
        const target = proxyTarget(value);
        return target === null ? "Proxy(null)" : `Proxy(${this.inspect(target, depth)})`;
    }

    #error(value, depth) {
        const message = inheritedData(value, "message");
        const ownName = inheritedData(value, "name");
        const name =
            typeof ownName === "string" && ownName !== "Error"
                ? ownName
                : (constructorName(value) ?? "Error");
        let text = typeof message === "string" && message !== "" ? `${name}: ${message}` : name;
        const stack = ownData(value, "stack") ?? (errorStack && apply(errorStack, value, []));
        if (typeof stack === "string" && stack.trim() !== "") {
            text += "\n" + stack.trimEnd();
        } else {
            text = `[${text}]`;
        }
        const hidden = (key) => key === "message" || key === "stack" || key === "name";
        const cause = ["cause", "errors"].filter((key) => ownData(value, key) !== undefined);
        return { text: indent(text, depth), name, hidden, more: cause };
    }

    #properties(value, { hidden = () => false, more = [] }) {
        const keys = [];
        for (const key of ownKeys(value)) {
            if (typeof key === "string" && hidden(key)) {
                continue;
            }
            let enumerable = true;
            try {
                enumerable = getOwnPropertyDescriptor(value, key).enumerable;
            } catch {
                // a module's binding before its initialisation
            }
            if (enumerable || more.includes(key)) {
                keys.push(key);
            }
        }
        return keys;
    }

    #property(value, key, depth) {
        let name = key;
        if (typeof key === "symbol") {
            name = `[${apply(symbolText, key, [])}]`;
        } else if (!IDENTIFIER.test(key)) {
            name = quote(key);
        }
        return `${name}: ${this.#slot(value, key, depth)}`;
    }

    #slot(value, key, depth) {
        let descriptor;
        try {
            descriptor = getOwnPropertyDescriptor(value, key);
        } catch {
            return this.#color("special", "<uninitialized>");
        }
        if (descriptor.get || descriptor.set) {
            const kinds = [descriptor.get && "Getter", descriptor.set && "Setter"].filter(Boolean);
            return this.#color("special", `[${kinds.join("/")}]`);
        }
        return this.inspect(descriptor.value, depth);
    }

    #layout(prefix, [open, close], items, depth) {
        const start = prefix === "" ? open : `${prefix} ${open}`;
        if (items.length === 0) {
            return start + close;
        }
        const pad = open === "[" ? "" : " ";
        const line = `${start}${pad}${items.join(", ")}${pad}${close}`;
        if (!line.includes("\n") && visibleLength(line) + 2 * depth <= WIDTH) {
            return line;
        }
        const margin = "  ".repeat(depth + 1);
        const lines = open === "[" ? fill(items, WIDTH - margin.length) : items;
        return `${start}\n${margin}${lines.join(`,\n${margin}`)}\n${"  ".repeat(depth)}${close}`;
    }
}

function ownTag(value) {
    const tag = inheritedData(value, Symbol.toStringTag);
    return typeof tag === "string" && tag !== "" ? tag : null;
}

function isIndex(key) {
    return /^(?:0|[1-9]\d*)$/.test(key);
}

function moreItems(items, more) {
    if (more > 0) {
        items.push(`... ${more} more item${more > 1 ? "s" : ""}`);
    }
    return items;
}

function entries(iterator, next, size, show) {
    const items = [];
    for (let i = 0; i < Math.min(size, MAX_ITEMS); i++) {
        items.push(show(apply(next, iterator, []).value));
    }
    return moreItems(items, size - MAX_ITEMS);
}

function indent(text, depth) {
    return depth === 0 ? text : text.replaceAll("\n", "\n" + "  ".repeat(depth));
}

function visibleLength(text) {
    return text.replace(/\x1b\[\d+m/g, "").length;
}

// Several short items a line.
function fill(items, width) {
    if (items.some((item) => item.includes("\n") || visibleLength(item) > 20)) {
        return items;
    }
    const lines = [];
    let line = "";
    for (const item of items) {
        if (line !== "" && visibleLength(line) + visibleLength(item) + 3 > width) {
            lines.push(line);
            line = "";
        }
        line += (line === "" ? "" : ", ") + item;
    }
    lines.push(line);
    return lines;
}

// options: colors (false), depth (2): how deep objects in objects are shown.
export function inspect(value, options) {
    return new Inspector(options).inspect(value);
}
