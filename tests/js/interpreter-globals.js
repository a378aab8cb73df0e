// What a script has without importing anything.
import * as os from "os";
import * as std from "std";
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

// Exports of modules that are globals: the module is loaded when one is first read, in Workers and classic scripts as well.
const lazy = { AbortController: "subprocess", AbortSignal: "subprocess", setTimeout: "os", clearTimeout: "os", setInterval: "os", clearInterval: "os" };
const descriptor = (name) => Object.getOwnPropertyDescriptor(globalThis, name);
for (const name of Object.keys(lazy)) {
    ok(typeof descriptor(name).get === "function" && descriptor(name).configurable, name);
}
const controller = new AbortController();
same({ ...descriptor("AbortController"), value: 0 }, { value: 0, writable: true, enumerable: false, configurable: true });
controller.abort();
equal(controller.signal.reason.name, "AbortError");
ok(controller.signal instanceof AbortSignal);
for (const [name, module] of Object.entries(lazy)) {
    equal(globalThis[name], (await import(module))[name], `${name} is that of the module`);
}
equal(Object.keys(globalThis).filter((name) => name in lazy).join(), "");
equal(run(["-C", "-e", "AbortSignal = 5; print(AbortSignal, typeof AbortController, new AbortController().signal.aborted)"]).out, "5 function false\n");
equal(run(["-C", "-e", "var setTimeout = 5; print(setTimeout, delete globalThis.AbortSignal, typeof AbortSignal)"]).out, "5 true undefined\n");
equal(run(["-e", "import { AbortSignal as it } from 'subprocess'; print(it === AbortSignal)"]).out, "true\n");

// Timers pass their arguments on.
same(await new Promise((resolve) => setTimeout((...args) => resolve(args), 1, "a", 2)), ["a", 2]);
same(await new Promise((resolve) => {
    const interval = setInterval((...args) => {
        clearInterval(interval);
        resolve(args);
    }, 1, "b");
}), ["b"]);
setTimeout(() => std.exit(9), 100000, clearTimeout(setTimeout(() => std.exit(8), 1)));
await new Promise((resolve) => setTimeout(resolve, 50));

// console writes errors and warnings to standard error, a line at once, and throws for no value.
const said = run(["-e", `
    console.log("log"); console.info("info", 1); console.debug("debug");
    console.error("e\u00e9", 2, { a: 1 }, undefined); console.warn();
    console.error(Symbol("s"), { toString() { throw 1 } }, "x".repeat(100000).length);
    print(Object.keys(console).sort());
`]);
same([said.out, said.err], [
    "log\ninfo 1\ndebug\ndebug,error,info,log,warn\n",
    "e\u00e9 2 [object Object] undefined\n\n<exception> <exception> 100000\n",
]);
equal(run(["-C", "-e", "console = 5; print(console)"]).out, "5\n");

const worker = new os.Worker("./support/globals-worker.js");
await new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
        equal(data, "function true function,function");
        worker.onmessage = null;
        resolve();
    };
});
std.exit(0);
