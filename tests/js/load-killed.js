// A script that is killed in any state: whoever waits for it learns of it, its pipes end, none of
// its `killOnExit` children lives on, and nothing of what it used stays locked.
import * as os from "os";
import { equal, note, ok } from "./support/assert.js";
import { census, child, exists, longest, makeFolder, readAll, script, start, until } from "./support/children.js";
import { balance, rounds } from "./support/load.js";
import { isWine } from "./support/platform.js";

const [sleep, exit, cat] = ["sleep", "exit", "cat"].map((name) => JSON.stringify(child(name)));

// What the script does when it is killed. `own` are the options of each child.
const states = {
    "runs": "for (;;) {}",
    "sleeps": "os.sleep(60000);",
    "reads from a silent child": "os.exec([sleep, longest], { ...own, stdout: writing }); os.read(reading, new ArrayBuffer(1), 0, 1);",
    "writes to a child that does not read": `
        os.exec([sleep, longest], { ...own, stdin: reading });
        for (;;) os.write(writing, new ArrayBuffer(65536), 0, 65536);`,
    "waits in exec": "os.exec([sleep, longest], { ...own, block: true });",
    "waits in exec, with a timeout": "os.exec([sleep, longest], { ...own, block: true, timeout: 50000 });",
    "waits in exec of a group": "os.exec([sleep, longest], { ...own, block: true, newProcessGroup: true });",
    "waits for one child": "os.waitpid(os.exec([sleep, longest], own), true);",
    "waits for any child": "for (let i = 0; i < 5; i++) os.exec([sleep, longest], own); os.waitpid(-1, true);",
    "awaits children": "await Promise.all([1, 2, 3].map(() => os.execAsync([sleep, longest], own)));",
    "starts one child after another": "for (;;) os.exec([exit, '0'], { ...own, block: true });",
    "starts children without waiting": "for (let i = 0; i < 40; i++) os.exec([sleep, longest], own); os.sleep(60000);",
    "starts, kills and reaps": "for (;;) { const pid = os.exec([sleep, longest], own); os.kill(pid, 9); os.waitpid(pid); }",
    "has handlers": `
        for (let i = 0; i < 10; i++) {
            const [input, gate] = os.pipe();
            os.exec([cat], { ...own, stdin: input, stdout: writing });
            os.setWriteHandler(gate, () => os.write(gate, new ArrayBuffer(1000), 0, 1000));
        }
        os.setReadHandler(reading, () => os.read(reading, new ArrayBuffer(100), 0, 100));`,
    "has signal handlers": `
        os.signal(os.SIGTERM, () => {});
        os.signal(os.SIGCHLD, () => os.exec([exit, "0"], own));
        os.exec([exit, "0"], own);
        await os.sleepAsync(60000);`,
    "has Workers that start children": "for (let i = 0; i < 3; i++) new os.Worker(workerFile); await os.sleepAsync(60000);",
    "is suspended": "os.exec([sleep, longest], own); os.sleep(60000);",
};

const worker = `
import * as os from "os";
for (;;) os.exec([${exit}, "0"], { killOnExit: true });`;

function source(state, folder) {
    return `
const [sleep, exit, cat, longest] = [${sleep}, ${exit}, ${cat}, "${longest}"];
const nul = os.open("NUL", os.O_RDWR);
const own = { killOnExit: true, block: false, stdin: nul, stdout: nul, stderr: nul };
const [reading, writing] = os.pipe();
const workerFile = ${JSON.stringify(`${folder}-worker.js`)};
std.writeFile(workerFile, ${JSON.stringify(worker)});
const file = std.open("file", "w");
file.puts("text");
os.exec([sleep, longest], own);
std.out.puts("ready");
std.out.flush();
os.dup2(nul, 1);
os.dup2(nul, 2);
${states[state]}`;
}

let runs = 0;
function kill(state, milliseconds) {
    const folder = makeFolder(`killed${++runs}`);
    const [pid, fd] = start(script(source(state, folder)), { cwd: folder });
    // Ends with the script's own standard output, which it gives up once it is ready.
    equal(String.fromCharCode(...readAll(fd)), "ready", state);
    os.sleep(milliseconds);
    if (state === "is suspended") {
        equal(os.kill(pid, os.SIGSTOP), 0);
    }
    ok(census(pid).children >= 1, `${state}: no child`);
    equal(os.kill(pid, os.SIGKILL), 0, state);
    // The children are ended by the system, while the number of their parent is still kept.
    until(() => census(pid).children === 0, `${state}: a child lives on`);
    const [reaped, status] = os.waitpid(pid, true);
    equal(reaped, pid);
    equal(status, os.SIGKILL, state);
    // On Windows an open file is not removed, nor a folder that a process is in.
    for (const path of [`${folder}\\file`, folder, `${folder}-worker.js`]) {
        equal(os.remove(path), 0, `${state}: ${path}`);
        ok(!exists(path), path);
    }
}

const names = Object.keys(states);
await balance("killed scripts", 2, rounds(names.length, 25 * names.length), (count) => {
    for (let i = 0; i < count; i++) {
        kill(names[i % names.length], (Math.floor(i / names.length) * 17) % 200);
    }
});
if (isWine) {
    note("Wine removes files that are open, and folders that a process is in");
}
