// Options are an object's own properties, whatever somebody has put on a prototype; a name that is no option is refused
// before anything is started, and the TypeError says what was meant.
import * as os from "os";
import { equal, ok, throws } from "./support/assert.js";
import { child, exists, temp } from "./support/children.js";

const five = [child("exit"), "5"];
for (const [name, value] of [["cwd", temp("nowhere")], ["file", child("true")], ["uid", 0], ["stdout", 500], ["block", false], ["env", { A: "" }], ["timeout", 1], ["other", 1]]) {
    Object.prototype[name] = value;
    try {
        equal(os.exec(five, {}), 5, name);
        equal(await os.execAsync(five, {}), 5, name);
        class Options {}
        Options.prototype[name] = value;
        equal(os.exec(five, new Options()), 5, name);
    } finally {
        delete Object.prototype[name];
    }
}
// Read once each, by way of a proxy too.
const reads = [];
equal(os.exec(five, new Proxy({ usePath: true }, { get: (target, name) => (reads.push(name), target[name]) })), 5);
equal(reads.join(), "usePath");

const ran = temp("ran");
const leaves = [child("append"), ran, "x"];
for (const [options, words] of [
    [{ stdio: "inherit" }, "stdin, stdout, stderr"],
    [{ timeOut: 5 }, '"timeout"'],
    [{ killsignal: 9 }, '"killSignal"'],
    [{ windowshide: true }, '"windowsHide"'],
    [{ executable: "x" }, "file"],
    [{ colour: "red" }, '"colour" of exec'],
    [{ cwd: ".", "": 1 }, '""'],
]) {
    const { message } = throws(TypeError, () => os.exec(leaves, options));
    ok(message.includes(words), message);
    let rejected = null;
    await os.execAsync(leaves, options).catch((error) => (rejected = error));
    equal(rejected?.message, message);
}
ok(!exists(ran), "nothing was started");
equal(os.exec(five, { colour: undefined }), 5, "undefined is not given");
equal(os.exec(five, Object.defineProperty({}, "colour", { value: 1 })), 5, "nor what no loop would find");
equal(os.exec(five, { [Symbol("s")]: 1 }), 5);
