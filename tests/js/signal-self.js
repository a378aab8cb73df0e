// Signals that a script sends to itself: when its handlers run, in which order, how often.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { runScript } from "./support/interpreter.js";
import { lines, temp, writeFile } from "./support/children.js";

function says(text, expected, what) {
    const { code, out, err } = runScript(text);
    same([lines(out), code, err], [expected, 0, ""], what);
}
const head = `import * as os from "os";
    const me = os.getpid();
`;

// In the order in which the signals were given handlers; once for any number of times; promise jobs
// in between; and although nothing else keeps the loop alive.
says(`${head}
    os.signal(os.SIGUSR1, () => {
        print("usr1");
        Promise.resolve().then(() => print("job"));
    });
    os.signal(os.SIGUSR2, () => print("usr2"));
    os.kill(me, os.SIGUSR2);
    os.kill(me, os.SIGUSR1);
    os.kill(me, os.SIGUSR1);
    Promise.resolve().then(() => print("first job"));
    print("end of script");
`, ["end of script", "first job", "usr1", "job", "usr2"], "order");

// It does not wait for a timer.
says(`${head}
    const timer = os.setTimeout(() => print("timer"), 60000);
    os.signal(os.SIGTERM, () => {
        print("term");
        os.clearTimeout(timer);
    });
    os.kill(me, os.SIGTERM);
`, ["term"], "timer");

// Nor when a Worker that nobody listens to any more was collected before.
writeFile(temp("silent.js"), "");
says(`${head}
    for (let i = 0; i < 3; i++) {
        const worker = new os.Worker("./silent.js");
        worker.onmessage = () => {};
        worker.onmessage = null;
    }
    gc();
    await os.sleepAsync(1);
    const timer = os.setTimeout(() => print("timer"), 60000);
    os.signal(os.SIGTERM, () => {
        print("term");
        os.clearTimeout(timer);
    });
    os.setTimeout(() => {}, 10);
    os.kill(me, os.SIGTERM);
`, ["term"], "collected");

// A handler may replace itself, and send again.
says(`${head}
    os.signal(os.SIGUSR1, () => {
        print("first");
        os.signal(os.SIGUSR1, () => print("second"));
        os.kill(me, os.SIGUSR1);
    });
    os.kill(me, os.SIGUSR1);
`, ["first", "second"], "replace");

// It may take itself away; what is pending then is forgotten.
says(`${head}
    os.signal(os.SIGUSR1, () => {
        print("only once");
        os.kill(me, os.SIGUSR1);
        os.signal(os.SIGUSR1, undefined);
        os.kill(me, os.SIGUSR1);
    });
    os.kill(me, os.SIGUSR1);
    os.setTimeout(() => print("end"), 100);
`, ["only once", "end"], "taken away");

// A new one has the place of the old one, and gets what is pending.
says(`${head}
    os.signal(os.SIGUSR1, () => print("old"));
    os.signal(os.SIGUSR2, () => print("usr2"));
    os.kill(me, os.SIGUSR2);
    os.kill(me, os.SIGUSR1);
    os.signal(os.SIGUSR1, () => print("usr1"));
    os.setTimeout(() => print("end"), 150);
`, ["usr1", "usr2", "end"], "in the same place");

// The others keep theirs, and their order.
says(`${head}
    for (const name of ["SIGTERM", "SIGUSR1", "SIGHUP", "SIGUSR2"]) {
        os.signal(os[name], () => print(name));
    }
    os.signal(os.SIGTERM, null);
    os.signal(os.SIGHUP, undefined);
    os.kill(me, os.SIGUSR2);
    os.kill(me, os.SIGUSR1);
    os.setTimeout(() => print("end"), 150);
`, ["SIGUSR1", "SIGUSR2", "end"], "others taken away");

// Nor does it come when the signal gets a handler again.
says(`${head}
    os.signal(os.SIGUSR1, () => print("too late"));
    os.kill(me, os.SIGUSR1);
    os.signal(os.SIGUSR1, undefined);
    os.setTimeout(() => {
        os.signal(os.SIGUSR1, () => print("too early"));
        os.signal(os.SIGUSR2, () => print("usr2"));
        os.kill(me, os.SIGUSR2);
    }, 50);
    os.setTimeout(() => print("end"), 150);
`, ["usr2", "end"], "given again");

says(`${head}
    os.signal(os.SIGUSR1, () => {
        print("first");
        os.signal(os.SIGUSR2, null);
        os.signal(os.SIGUSR2, () => print("not its signal"));
    });
    os.signal(os.SIGUSR2, () => print("taken away"));
    os.kill(me, os.SIGUSR2);
    os.kill(me, os.SIGUSR1);
    os.setTimeout(() => print("end"), 100);
`, ["first", "end"], "what had come for a handler that is gone comes for nobody");

// From a timer, a promise job, and while the script awaits at its top level.
says(`${head}
    let handled;
    const nextSignal = () => new Promise((resolve) => (handled = resolve));
    os.signal(os.SIGUSR2, () => {
        print("handler");
        handled();
    });
    let signal = nextSignal();
    os.setTimeout(() => {
        os.kill(me, os.SIGUSR2);
        print("timer");
    }, 10);
    await signal;
    print("awaited");
    signal = nextSignal();
    await Promise.resolve().then(() => os.kill(me, os.SIGUSR2));
    print("sent");
    await signal;
    print("end");
`, ["timer", "handler", "awaited", "sent", "handler", "end"], "from everywhere");

// A thousand of them one after the other.
says(`${head}
    let count = 0;
    os.signal(os.SIGUSR1, () => {
        if (++count < 1000) {
            os.kill(me, os.SIGUSR1);
        } else {
            print(count);
        }
    });
    os.kill(me, os.SIGUSR1);
`, ["1000"], "a thousand");

// Without a handler it ends, whatever else is under way.
for (const name of ["SIGTERM", "SIGINT", "SIGUSR1"]) {
    const { code, out } = runScript(`${head}
        os.signal(os.SIGUSR2, () => {});
        os.setTimeout(() => {}, 60000);
        os.kill(me, os.${name});
        print("not reached");
    `);
    same([code, out], [128 + os[name], ""], name);
}
equal(os.kill(os.getpid(), 0), 0);
