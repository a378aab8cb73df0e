// Signals are the main thread's: in a Worker os.signal says so. The main thread's handlers run
// while Workers are at work.
import { same } from "./support/assert.js";
import { lines, temp, writeFile } from "./support/children.js";
import { runScript } from "./support/interpreter.js";

writeFile(temp("worker.js"), `
    import * as os from "os";
    let error = "none";
    for (const handler of [() => {}, null, undefined, 1]) {
        try {
            os.signal(os.SIGTERM, handler);
            error = "accepted";
        } catch (e) {
            error = e.name + ": " + e.message;
        }
    }
    // A Worker may send, also to its own process.
    const sent = os.kill(os.getpid(), os.SIGUSR1);
    os.Worker.parent.postMessage([error, sent]);
`);
const { code, out, err } = runScript(`
    import * as os from "os";
    os.signal(os.SIGUSR1, () => {
        print("usr1");
        worker.onmessage = ({ data }) => {
            print(data.join());
            worker.onmessage = null;
        };
    });
    const worker = new os.Worker("./worker.js");
    const keep = os.setTimeout(() => {}, 1000);
`);
const refused = "TypeError: signal handler can only be set in the main thread";
same([lines(out), err, code], [["usr1", `${refused},0`], "", 0]);
