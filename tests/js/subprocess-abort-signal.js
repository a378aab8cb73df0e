// AbortController and AbortSignal, as WHATWG's DOM standard has them.
import * as os from "os";
import { AbortController, AbortSignal } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";

throws(TypeError, () => new AbortSignal());
const controller = new AbortController();
const { signal } = controller;
equal(controller.signal, signal, "the same one");
same([signal.aborted, signal.reason, signal.onabort], [false, undefined, null]);
signal.throwIfAborted();
equal(String(signal), "[object AbortSignal]");

const calls = [];
const listener = (event) => calls.push(`${event.type} ${event.target === signal} ${signal.aborted}`);
signal.addEventListener("abort", listener);
signal.addEventListener("abort", listener);
signal.addEventListener("abort", { handleEvent: () => calls.push("object") }, { once: true });
signal.addEventListener("other", () => calls.push("never"));
signal.addEventListener("abort", null);
const removed = () => calls.push("never");
signal.addEventListener("abort", removed);
signal.removeEventListener("abort", removed);
signal.onabort = () => calls.push("onabort");
const reason = { mine: true };
controller.abort(reason);
controller.abort("again");
same(calls, ["abort true true", "object", "onabort"], "each once");
equal(signal.reason, reason);
try {
    signal.throwIfAborted();
    throw new Error("it did not throw");
} catch (error) {
    equal(error, reason);
}
signal.addEventListener("abort", () => calls.push("never"));
equal(calls.length, 3, "too late");

equal(AbortSignal.abort().reason.name, "AbortError");
equal(AbortSignal.abort(null).reason, null);
equal(AbortSignal.abort(5).aborted, true);

// any: the first that aborts, also through others, and all are aborted before the first listener is called.
const [a, b] = [new AbortController(), new AbortController()];
const both = AbortSignal.any([a.signal, b.signal]);
const nested = AbortSignal.any([both]);
const seen = [];
b.signal.addEventListener("abort", () => seen.push([both.aborted, nested.aborted]));
nested.addEventListener("abort", () => seen.push("nested"));
b.abort("b");
same(seen, [[true, true], "nested"]);
same([both.reason, nested.reason, a.signal.aborted], ["b", "b", false]);
equal(AbortSignal.any([]).aborted, false);
equal(AbortSignal.any([a.signal, AbortSignal.abort("x")]).reason, "x");
throws(TypeError, () => AbortSignal.any([{}]));

// timeout: nobody listens, and the event loop may end; it is over all the same once its time is.
const late = AbortSignal.timeout(600000);
equal(late.aborted, false);
const soon = AbortSignal.timeout(20);
while (!soon.aborted) {
    os.sleep(5);
}
equal(soon.reason.name, "TimeoutError");
const heard = AbortSignal.timeout(20);
await new Promise((resolve) => AbortSignal.any([heard, late]).addEventListener("abort", resolve));
equal(heard.aborted, true);
// A listener that goes takes the timer with it: this test would not end otherwise.
const forgotten = AbortSignal.timeout(600000);
forgotten.addEventListener("abort", removed);
forgotten.removeEventListener("abort", removed);
for (const ms of [-1, NaN, "x", {}, Infinity]) {
    throws(TypeError, () => AbortSignal.timeout(ms));
}

// What a signal of a listener aborts is no listener any more.
const [outer, inner] = [new AbortController(), new AbortController()];
outer.signal.addEventListener("abort", () => calls.push("never"), { signal: inner.signal });
inner.abort();
outer.abort();
equal(calls.length, 3);
ok(outer.signal.aborted);

// What a listener removes, clears or stops is not called, what it adds neither; onabort is called in its place.
const order = [];
const mixed = new AbortController();
const dropped = () => order.push("dropped");
mixed.signal.onabort = () => order.push("first");
mixed.signal.addEventListener("abort", () => {
    order.push("second");
    mixed.signal.removeEventListener("abort", dropped);
    mixed.signal.addEventListener("abort", () => order.push("added"));
});
mixed.signal.addEventListener("abort", dropped);
mixed.signal.addEventListener("abort", (event) => {
    event.preventDefault();
    event.stopPropagation();
    order.push(`${event.type} ${event.target === mixed.signal}`);
    event.stopImmediatePropagation();
});
mixed.signal.addEventListener("abort", dropped, { once: true });
mixed.signal.addEventListener("abort", () => order.push("after the stop"));
mixed.abort();
same(order, ["first", "second", "abort true"]);
const cleared = new AbortController();
cleared.signal.addEventListener("abort", () => (cleared.signal.onabort = null));
cleared.signal.onabort = () => order.push("cleared");
cleared.abort();
same([order.length, cleared.signal.onabort], [3, null]);
