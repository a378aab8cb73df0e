// In a Worker: the same modules and globals as in the main thread.
import * as os from "os";
import { equal, same, throws } from "./support/assert.js";
import { makeFolder, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

makeFolder("workers");
writeFile(temp("workers", "helper.js"), "export const helper = 'helper';");
writeFile(temp("workers", "worker.js"), `
    import * as os from "os";
    import * as os2 from "qjs:os";
    import * as std from "std";
    import * as native from "quickproc:native";
    import { helper } from "./helper.js";
    const parent = os.Worker.parent;
    parent.onmessage = async ({ data }) => {
        let error = "none";
        try {
            new os.Worker("./worker.js");
        } catch (e) {
            error = e.constructor.name;
        }
        parent.postMessage({
            data,
            helper,
            same: os === os2 && os.exec === native.exec && os === await import("os"),
            exit: os.exec(["cmd", "/c", "exit 7"]),
            pipe: os.pipe().length,
            globals: [typeof gc, typeof print, typeof navigator.userAgent, execArgv.length, typeof argv0, typeof scriptArgs],
            file: std.loadFile(${JSON.stringify(temp("workers", "helper.js"))}).length,
            nested: error,
        });
        parent.onmessage = null;
    };
`);
const main = `
    import * as os from "os";
    const worker = new os.Worker("./worker.js");
    worker.postMessage("\u{1f600}");
    worker.onmessage = ({ data }) => {
        print(JSON.stringify(data));
        worker.onmessage = null;
    };
`;
const expected = {
    data: "\u{1f600}",
    helper: "helper",
    same: true,
    exit: 7,
    pipe: 2,
    globals: ["function", "function", "string", 2, "string", "undefined"],
    file: 31,
    nested: "TypeError",
};
const path = writeFile(temp("workers", "main.js"), main);
for (const [name, cwd] of [[path], [path.replaceAll("\\", "/")], ["workers\\main.js", temp()], ["workers/main.js", temp()], ["main.js", temp("workers")]]) {
    const result = run([name], cwd ? { cwd } : {});
    equal(result.err, "", name);
    same(JSON.parse(result.out), expected, name);
    equal(result.code, 0);
}

// A Worker that sleeps in a top-level await goes on at once, whatever else it waits for: here for
// a message that comes only afterwards.
writeFile(temp("workers", "sleeper.js"), `
    import { Worker, sleepAsync } from "os";
    Worker.parent.onmessage = () => { Worker.parent.onmessage = null; };
    await sleepAsync(20);
    Worker.parent.postMessage("awake");
`);
same(run([writeFile(temp("workers", "sleeper-main.js"), `
    import * as os from "os";
    import * as std from "std";
    const worker = new os.Worker("./sleeper.js");
    const tooLong = os.setTimeout(() => std.exit(1), 20000);
    worker.onmessage = ({ data }) => {
        print(data);
        os.clearTimeout(tooLong);
        worker.onmessage = null;
        worker.postMessage("end");
    };
`)]), { code: 0, out: "awake\n", err: "" });

// A Worker that nothing refers to any more keeps no script going, though it was listened to.
writeFile(temp("workers", "silent.js"), "");
same(run([writeFile(temp("workers", "dropped-main.js"), `
    import * as os from "os";
    (() => { new os.Worker("./silent.js").onmessage = () => {}; })();
    print("end");
`)], { timeout: 20000 }), { code: 0, out: "end\n", err: "" });

// Any number of them is listened to: the last of many silent ones is heard.
writeFile(temp("workers", "one.js"), `
    import { Worker } from "os";
    Worker.parent.onmessage = () => Worker.parent.postMessage("heard");
`);
same(run([writeFile(temp("workers", "many-main.js"), `
    import * as os from "os";
    import * as std from "std";
    const workers = Array.from({ length: 150 }, () => new os.Worker("./one.js"));
    for (const worker of workers) {
        worker.onmessage = ({ data }) => {
            print(data);
            std.exit(0);
        };
    }
    os.setTimeout(() => std.exit(1), 60000);
    workers.at(-1).postMessage("speak");
`)], { timeout: 120000 }), { code: 0, out: "heard\n", err: "" });

// An error in a Worker is printed, and does not end the program.
writeFile(temp("workers", "bad.js"), "throw new Error('in the worker');");
const bad = run([writeFile(temp("workers", "bad-main.js"), `
    import * as os from "os";
    new os.Worker("./bad.js");
    new os.Worker("./missing.js");
    os.setTimeout(() => print("still here"), 500);
`)]);
equal(bad.code, 0);
equal(bad.out, "still here\n");
equal(/Error: in the worker/.test(bad.err) && /could not load module filename/.test(bad.err), true, bad.err);

throws(TypeError, () => os.Worker("x"));
