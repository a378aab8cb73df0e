// AbortController and AbortSignal, as WHATWG's DOM standard has them; the interpreter has them as globals.
import { after, now } from "quickproc:subprocess-promises";
import { give } from "quickproc:subprocess-values";

const key = Symbol("only AbortController makes signals");

function newReason(name, message) {
    if (typeof DOMException === "function") {
        return new DOMException(message, name);
    }
    return give(new Error(message), { name });
}

// What a listener throws ends no other listener; it comes out as a rejection that nobody handles.
function report(error) {
    Promise.reject(error);
}

// What listeners are called with.
class AbortEvent {
    type = "abort";
    target;
    currentTarget;
    bubbles = false;
    cancelable = false;
    defaultPrevented = false;
    isTrusted = true;
    #isStopped = false;

    constructor(target) {
        this.target = this.currentTarget = target;
    }

    preventDefault() {}

    stopPropagation() {}

    stopImmediatePropagation() {
        this.#isStopped = true;
    }

    // `event` may be one of the caller's own.
    static isStopped(event) {
        return #isStopped in event && event.#isStopped;
    }
}

function asMilliseconds(value) {
    const ms = Math.trunc(Number(value));
    if (!(ms >= 0 && ms <= Number.MAX_SAFE_INTEGER)) {
        throw new TypeError("AbortSignal.timeout: not a number of milliseconds");
    }
    return ms;
}

export class AbortSignal {
    #aborted = false;
    #reason = undefined;
    #listeners = [];
    #onabort = null;
    #callsOnabort = null; // its place among the listeners
    #followers = new Set(); // made by `any` of this one
    #sources = [];
    // Of `timeout`. The timer runs only while somebody listens: it would keep the event loop alive.
    #deadline = Infinity;
    #forgetTimer = null;

    constructor(secret) {
        if (secret !== key) {
            throw new TypeError("Illegal constructor: use AbortController, AbortSignal.abort, any or timeout");
        }
    }

    static abort(reason) {
        const signal = new AbortSignal(key);
        signal.#abort(reason);
        return signal;
    }

    static timeout(ms) {
        const signal = new AbortSignal(key);
        signal.#deadline = now() + asMilliseconds(ms);
        return signal;
    }

    static any(signals) {
        const signal = new AbortSignal(key);
        const all = [...signals];
        if (!all.every((one) => one instanceof AbortSignal)) {
            throw new TypeError("AbortSignal.any: not a list of AbortSignals");
        }
        const aborted = all.find((one) => one.aborted);
        if (aborted) {
            signal.#aborted = true;
            signal.#reason = aborted.#reason;
        } else {
            signal.#follow(all);
        }
        return signal;
    }

    get aborted() {
        [this, ...this.#sources].forEach((one) => one.#look());
        return this.#aborted;
    }

    get reason() {
        return this.aborted ? this.#reason : undefined;
    }

    get onabort() {
        return this.#onabort;
    }

    set onabort(handler) {
        this.#onabort = typeof handler === "function" ? handler : null;
        this.#callsOnabort ??= (event) => this.#onabort.call(this, event);
        if (this.#onabort === null) {
            this.removeEventListener("abort", this.#callsOnabort);
        } else {
            this.addEventListener("abort", this.#callsOnabort);
        }
    }

    throwIfAborted() {
        if (this.aborted) {
            throw this.#reason;
        }
    }

    // `listener` is a function or an object with handleEvent.
    addEventListener(type, listener, options) {
        const { once = false, signal } = typeof options === "object" && options !== null ? options : { __proto__: null };
        if (type !== "abort" || listener === null || listener === undefined || signal?.aborted || this.#find(listener) >= 0) {
            return;
        }
        if (typeof listener !== "function" && typeof listener !== "object") {
            throw new TypeError("listener is neither a function nor an object");
        }
        this.#listeners.push({ listener, once: Boolean(once) });
        this.#listen();
        signal?.addEventListener("abort", () => this.removeEventListener(type, listener), { once: true });
    }

    removeEventListener(type, listener) {
        const place = type === "abort" ? this.#find(listener) : -1;
        if (place >= 0) {
            this.#listeners.splice(place, 1);
            this.#listen();
        }
    }

    dispatchEvent(event) {
        if (event?.type === "abort") {
            this.#tell(event);
        }
        return true;
    }

    get [Symbol.toStringTag]() {
        return "AbortSignal";
    }

    // Is its time over?
    #look() {
        if (now() >= this.#deadline) {
            this.#abort(newReason("TimeoutError", "The operation timed out."));
        }
    }

    get #isHeard() {
        return this.#listeners.length > 0;
    }

    // Its listeners have changed.
    #listen() {
        [this, ...this.#sources].forEach((one) => one.#wait());
    }

    // The timer that there has to be, or none.
    #wait() {
        const isHeard = this.#isHeard || [...this.#followers].some((one) => one.#isHeard);
        if (isHeard && this.#forgetTimer === null && this.#deadline < Infinity && !this.#aborted) {
            this.#forgetTimer = after(Math.max(0, Math.ceil(this.#deadline - now())), () => {
                this.#forgetTimer = null;
                this.#look();
                this.#wait(); // a timer has a longest time, and may be early
            });
        } else if (!isHeard && this.#forgetTimer !== null) {
            this.#forgetTimer();
            this.#forgetTimer = null;
        }
    }

    #find(listener) {
        return this.#listeners.findIndex((one) => one.listener === listener);
    }

    // A signal that follows others follows what those follow: there is no chain.
    #follow(signals) {
        for (const signal of signals) {
            for (const source of signal.#sources.length ? signal.#sources : [signal]) {
                if (!this.#sources.includes(source)) {
                    this.#sources.push(source);
                    source.#followers.add(this);
                }
            }
        }
    }

    // Nothing can abort it any more.
    #leave() {
        for (const source of this.#sources.splice(0)) {
            source.#followers.delete(this);
            source.#wait();
        }
    }

    // All are aborted before the first listener is called.
    #abort(reason) {
        if (this.#aborted) {
            return;
        }
        this.#deadline = Infinity;
        this.#forgetTimer?.();
        this.#forgetTimer = null;
        const signals = [this, ...[...this.#followers].filter((one) => !one.#aborted)];
        const given = reason === undefined ? newReason("AbortError", "This operation was aborted") : reason;
        for (const signal of signals) {
            signal.#aborted = true;
            signal.#reason = given;
        }
        this.#followers.clear();
        for (const signal of signals) {
            signal.#leave();
            signal.#tell(new AbortEvent(signal));
        }
    }

    // Listeners that one of them removes are not called, nor are those that it adds.
    #tell(event) {
        for (const one of [...this.#listeners]) {
            if (AbortEvent.isStopped(event)) {
                break;
            }
            if (this.#listeners.includes(one)) {
                this.#call(one, event);
            }
        }
    }

    #call({ listener, once }, event) {
        if (once) {
            this.removeEventListener("abort", listener);
        }
        try {
            if (typeof listener === "function") {
                listener.call(this, event);
            } else {
                listener.handleEvent(event);
            }
        } catch (error) {
            report(error);
        }
    }

    // For AbortController alone.
    static [key](signal, reason) {
        signal.#abort(reason);
    }
}

export class AbortController {
    #signal = new AbortSignal(key);

    get signal() {
        return this.#signal;
    }

    abort(reason) {
        AbortSignal[key](this.#signal, reason);
    }

    get [Symbol.toStringTag]() {
        return "AbortController";
    }
}
