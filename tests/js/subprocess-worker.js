// In a Worker run works, also while the main thread runs programs; what needs the event loop says so with a TypeError.
import * as os from "os";
import { run, spawn } from "subprocess";
import { equal, same } from "./support/assert.js";
import { child, longest } from "./support/children.js";

const worker = new os.Worker("./support/subprocess-worker.js");
function ask(message) {
    return new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(message);
    });
}

same(await ask({ call: "run", args: [[child("copy")], { input: "from the worker" }] }), { code: 0, stdout: "from the worker" });
same(await ask({ call: "run", args: [["no-such-program"]] }), { error: "ProcessError", errno: 2 });

const pending = ask({ call: "run", args: [[child("exit"), "4", "500"]] });
equal(run([child("both")], { input: "here" }).stdout, "here", "at the same time");
equal((await pending).code, 4);

for (const call of ["runAsync", "spawn", "pipeline"]) {
    equal((await ask({ call, args: [[child("true")]] })).error, "TypeError", call);
}
equal(os.waitpid(-1, false)[0], -10, "and they have started nothing");
const talked = spawn([child("sleep"), longest], { stdin: "null", stdout: "null", stderr: "null" });
same(await ask({ call: "attach", args: [talked.pid] }), { poll: null, wait: "TypeError", killed: true });
equal((await talked.wait()).signal, "SIGKILL");
worker.postMessage({ call: "end" });
worker.onmessage = null;
