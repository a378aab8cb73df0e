// What others have put on Object.prototype has no say: no inherited value is an option, a field of a result or a part of what the
// modules keep, and no setter there takes what they write.
import * as os from "os";
import * as std from "std";
import { $, attach, AbortController, pipeline, processes, run, runAll, runAsync, spawn, which } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, makeFolder, temp, writeFile } from "./support/children.js";

const names = [
    // of options
    "file", "cwd", "usePath", "windowsHide", "windowsVerbatimArguments", "newProcessGroup", "detached", "killOnExit", "newConsole",
    "breakaway", "uid", "gid", "groups", "windowStyle", "priority", "fds", "env", "clearEnv", "shell", "input", "encoding", "stdin", "stdout",
    "stderr", "killTree", "timeout", "killSignal", "forceKillAfter", "signal", "maxBuffer", "drain", "check", "append", "limit", "failFast",
    "onStart", "onEnd", "block", "searchPath", "tryKillTree", "binary", "full",
    // of results and events
    "pid", "pids", "code", "timedOut", "canceled", "usage", "exits", "stoppedBy", "searched", "args", "errno", "errnoName", "windowsError",
    "result", "error", "index", "command", "done", "total", "results", "target", "currentTarget", "type",
    // kept inside
    "files", "jobs", "controller", "opened", "pipes", "tees", "parts", "bytes", "job", "sink", "isOver", "stages", "running", "byName",
    // of property descriptors
    "get", "set", "value", "writable", "enumerable", "configurable",
];

const bin = makeFolder("bin");
writeFile(`${bin}\\curl.bat`, "@echo HTTP/1.1 200 OK\r\n@echo A: b\r\n@echo.\r\n@echo body\r\n");
std.setenv("PATH", `${bin};${std.getenv("PATH")}`);
const exit = child("exit"), copy = child("copy"), longest = [child("sleep"), "600000"];

// What differs each time is only a kind here; `results` holds the error that has it.
const differ = ["pid", "usage", "pids"];
const shown = (value) => JSON.stringify(value, (key, one) => (differ.includes(key) ? typeof one : key === "results" ? one.length : one));
async function outcome(work) {
    try {
        return shown(await work());
    } catch (error) {
        return `${error.name}: ${error.message} ${shown(error)}`;
    }
}

const works = {
    exec: () => [os.exec([exit, "5"]), os.exec([exit, "5"], {}), os.exec([exit, "5"], { env: { A: "b" } })],
    execAsync: async () => [await os.execAsync([exit, "4"], {}), await os.execAsync([exit, "4"])],
    run: () => [run([copy], { input: ["a", "b"] }), run([child("env"), "A"], { env: { A: "b" } }), run("echo a", { shell: true })],
    refused: () => run(["no-such"]),
    failed: () => run([exit, "5"], { check: true }),
    file: () => [run([copy], { input: "x", stdout: { file: temp("out") } }), std.loadFile(temp("out"))],
    runAsync: () => runAsync([copy], { input: "a" }),
    async canceled() {
        const controller = new AbortController();
        const promise = runAsync(longest, { signal: controller.signal });
        controller.abort(new Error("why"));
        return promise;
    },
    async spawn() {
        const talking = spawn([copy], { input: "a\nb\n" });
        return [await talking.stdout.text(), await talking.wait(), talking.poll()];
    },
    async stop() {
        const running = spawn(longest, { stdin: "null" });
        return running.stop({ signal: "SIGKILL" });
    },
    pipeline: () => pipeline([copy], [copy], { input: "a" }),
    stopPipeline: () => pipeline(longest, longest).stop({ signal: "SIGKILL" }),
    async command() {
        const piped = $({ input: "a" })`${copy}`.pipe($`${copy}`);
        const { pid } = piped;
        return [Number.isInteger(pid), await piped.text(), await $`${exit} 3`.nothrow()];
    },
    async runAll() {
        const told = [];
        const tell = (event) => told.push(Object.keys(event).join());
        return [await runAll([[exit, "1"], () => runAsync([exit, "2"])], { limit: 1, onStart: tell, onEnd: tell }), told];
    },
    failFast: () => runAll([[exit, "1"]], { failFast: true }),
    async attach() {
        const running = spawn(longest, { stdin: "null" });
        using held = attach(running.pid);
        return [held.kill("SIGKILL"), await held.wait(), await running.wait()];
    },
    processes: () => Object.keys(processes()[0]),
    which: () => which("no-such"),
    popen() {
        const file = std.popen("echo x", "r");
        return [file.readAsString(), file.close()];
    },
    urlGet: () => [std.urlGet("http://host/"), std.urlGet("http://host/", { full: true })],
};

const expected = Object.create(null);
for (const [name, work] of Object.entries(works)) {
    expected[name] = await outcome(work);
}
ok(!expected.popen.startsWith("TypeError"), expected.popen);

async function check(what, descriptorFor) {
    for (const name of names) {
        Object.defineProperty(Object.prototype, name, { __proto__: null, configurable: true, ...descriptorFor(name) });
    }
    const found = Object.create(null);
    for (const [name, work] of Object.entries(works)) {
        found[name] = await outcome(work);
    }
    for (const name of names) {
        delete Object.prototype[name];
    }
    for (const name of Object.keys(works)) {
        equal(found[name], expected[name], `${name}, ${what}`);
    }
}

// No array is a template because of what arrays inherit.
Object.defineProperty(Array.prototype, "raw", { value: [exit], configurable: true });
equal(typeof $(["no template"]), "function");
delete Array.prototype.raw;

await check("a folder's name", () => ({ __proto__: null, value: temp("nowhere"), writable: true }));
await check("true", () => ({ __proto__: null, value: true, writable: true }));
await check("an object", () => ({ __proto__: null, value: { file: child("false") }, writable: true }));
await check("accessors", (name) => ({
    __proto__: null,
    get() {
        throw new Error(`${name} was read`);
    },
    set() {
        throw new Error(`${name} was written`);
    },
}));
