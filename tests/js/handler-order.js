// Between two handlers run the promise jobs of the first and the timers that are due, as in
// quickjs-libc's loop on POSIX.
import * as os from "os";
import { ok, same } from "./support/assert.js";
import { readText, writeText } from "./support/handlers.js";

const pipes = Array.from({ length: 3 }, () => os.pipe());
const order = [];
pipes.forEach(([reading, writing], i) => {
    os.setReadHandler(reading, () => {
        order.push(`handler ${i} ${readText(reading)}`);
        Promise.resolve()
            .then(() => order.push(`job ${i}`))
            .then(() => order.push(`second job ${i}`));
        os.setTimeout(() => order.push(`timer ${i}`), 1);
        const until = os.now() + 3000;
        while (os.now() < until) {}
        os.setReadHandler(reading, null);
        os.close(reading);
        os.close(writing);
    });
    writeText(writing, "x");
});
os.setTimeout(() => {
    same(
        order,
        pipes.flatMap((_, i) => [`handler ${i} x`, `job ${i}`, `second job ${i}`, `timer ${i}`]),
    );
}, 500);

// A handler that is always due starves neither timers nor jobs, nor the messages of Workers.
const nul = os.open("NUL", os.O_RDONLY);
let calls = 0,
    ticks = 0,
    messages = 0;
const worker = new os.Worker("./support/worker.js");
worker.onmessage = () => {
    messages++;
    worker.postMessage({ call: "getpid", args: [] });
};
worker.postMessage({ call: "getpid", args: [] });
const interval = os.setInterval(() => ticks++, 10);
os.setReadHandler(nul, () => calls++);
os.setTimeout(() => {
    os.setReadHandler(nul, null);
    os.clearInterval(interval);
    worker.onmessage = null;
    worker.postMessage({ call: "end" });
    ok(calls > 100, `${calls} calls`);
    ok(ticks >= 10, `${ticks} ticks`);
    ok(messages >= 5, `${messages} messages`);
}, 1000);
