// In a Worker the asynchronous calls say that they are not available there; what blocks works.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, temp, writeFile } from "./support/children.js";

const path = writeFile(
    temp("worker.js"),
    `
import * as os from "os";
const results = [];
for (const call of [
    () => os.setReadHandler(0, () => {}),
    () => os.setWriteHandler(1, () => {}),
    () => os.setReadHandler(0, null),
    () => os.execAsync(["cmd", "/c", "exit 0"]),
    () => os.waitpidAsync(-1),
]) {
    try {
        call();
        results.push("did not throw");
    } catch (error) {
        results.push([error instanceof TypeError, error.message]);
    }
}
results.push(os.exec(${JSON.stringify([child("exit"), "6"])}));
os.Worker.parent.postMessage(results);
`,
);
const worker = new os.Worker(path);
const results = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
});
worker.onmessage = null;
equal(results.pop(), 6);
const names = ["setReadHandler", "setWriteHandler", "setReadHandler", "execAsync", "waitpidAsync"];
same(
    results,
    names.map((name) => [true, `${name} is only available in the main thread`]),
);
ok(true);
