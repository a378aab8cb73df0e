// Looking into objects without running their code: no getter, no trap of a proxy.
import { classOf } from "quickproc:repl-native";

const { getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { hasOwn } = Object;

// The value of an own property that is no accessor; undefined for all else, and for a proxy.
export function ownData(object, key) {
    try {
        return classOf(object) === "Proxy" ? undefined : getOwnPropertyDescriptor(object, key)?.value;
    } catch {
        return undefined; // a module's binding before its initialisation
    }
}

export function prototypeOf(object) {
    return classOf(object) === "Proxy" ? null : getPrototypeOf(object);
}

// The first data property of that name along the prototypes; undefined where a getter comes first.
export function inheritedData(object, key) {
    try {
        for (let at = object; at !== null && classOf(at) !== "Proxy"; at = getPrototypeOf(at)) {
            if (hasOwn(at, key)) {
                return ownData(at, key);
            }
        }
    } catch {
        // a module's binding before its initialisation
    }
    return undefined;
}
