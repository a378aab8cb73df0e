// Code of the caller that runs while its own arguments are read: at every read that a recording Proxy
// sees (which are found out here, not written down), it throws, or it starts and reaps a child, or it
// closes and opens descriptors. What it throws comes out unchanged, nothing was started, and nothing is
// left behind: no fd, no child, no handle, no thread.
import * as os from "os";
import * as subprocess from "subprocess";
import { equal, ok } from "./support/assert.js";
import { declaredMembers, inThisPart, loadTypes, others } from "./support/bad-input.js";
import { census, child, exists, freeFd, temp } from "./support/children.js";

const marker = temp("marker");
const program = [child("chain"), "1", marker, "0"]; // writes into `marker`
const harmless = [child("exit"), "5"];

// `deep` is what is wrapped at every level: each property that is read, each conversion of what was
// read to a string or a number and each look at the names is one read: `visit(name)` is called before it.
function watched(value, visit, name = "") {
    if (typeof value !== "object" || value === null || value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        return value;
    }
    return new Proxy(value, {
        get(target, key) {
            const inner = `${name}.${String(key)}`;
            visit(inner);
            return watched(target[key], visit, inner);
        },
        has: (target, key) => (visit(`${name} has ${String(key)}`), key in target),
        ownKeys: (target) => (visit(`names of ${name}`), Reflect.ownKeys(target)),
        getOwnPropertyDescriptor: (target, key) => (visit(`${name} descriptor ${String(key)}`), Reflect.getOwnPropertyDescriptor(target, key)),
        getPrototypeOf: (target) => (visit(`prototype of ${name}`), Reflect.getPrototypeOf(target)),
        set(target, key, set) {
            visit(`${name}.${String(key)} =`);
            target[key] = set;
            return true;
        },
    });
}

// What is converted is an object, so that its conversion is a read, too.
const text = (value) => ({ toString: () => value });
const number = (value) => ({ valueOf: () => value });

const nul = os.open("NUL", os.O_RDWR);
const execOptions = () => ({
    block: true, usePath: true, file: text(program[0]), cwd: text(temp()), stdin: number(nul), stdout: number(nul), stderr: number(nul),
    env: { A: text("1"), B: "2" }, uid: undefined, gid: undefined, groups: undefined, timeout: 60000, killSignal: 15,
    windowsHide: true, windowsVerbatimArguments: false, newProcessGroup: false, detached: false, killOnExit: true,
    windowStyle: "hidden", newConsole: false, priority: "normal", breakaway: false, fds: { 3: nul },
});
const runOptions = () => ({
    cwd: temp(), env: { A: "1" }, clearEnv: false, shell: false, input: undefined, encoding: "utf-8", stdin: nul, stdout: "pipe", stderr: "null",
    killTree: true, forceKillAfter: 100, signal: undefined, file: program[0], usePath: true, windowsHide: true, windowsVerbatimArguments: false, newProcessGroup: false, detached: false,
    killOnExit: true, windowStyle: "hidden", newConsole: false, priority: "normal", breakaway: false, fds: { 3: nul }, uid: undefined, gid: undefined, groups: undefined, timeout: 60000, killSignal: 15, check: true,
    maxBuffer: 1000, drain: 1000,
});
const forSpawn = ({ check, ...options }) => options;
equal(declaredMembers(loadTypes("os"), "ExecOptions").filter((name) => !(name in execOptions())).join(), "", "options of exec");
const declared = [...declaredMembers(loadTypes("subprocess"), "StartOptions"), ...declaredMembers(loadTypes("subprocess"), "RunOptions")];
equal(declared.filter((name) => !(name in runOptions())).join(), "", "options of run");

const args = () => program.map(text);
const notStarted = (name) => (exists(marker) ? fail(name) : undefined);
const pipe = os.pipe();

