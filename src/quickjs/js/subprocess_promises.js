// Promises to be settled from outside.
import * as os from "os";

export function newPromise() {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
}

// A promise that nobody has to listen to.
export function rejected(error) {
    const promise = Promise.reject(error);
    promise.catch(() => {});
    return promise;
}

// After everything that is due now. A host without quickjs-libc has its own timers, or none.
export function soon(work) {
    const setTimer = os.setTimeout ?? globalThis.setTimeout;
    if (setTimer) {
        setTimer(work, 0);
    } else {
        work();
    }
}
