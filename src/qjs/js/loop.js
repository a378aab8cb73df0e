// What a script has going in quickjs-libc's loop besides events: timers, and Workers that it
// listens to. The engine tells nobody what is left, so they are counted here: signals have to wake
// the loop as long as it goes on for something else, and must not keep it going themselves; and
// quickjs-libc's own loop runs as long as a Worker is listened to.
import * as libc from "quickproc:libc-os";
import { hear, hold, isOverdue } from "quickproc:wake-native";

// Of wake.js, once that is needed.
let takeTurn = () => {};

export function takeTurnsBy(func) {
    takeTurn = func;
}

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

// Timers come before handlers, as in quickjs-libc's loop on POSIX, but must not keep them, and signals,
// waiting for ever.
function runTimer(func, args) {
    if (isOverdue()) {
        takeTurn();
    }
    func(...args);
}

// quickjs-libc waits for no more than an int's milliseconds: a timer beyond these 24 days would look like none,
// and end the loop.
const LONGEST = 2 ** 31 - 1;

function clip(delay) {
    return Math.min(+delay, LONGEST);
}

// With arguments for the function, as everywhere but in quickjs-libc. A function that starts the next timer is not the
// end of the first one.
export function setTimeout(func, delay, ...args) {
    if (typeof func !== "function") {
        return libc.setTimeout(func, delay);
    }
    const id = libc.setTimeout(() => {
        try {
            runTimer(func, args);
        } finally {
            forget(id);
        }
    }, clip(delay));
    return remember(id);
}

export function setInterval(func, delay, ...args) {
    const own = typeof func === "function" ? () => runTimer(func, args) : func;
    return remember(libc.setInterval(own, clip(delay)));
}

export function clearTimeout(id) {
    libc.clearTimeout(id);
    forget(Number(id) | 0);
}

export function clearInterval(id) {
    clearTimeout(id);
}

const { then } = Promise.prototype;

// Only signals want to know what the loop goes on for, and they are the main thread's. In a Worker, which runs one job
// of a top-level await and then waits for the next event, ours would stand before the caller's.
const isWorker = libc.Worker.parent !== undefined;

export function sleepAsync(delay) {
    const promise = libc.sleepAsync(clip(delay));
    if (isWorker) {
        return promise;
    }
    hold(1);
    then.call(promise, () => hold(-1));
    return promise;
}

// ---- Workers ---------------------------------------------------------------------------------

const { get, set } = Object.getOwnPropertyDescriptor(libc.Worker.prototype, "onmessage");
const heard = new WeakMap(); // with what takes each out of `collected`
const collected = new FinalizationRegistry(() => hear(-1));

// Without being counted.
export function listenTo(worker, handler) {
    set.call(worker, handler);
}

// Handlers come before messages, as on POSIX: a Worker that always has another one must not keep them
// waiting.
const standsFor = new WeakMap();

function standIn(handler) {
    function own(event) {
        takeTurn();
        return handler(event);
    }
    standsFor.set(own, handler);
    return own;
}

function getOnMessage() {
    const handler = get.call(this);
    return standsFor.get(handler) ?? handler;
}

function setOnMessage(handler) {
    set.call(this, typeof handler === "function" ? standIn(handler) : handler);
    if (handler !== null && !heard.has(this)) {
        // Not the Worker itself: a registry of quickjs-ng (0.17) keeps its tokens alive, and the loop goes on for a Worker that is.
        const token = {};
        hear(1);
        heard.set(this, token);
        collected.register(this, undefined, token);
    } else if (handler === null && heard.has(this)) {
        collected.unregister(heard.get(this));
        heard.delete(this);
        hear(-1);
    }
}

Object.defineProperty(libc.Worker.prototype, "onmessage", { get: getOnMessage, set: setOnMessage });
