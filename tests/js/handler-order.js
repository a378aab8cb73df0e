// Between two handlers run the promise jobs of the first and the timers that are due, as in
// quickjs-libc's loop on POSIX; and nothing that is always due keeps anything else from its turn.
import * as os from "os";
import { ok, same } from "./support/assert.js";
import { readText, until, writeText } from "./support/handlers.js";

const pipes = Array.from({ length: 3 }, () => os.pipe());
const order = [];
pipes.forEach(([reading, writing], i) => {
    os.setReadHandler(reading, () => {
        order.push(`handler ${i} ${readText(reading)}`);
        Promise.resolve()
            .then(() => order.push(`job ${i}`))
            .then(() => order.push(`second job ${i}`));
        os.setTimeout(() => order.push(`timer ${i}`), 1);
        busy(3);
        os.setReadHandler(reading, null);
        os.close(reading);
        os.close(writing);
    });
    writeText(writing, "x");
});
await until(() => order.length === 4 * pipes.length);
same(
    order,
    pipes.flatMap((_, i) => [`handler ${i} x`, `job ${i}`, `second job ${i}`, `timer ${i}`]),
);

function busy(ms) {
    const until = os.now() + ms * 1000;
    while (os.now() < until) {}
}

// A handler that is always due starves neither timers nor the messages of Workers.
const ping = { call: "getpid", args: [] };
const nul = os.open("NUL", os.O_RDONLY);
let calls = 0,
    ticks = 0,
    messages = 0;
const worker = new os.Worker("./support/worker.js");
function answer() {
    messages++;
    worker.postMessage(ping);
}
worker.onmessage = answer;
ok(worker.onmessage === answer);
worker.postMessage(ping);
const interval = os.setInterval(() => ticks++, 10);
os.setReadHandler(nul, () => calls++);
await until(() => calls >= 100 && ticks >= 10 && messages >= 10);
// Nor of one that was listened to last: quickjs-libc takes the first that has any.
worker.onmessage = null;
worker.onmessage = answer;
messages = 0;
await until(() => messages >= 10);
os.setReadHandler(nul, null);
os.close(nul);
os.clearInterval(interval);

// Neither does a timer that is always due.
{
    const [reading, writing] = os.pipe();
    const most = 1000; // 32 for each byte, and until the first is noticed
    let bytes = 0,
        turns = 0;
    const slow = os.setInterval(() => {
        if (turns++ === 0) {
            writeText(writing, "bytes"); // from here on it is always due
        } else if (turns > most) {
            os.clearInterval(slow);
        }
        busy(3);
    }, 1);
    os.setReadHandler(reading, () => {
        bytes += readText(reading, 1).length;
        if (bytes === 5) {
            os.setReadHandler(reading, null);
            os.clearInterval(slow);
        }
    });
    await until(() => bytes === 5);
    ok(turns <= most, "read only when the timer was gone");
    [reading, writing].forEach((fd) => os.close(fd));
}

// That was an exception: a timer that is due comes before a handler, as on POSIX.
{
    const [reading, writing] = os.pipe();
    const first = [];
    os.setReadHandler(reading, () => {
        first.push("handler");
        os.setReadHandler(reading, null);
    });
    os.setTimeout(() => first.push("timer"), 0);
    writeText(writing, "x");
    os.sleep(100);
    await until(() => first.length === 2);
    same(first, ["timer", "handler"]);
    [reading, writing].forEach((fd) => os.close(fd));
}

// A Worker that always has another message starves no handler.
worker.onmessage = () => {
    answer();
    busy(1);
};
for (let i = 0; i < 64; i++) {
    worker.postMessage(ping);
}
const [reading, writing] = os.pipe();
calls = messages = 0;
os.setReadHandler(reading, () => {
    calls += readText(reading).length;
    writeText(writing, "x");
});
writeText(writing, "x");
await until(() => calls >= 20 && messages >= 20);
os.setReadHandler(reading, null);
worker.onmessage = null;
ok(worker.onmessage === null);
worker.postMessage({ call: "end" });