async function endOf(talked) {
    talked.kill("SIGKILL");
    await talked.wait();
    [talked.stdin, talked.stdout, talked.stderr].forEach((stream) => stream?.close());
}

// name: [the arguments, the call; starts a program]
const calls = {
    exec: [() => [args(), execOptions(), {}], (list) => os.exec(...list)],
    execAsync: [() => [args(), execOptions(), {}], (list) => os.execAsync(...list)],
    "exec, no block": [() => [args(), { ...execOptions(), block: false, timeout: undefined }, {}], (list) => os.waitpid(os.exec(...list), true)],
    run: [() => [args(), runOptions()], (list) => subprocess.run(...list)],
    "run, shell": [() => [args(), { ...runOptions(), file: undefined, shell: true, check: false }], (list) => subprocess.run(...list)],
    "run, input": [() => [args(), { ...runOptions(), stdin: "pipe", input: new Uint8Array(9) }], (list) => subprocess.run(...list)],
    runAsync: [() => [args(), runOptions()], (list) => subprocess.runAsync(...list)],
    spawn: [() => [args(), forSpawn(runOptions())], (list) => endOf(subprocess.spawn(...list))],
    pipeline: [() => [args(), runOptions()], (list) => subprocess.pipeline(...list)],
    which: [() => ["cmd", { cwd: temp(), usePath: true, env: { A: "1" }, clearEnv: false }], (list) => subprocess.which(...list)],
    quote: [() => [args(), { cwd: temp(), usePath: true, file: "x", shell: false, windowsVerbatimArguments: false }], (list) => subprocess.quote(...list)],
    runAll: [() => [[program], { ...runOptions(), limit: 1, failFast: true, onStart: () => {}, onEnd: () => {} }], (list) => subprocess.runAll(...list)],
    $: [() => [runOptions()], ([options]) => subprocess.$(options)`${program}`],
    attach: [() => [{ pid: os.getpid(), startTime: undefined }], (list) => subprocess.attach(...list).close()],
    waitpid: [() => [number(0x7ffffffc), number(1)], (list) => os.waitpid(...list)],
    waitpidAsync: [() => [number(0x7ffffffc)], (list) => os.waitpidAsync(...list)],
    signal: [() => [number(os.SIGUSR1), null], (list) => os.signal(...list)],
    dup: [() => [number(nul)], (list) => os.close(os.dup(...list))],
    dup2: [() => [number(nul), number(90)], (list) => os.close(os.dup2(...list))],
    open: [() => [text("NUL"), number(os.O_RDWR), number(0o666)], (list) => os.close(os.open(...list))],
    close: [() => [number(999)], (list) => os.close(...list)],
    read: [() => [number(nul), new ArrayBuffer(8), number(0), number(8)], (list) => os.read(...list)],
    write: [() => [number(nul), new ArrayBuffer(8), number(0), number(8)], (list) => os.write(...list)],
    setReadHandler: [() => [number(pipe[0]), null], (list) => os.setReadHandler(...list)],
    setWriteHandler: [() => [number(pipe[1]), null], (list) => os.setWriteHandler(...list)],
    WIFEXITED: [() => [number(0)], (list) => os.WIFEXITED(...list)],
    WEXITSTATUS: [() => [number(0)], (list) => os.WEXITSTATUS(...list)],
    WIFSIGNALED: [() => [number(0)], (list) => os.WIFSIGNALED(...list)],
    WTERMSIG: [() => [number(0)], (list) => os.WTERMSIG(...list)],
};
const without = ["pipe", "getpid", "kill", "decode", "encode", "processes", "ProcessError", "AbortController", "AbortSignal"]; // they read nothing, or are no calls
const ours = [...Object.keys(os).filter((name) => typeof os[name] === "function" && !others.includes(name)), ...Object.keys(subprocess)];
ours.forEach((name) => ok(name in calls || without.includes(name), `${name} has no row`));

function fail(what) {
    throw new Error(what);
}

