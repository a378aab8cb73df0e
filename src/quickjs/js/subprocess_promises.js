// Promises to be settled from outside, and time.
import * as os from "os";

const LONGEST = 0x7fffffff;

export function newPromise() {
    const made = { promise: null, resolve: null, reject: null };
    made.promise = new Promise((resolve, reject) => {
        made.resolve = resolve;
        made.reject = reject;
    });
    return made;
}

// A rejection that nobody has to listen to.
export function quiet(promise) {
    promise.catch(() => {});
    return promise;
}

export function rejected(error) {
    return quiet(Promise.reject(error));
}

// Throws where nothing can be waited for: in a Worker.
export function needEvents(what) {
    try {
        os.setReadHandler(-1, null);
    } catch {
        throw new TypeError(`${what} is only available in the main thread; run works in Workers`);
    }
}

// A host without quickjs-libc has its own timers, or none.
const setTimer = os.setTimeout ?? globalThis.setTimeout;
const clearTimer = os.clearTimeout ?? globalThis.clearTimeout;

// Calls `work` after `ms`, Infinity: never; the function that is returned forgets it.
export function after(ms, work) {
    if (ms === Infinity) {
        return () => {};
    }
    if (!setTimer) {
        throw new TypeError("there are no timers in this program");
    }
    let timer = setTimer(work, Math.min(ms, LONGEST));
    return () => {
        if (timer !== null) {
            clearTimer(timer);
            timer = null;
        }
    };
}

// Milliseconds of a clock that nobody sets.
export function now() {
    return os.now ? os.now() / 1000 : performance.now();
}
