// What a script has without importing anything.
import { equal, ok } from "./support/assert.js";

// gc frees what only a circle holds.
const freed = new WeakRef((() => {
    const circle = {};
    circle.self = circle;
    return circle;
})());
ok(freed.deref() !== undefined);
await null;
equal(gc(), undefined);
equal(freed.deref(), undefined, "after gc()");

ok(/^quickjs-ng\/\d+\.\d+\.\d+/.test(navigator.userAgent), navigator.userAgent);
equal(String(navigator), "[object Navigator]");
equal(Object.getOwnPropertyDescriptor(globalThis, "navigator").enumerable, true);
for (const name of ["print", "console", "performance", "queueMicrotask", "scriptArgs", "argv0", "execArgv"]) {
    ok(globalThis[name] !== undefined, name);
}
