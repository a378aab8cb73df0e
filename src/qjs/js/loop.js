// What a script has going in quickjs-libc's loop besides events: timers, and Workers that it
// listens to. The engine tells nobody what is left, so they are counted here: signals have to wake
// the loop as long as it goes on for something else, and must not keep it going themselves.
import * as libc from "quickproc:libc-os";
import { hold } from "quickproc:wake-native";

// ---- Timers ----------------------------------------------------------------------------------

const timers = new Set();

function remember(id) {
    hold(1);
    timers.add(id);
    return id;
}

function forget(id) {
    if (timers.delete(id)) {
        hold(-1);
    }
}

// A function that starts the next timer is not the end of the first one.
export function setTimeout(func, delay) {
    if (typeof func !== "function") {
        return libc.setTimeout(func, delay);
    }
    const id = libc.setTimeout(() => {
        try {
            func();
        } finally {
            forget(id);
        }
    }, delay);
    return remember(id);
}

export function setInterval(func, delay) {
    return remember(libc.setInterval(func, delay));
}

export function clearTimeout(id) {
    libc.clearTimeout(id);
    forget(Number(id) | 0);
}

export function clearInterval(id) {
    clearTimeout(id);
}

const { then } = Promise.prototype;

export function sleepAsync(delay) {
    const promise = libc.sleepAsync(delay);
    hold(1);
    then.call(promise, () => hold(-1));
    return promise;
}

// ---- Workers ---------------------------------------------------------------------------------

const { get, set } = Object.getOwnPropertyDescriptor(libc.Worker.prototype, "onmessage");
const heard = new WeakSet();
const collected = new FinalizationRegistry(() => hold(-1));

// Without being counted.
export function listenTo(worker, handler) {
    set.call(worker, handler);
}

function setOnMessage(handler) {
    set.call(this, handler);
    if (handler !== null && !heard.has(this)) {
        hold(1);
        heard.add(this);
        collected.register(this, undefined, this);
    } else if (handler === null && heard.delete(this)) {
        collected.unregister(this);
        hold(-1);
    }
}

Object.defineProperty(libc.Worker.prototype, "onmessage", { get, set: setOnMessage });