// The reads of a call, in order.
async function readsOf([make, call]) {
    const reads = [];
    const list = make().map((value, i) => watched(value, (name) => reads.push(`${i}${name}`)));
    await call(list);
    return reads;
}

const mine = { name: "mine" };

async function throwAt([make, call], at) {
    let count = 0;
    const list = make().map((value) =>
        watched(value, () => {
            if (count++ === at) {
                throw mine;
            }
        }),
    );
    try {
        await call(list);
    } catch (error) {
        return error;
    }
    return null;
}

// Other things than throwing: the call may succeed or be refused, as ever it likes.
const deeds = [
    () => equal(os.exec(harmless), 5),
    () => {
        const pid = os.exec(harmless, { block: false });
        os.waitpid(pid, true);
    },
    () => {
        const fds = os.pipe();
        fds.forEach((fd) => os.close(fd));
    },
    () => equal(subprocess.run(harmless).code, 5),
];

async function deedAt([make, call], at, deed) {
    let count = 0;
    const list = make().map((value) => watched(value, () => void (count++ === at && deed())));
    try {
        await call(list);
    } catch (error) {
        ok(error instanceof Error, String(error));
    }
}

// Everything that is made on first use.
for (const one of Object.values(calls)) {
    await readsOf(one);
}
os.remove(marker);
deeds.forEach((deed) => deed());
// Threads of the system's pool come and go for a while, with handles.
async function settled() {
    for (let last = census(), tries = 0; tries < 40; tries++) {
        await os.sleepAsync(500);
        const now = census();
        if (now.handles === last.handles && now.threads === last.threads) {
            break;
        }
        last = now;
    }
    return { ...census(), fd: freeFd() };
}
const before = await settled();

let total = 0;
for (const [name, one] of Object.entries(calls)) {
    const reads = await readsOf(one);
    os.remove(marker);
    ok(reads.length > 0, `${name}: no read was seen`);
    for (const [at, read] of reads.entries()) {
        if (!inThisPart(at)) {
            continue;
        }
        const where = `${name}, read ${at} of ${reads.length}: ${read}`;
        // The result's errno is written after the end.
        const afterwards = /errno =$/.test(read) && reads.slice(0, at).some((other) => /errno =$/.test(other));
        const error = await throwAt(one, at);
        equal(error, mine, where);
        if (!afterwards) {
            notStarted(where);
        }
        equal(freeFd(), before.fd, `${where}: an fd is left`);
        equal(os.waitpid(-1, false)[0], -10, `${where}: a child is left`);
        if (at % 4 === Object.keys(calls).indexOf(name) % 4 || name === "exec") {
            await deedAt(one, at, deeds[(at >> 2) % deeds.length]);
        }
        os.remove(marker);
        equal(freeFd(), before.fd, `${where}, with a deed: an fd is left`);
        equal(os.waitpid(-1, false)[0], -10, `${where}, with a deed: a child is left`);
        total++;
    }
}

// An fd that was read already is closed by a later read: no child gets another file by its number.
for (const name of ["stdin", "stdout", "stderr"]) {
    const [reading, writing] = os.pipe();
    const given = name === "stdin" ? reading : writing;
    const result = os.exec(harmless, { [name]: given, get env() { os.close(given); return undefined; } });
    equal(result, -9, `${name} was closed meanwhile`);
    os.close(name === "stdin" ? writing : reading);
}

let after;
for (let tries = 0; tries < 40; tries++) {
    after = { ...census(), fd: freeFd() };
    if (["handles", "threads", "children", "fd"].every((what) => after[what] <= before[what])) {
        break;
    }
    await os.sleepAsync(500);
}
for (const what of ["handles", "threads", "children", "fd"]) {
    ok(after[what] <= before[what], `${after[what]} ${what}, ${before[what]} before`);
}
[nul, ...pipe].forEach((fd) => os.close(fd));
print(`${total} reads`);
