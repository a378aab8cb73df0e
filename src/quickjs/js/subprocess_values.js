// What a script gives as options: their names, and each kind of value.
import * as native from "quickproc:subprocess";

// Object.assign that no setter of Object.prototype takes part in.
export function give(object, fields) {
    for (const name of Reflect.ownKeys(fields)) {
        const own = { __proto__: null, value: fields[name], configurable: true, enumerable: true, writable: true };
        Reflect.defineProperty(object, name, own);
    }
    return object;
}

// The options that are given, in an object without prototype: what others have put on Object.prototype is none. null is as
// good as not given, but for `encoding`.
export function takeOptions(options, names, where) {
    const own = Object.create(null);
    if (options === undefined) {
        return own;
    }
    if (typeof options !== "object" || options === null) {
        throw new TypeError(`options of ${where} is not an object`);
    }
    if (Array.isArray(options)) {
        throw new TypeError(`options of ${where} is an array: the first array has the program and its arguments`);
    }
    native.checkOptions(options, names, where);
    for (const name of names) {
        const value = Object.hasOwn(options, name) ? options[name] : undefined;
        if (value !== undefined && (value !== null || name === "encoding")) {
            own[name] = value;
        }
    }
    return own;
}

// For messages.
function show(value) {
    switch (typeof value) {
    case "string":
        return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
    case "object":
        return Array.isArray(value) ? "an array" : "an object";
    case "function":
        return "a function";
    }
    return String(value);
}

// More than a command line can hold; a length may be one that a list only claims to have.
const MOST_ARGS = 65535;

export function checkLength(length, name, least = 0) {
    if (length < least || length > MOST_ARGS) {
        throw new TypeError(`${name} has ${length} elements, not ${least} to ${MOST_ARGS}`);
    }
}

export function refuse(name, value, allowed) {
    return new TypeError(`${name} is ${show(value)}, not ${allowed}`);
}

export function asFlag(options, name) {
    const value = options[name];
    if (value !== undefined && typeof value !== "boolean") {
        throw refuse(name, value, "true or false");
    }
    return value;
}

export function asText(options, name) {
    const value = options[name];
    if (value !== undefined && typeof value !== "string") {
        throw refuse(name, value, "a string");
    }
    if (value?.includes("\0")) {
        throw new TypeError(`${name} contains a NUL character`);
    }
    return value;
}

// A number from 0 up, Infinity as well.
export function asAmount(options, name, fallback, unit) {
    const value = options[name];
    if (value === undefined) {
        return fallback;
    }
    if (typeof value !== "number") {
        throw refuse(name, value, `a number of ${unit}`);
    }
    if (!(value >= 0)) {
        throw new RangeError(`${name} is ${value}, not a number of ${unit} from 0 up`);
    }
    return value;
}

// Infinity for none, which is 0 as well.
export function asTimeout(options, name) {
    return Math.ceil(asAmount(options, name, Infinity, "milliseconds")) || Infinity;
}

export function asFunction(options, name) {
    const value = options[name];
    if (value !== undefined && typeof value !== "function") {
        throw refuse(name, value, "a function");
    }
    return value;
}
