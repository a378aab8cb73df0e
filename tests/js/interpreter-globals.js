// What a script has without importing anything.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { run } from "./support/interpreter.js";

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

// AbortController and AbortSignal: the module is loaded when one is first read, in Workers and classic scripts as well.
const lazy = ["AbortController", "AbortSignal"];
const descriptor = (name) => Object.getOwnPropertyDescriptor(globalThis, name);
for (const name of lazy) {
    ok(typeof descriptor(name).get === "function" && descriptor(name).configurable, name);
}
const controller = new AbortController();
same({ ...descriptor("AbortController"), value: 0 }, { value: 0, writable: true, enumerable: false, configurable: true });
controller.abort();
equal(controller.signal.reason.name, "AbortError");
ok(controller.signal instanceof AbortSignal);
const subprocess = await import("subprocess");
for (const name of lazy) {
    equal(globalThis[name], subprocess[name], `${name} is that of the module`);
}
equal(Object.keys(globalThis).filter((name) => lazy.includes(name)).join(), "");
equal(run(["-C", "-e", "AbortSignal = 5; print(AbortSignal, typeof AbortController, new AbortController().signal.aborted)"]).out, "5 function false\n");
equal(run(["-C", "-e", "var AbortController = 5; print(AbortController, delete globalThis.AbortSignal, typeof AbortSignal)"]).out, "5 true undefined\n");
equal(run(["-e", "import { AbortSignal as it } from 'subprocess'; print(it === AbortSignal)"]).out, "true\n");
const worker = new os.Worker("./support/abort-worker.js");
await new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
        equal(data, "function true");
        worker.onmessage = null;
        resolve();
    };
});
