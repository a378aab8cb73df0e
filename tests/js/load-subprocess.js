// Children through `spawn`, one after another, whatever is read of them; and programs that are aborted at any
// moment, their trees as well. No promise is left waiting, no program runs on, and nothing is left of them.
import * as os from "os";
import * as std from "std";
import { AbortController, processes, ProcessError, runAsync, spawn } from "subprocess";
import { equal, note, ok } from "./support/assert.js";
import { child, copyFile, exists, longest, readFile, temp, until } from "./support/children.js";
import { balance, rounds } from "./support/load.js";
import { isWine } from "./support/platform.js";
import { generator } from "./support/random.js";

// Programs in a folder of their own, so that they are found in the list of all processes.
const program = (name) => copyFile(child(name), temp(`load-${name}.exe`));
const folder = temp().toLowerCase().replaceAll("/", "\\");
const [exit, sleep, spew, both, chain] = ["exit", "sleep", "spew", "both", "chain"].map(program);
const running = () => processes().filter(({ name, path }) => /^load-.*\.exe$/i.test(name) && (path ?? folder).toLowerCase().startsWith(folder)).map(({ name, pid }) => `${name} ${pid}`);

{
    const one = spawn([sleep, longest, "up"]);
    await one.stdout.read();
    equal(running().join(), `load-sleep.exe ${one.pid}`, "a program that runs is seen");
    one.kill("SIGKILL");
    await one.wait();
}

// A promise that is never kept is named, instead of a script that never ends.
const WATCHDOG_MS = 100000;
async function watched(what, promise) {
    let timer;
    const late = new Promise((resolve, reject) => (timer = os.setTimeout(() => reject(new Error(`${what} hangs`)), WATCHDOG_MS)));
    try {
        return await Promise.race([promise, late]);
    } finally {
        os.clearTimeout(timer);
    }
}

// As many children as `make load` starts, of each part.
const many = Number(std.getenv("QP_LOAD_CHILDREN")) || 10000;

// ---- spawn ----

const silent = { stdin: "null", stdout: "null", stderr: "null" };
const readings = {
    "nothing is read": async () => spawn([exit, "3"]).wait(),
    "nothing is read of much": async () => {
        const one = spawn([spew, "100000"]);
        one.kill("SIGKILL");
        await one.wait();
    },
    "no streams": async () => spawn([exit, "3"], silent).wait(),
    "lines to the end": async () => {
        const one = spawn([spew, "10000"]);
        for await (const line of one.stdout.lines()) {
            ok(line.length >= 0);
        }
        await one.wait();
    },
    "lines that are left early": async () => {
        const one = spawn([sleep, longest, "up"]);
        for await (const line of one.stdout.lines()) {
            equal(line, "up");
            break;
        }
        await one.stop({ forceKillAfter: 1, signal: "SIGKILL" });
    },
    "one chunk": async () => {
        const one = spawn([spew, "5000"]);
        await one.stdout.read();
        await one.wait();
    },
    "everything, and input": async () => {
        const one = spawn([both], { input: "text" });
        equal((await Promise.all([one.stdout.text(), one.stderr.text()])).join(), "text,text");
        await one.wait();
    },
    "closed": async () => {
        const one = spawn([spew, "100"]);
        one.stdout.close();
        await one.wait();
    },
    "polled": async () => {
        const one = spawn([exit, "3"], { stdin: "null" });
        until(() => one.poll());
    },
    "await using": async () => {
        await using one = spawn([sleep, longest], { killSignal: "SIGKILL", forceKillAfter: 0 });
        one.kill("SIGKILL");
    },
    "its usage": async () => {
        const one = spawn([exit, "3"]);
        one.usage();
        await one.wait();
        ok(one.usage().elapsedMs >= 0);
    },
    "forgotten": async () => void spawn([exit, "3"]),
};

// The last ones that were forgotten are reaped by the next spawn.
async function reapTheForgotten() {
    until(() => running().length === 0, "they end");
    gc();
    await os.sleepAsync(0);
    await spawn([exit, "3"], silent).wait();
}

async function spawnMany(count) {
    const kinds = Object.entries(readings);
    for (let i = 0; i < count; i++) {
        const [what, work] = kinds[i % kinds.length];
        await watched(what, work());
    }
    await reapTheForgotten();
    equal(os.waitpid(-1, false)[0], -10, "all are reaped");
}

await balance("spawn, whatever is read", 24, rounds(60, many), spawnMany);

// ---- Aborted at any moment ----

const ended = { canceled: 0, before: 0 };
const treeOf = (i) => temp(`pids-${i}`);
const commands = [
    () => [[exit, "0", "5"], {}],
    () => [[sleep, longest], {}],
    () => [[spew, "1000000", "1000000", "1"], {}],
    () => [[both], { input: new Uint8Array(300000) }],
    (i) => [[chain, "3", treeOf(i), longest], {}],
    () => [[exit, "0", "5"], { stdin: "null", stdout: "null", stderr: "null" }],
];

// At most this long after the start; 0: at once.
const MOST_MS = 150;
const seed = os.now() >>> 0;
const random = generator(seed);

// Wine 8's server dies when a job is ended while one of its members starts a program: there the tree has to stand.
async function untilItStands(file) {
    for (let pids = 0; pids < 3; await os.sleepAsync(10)) {
        pids = exists(file) ? readFile(file).split("\n").length - 1 : 0;
    }
}

async function abortOne(i) {
    const controller = new AbortController();
    const [args, options] = commands[i % commands.length](i);
    // Nothing else here can be asked to end, and asking takes its time.
    const ending = { signal: controller.signal, killSignal: "SIGKILL", encoding: null };
    const promise = runAsync(args, { ...options, ...ending });
    if (isWine && args[0] === chain) {
        await watched("the start of a tree", untilItStands(args[2]));
    }
    const after = random.below(MOST_MS + 1);
    if (after === 0) {
        controller.abort();
    } else {
        os.setTimeout(() => controller.abort(), after);
    }
    try {
        const { code } = await watched(`${args[0]}, aborted after ${after} ms`, promise);
        equal(code, 0);
        ended.before++;
    } catch (error) {
        ok(error instanceof ProcessError && error.canceled, String(error));
        ended.canceled++;
    }
    os.remove(treeOf(i));
}

const LANES = 4;
async function abortMany(count) {
    let next = 0;
    async function lane() {
        while (next < count) {
            await abortOne(next++);
        }
    }
    await Promise.all(Array.from({ length: LANES }, lane));
    until(() => running().length === 0, "no program is left");
    equal(os.waitpid(-1, false)[0], -10);
}

await balance("runAsync, aborted", 24, rounds(60, many), abortMany);
ok(ended.canceled > 0, "some were running");
note(`${ended.canceled} were aborted, ${ended.before} had ended before; seed ${seed}`);
