// SIGCHLD: once for children that ended together, never lost, also for a blocking exec.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child, lines } from "./support/children.js";
import { runScript } from "./support/interpreter.js";

const head = `import * as os from "os";\n`;
const exit = JSON.stringify(child("exit"));

// Every child is reaped by the handler, however many ended at once.
const many = runScript(`${head}
    const left = new Set();
    let calls = 0, done = false;
    os.signal(os.SIGCHLD, () => {
        calls++;
        for (;;) {
            const [pid, status] = os.waitpid(-1, os.WNOHANG);
            if (pid <= 0) {
                break;
            }
            if (!left.delete(pid) || status !== 3 * 256) {
                print("wrong", pid, status);
            }
        }
        // The signal of a child that this loop has just reaped may come after it, as on POSIX.
        if (left.size === 0 && !done) {
            done = true;
            print("all", calls >= 1 && calls <= 30);
            os.clearTimeout(timer);
        }
    });
    const timer = os.setTimeout(() => print("lost", left.size), 30000);
    for (let i = 0; i < 30; i++) {
        left.add(os.exec([${exit}, "3", String(i * 5)], { block: false }));
    }
`);
same([lines(many.out), many.err, many.code], [["all true"], "", 0]);

// Without a handler nothing happens; with undefined neither.
for (const handler of [
    "",
    "os.signal(os.SIGCHLD, undefined);",
    "os.signal(os.SIGCHLD, () => print('no')); os.signal(os.SIGCHLD, null);",
]) {
    const { out, code } = runScript(`${head} ${handler}
        const pid = os.exec([${exit}, "4"], { block: false });
        os.setTimeout(() => print(os.waitpid(pid, true)[1]), 300);
    `);
    same([out, code], ["1024\n", 0], handler);
}

// After a blocking exec the handler runs when the script is back in the loop.
const blocking = runScript(`${head}
    os.signal(os.SIGCHLD, () => print("handler"));
    print(os.exec([${exit}, "6"]));
`);
equal(blocking.out, "6\nhandler\n");
equal(blocking.code, 0);

// Of what ended before there was a handler it is not told, not even when that is reaped.
const before = runScript(`${head}
    const [reading, writing] = os.pipe();
    const pid = os.exec([${exit}, "6"], { block: false, stdout: writing });
    os.close(writing);
    os.read(reading, new ArrayBuffer(1), 0, 1);
    os.sleep(500); // its output is closed, it ends
    os.signal(os.SIGCHLD, () => print("handler"));
    print(os.waitpid(pid, true)[1] >> 8);
    os.setTimeout(() => os.signal(os.SIGCHLD, null), 100);
`);
same([before.out, before.code], ["6\n", 0]);
