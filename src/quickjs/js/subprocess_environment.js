// The environment that a program gets.
import * as native from "quickproc:subprocess";
import { refuse } from "quickproc:subprocess-values";

// [name, value] of each of ours, without the drives' current directories ("=C:") and what is no variable.
function* ownVariables() {
    for (const entry of native.environment()) {
        const equals = entry.indexOf("=", 1);
        if (equals > 0 && entry[0] !== "=") {
            yield [entry.slice(0, equals), entry.slice(equals + 1)];
        }
    }
}

// "" where there is none.
export function ownVariable(name) {
    for (const [other, value] of ownVariables()) {
        if (native.sameVariable(other, name)) {
            return value;
        }
    }
    return "";
}

function changesOf(env) {
    // A Map has its entries elsewhere.
    if (typeof env !== "object" || env === null || typeof env[Symbol.iterator] === "function") {
        throw refuse("env", env, "an object of names and values");
    }
    const changes = Object.entries(env).filter(([, value]) => value !== undefined);
    for (const [name, value] of changes) {
        if (value !== null && !["string", "number", "boolean", "bigint"].includes(typeof value)) {
            throw refuse(`env.${name}`, value, "a string, a number, a boolean, or null");
        }
    }
    return changes;
}

// The whole of it, ours with the changes: null takes a variable away. undefined: ours as it is. `clear`: nothing of ours, the
// system adds SystemRoot.
export function environmentFor(env, clear) {
    if (env === undefined && !clear) {
        return undefined;
    }
    const changes = env === undefined ? [] : changesOf(env);
    const result = Object.create(null);
    for (const [name, value] of clear ? [] : ownVariables()) {
        if (!changes.some(([other]) => native.sameVariable(other, name))) {
            result[name] = value;
        }
    }
    for (const [name, value] of changes) {
        if (value !== null) {
            result[name] = value;
        }
    }
    return result;
}

// A path of the caller's, seen from the program's working directory.
export function pathFrom(cwd, path) {
    return cwd === undefined || /^[\\/]|^[a-z]:/i.test(path) ? path : `${cwd}\\${path}`;
}

// The PATH in such an environment.
export function pathIn(environment) {
    const name = Object.keys(environment).findLast((one) => native.sameVariable(one, "PATH"));
    return name === undefined ? "" : String(environment[name]);
}
