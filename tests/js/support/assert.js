// Assertions. A failed one throws, so the interpreter prints where and ends with 1.

function show(value) {
    if (typeof value === "string" || Array.isArray(value) || (value && typeof value === "object")) {
        return JSON.stringify(value);
    }
    return Object.is(value, -0) ? "-0" : String(value);
}

function fail(what, detail) {
    throw new Error(what ? `${what}: ${detail}` : detail);
}

export function ok(value, what) {
    if (!value) {
        fail(what, `${show(value)} is not true`);
    }
}

export function equal(actual, expected, what) {
    if (!Object.is(actual, expected)) {
        fail(what, `got ${show(actual)}, not ${show(expected)}`);
    }
}

// Arrays and plain objects, by their JSON.
export function same(actual, expected, what) {
    equal(JSON.stringify(actual), JSON.stringify(expected), what);
}

export function oneOf(actual, expected, what) {
    if (!expected.includes(actual)) {
        fail(what, `got ${show(actual)}, none of ${show(expected)}`);
    }
}

// The call must throw an Error of one of these types; the error is returned.
export function throws(types, call, what) {
    let result;
    try {
        result = call();
    } catch (error) {
        if ([types].flat().some((type) => error instanceof type)) {
            return error;
        }
        fail(what, `threw ${error}`);
    }
    fail(what, `returned ${show(result)} instead of throwing`);
}

// What cannot be tested here is said, not silently left out.
export function note(text) {
    print(`note: ${text}`);
}
