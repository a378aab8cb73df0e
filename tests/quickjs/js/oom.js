// What oom.c does while the engine's memory ends. A scenario:
//   prepare()     with memory: what `act` gets
//   act(state)    without: true, or a promise of true; it throws where memory ends
//   again(state)  with memory: must be true, whatever became of `act`
//   finish(state) with memory: gives back what `prepare` took
import * as os from "os";
import * as native from "quickproc:subprocess";

const ENOENT = -2, ECHILD = -10;
const one = new ArrayBuffer(1);
const none = () => null;

function child(name) {
    return `${globalThis.childFolder}\\${name}.exe`;
}

function startTrue() {
    return os.exec([child("true")], { block: false });
}

// The end of whatever is left, and how many that were.
function reapAll() {
    let count = 0;
    while (os.waitpid(-1, true)[0] > 0) {
        count++;
    }
    return count;
}

const programs = { true: () => child("true"), none: () => child("no-such-program") };

function execs(program, expected) {
    return {
        prepare: () => ({ args: [programs[program](), "a b", ""], options: { env: { A: "1", SystemRoot: "x" }, cwd: globalThis.childFolder, usePath: false, timeout: 60000 } }),
        act: ({ args, options }) => os.exec(args, options, {}) === expected,
    };
}

const exec = execs("true", 0);
const execMissing = execs("none", ENOENT);

// Who gets no pid has no child.
const execNoBlock = {
    prepare: () => ({ pid: 0, options: { block: false, newProcessGroup: true, killOnExit: true } }),
    act(state) {
        state.pid = 0;
        state.pid = os.exec([child("true")], state.options, {});
        return state.pid > 0;
    },
    again(state) {
        return reapAll() === Number(state.pid > 0) && this.act(state);
    },
    finish: reapAll,
};

// A wait that fails has waited for nobody.
const waitpid = {
    prepare: () => ({ pid: startTrue(), done: false }),
    act(state) {
        const pair = os.waitpid(state.pid, true);
        state.done = true;
        return pair[0] === state.pid && pair[1] === 0;
    },
    again(state) {
        state.pid = state.done ? startTrue() : state.pid;
        return this.act(state);
    },
    finish: reapAll,
};

const waitpidNone = { act: () => os.waitpid(0x7ffffffc, false)[0] === ECHILD };

const pipe = {
    act() {
        const pair = os.pipe();
        os.close(pair[0]);
        os.close(pair[1]);
        return pair.length === 2;
    },
};

const descriptors = {
    act() {
        const copy = os.dup(1);
        const same = os.dup2(1, 60);
        const nul = os.open("NUL", 2);
        const read = os.read(nul, one, 0, 1);
        const written = os.write(nul, one, 0, 1);
        os.close(copy);
        os.close(60);
        os.close(nul);
        return copy > 2 && same === 60 && nul > 2 && read === 0 && written === 1;
    },
    // What `act` left when it failed between its calls.
    finish() {
        for (let fd = 3; fd < 64; fd++) {
            os.close(fd);
        }
    },
};

const kill = {
    prepare: () => ({ pid: os.exec([child("sleep"), "60000"], { block: false, newProcessGroup: true }) }),
    act: ({ pid }) => os.kill(pid, 0) === 0 && os.kill(-pid, os.SIGKILL) === 0,
    again: ({ pid }) => os.kill(-pid, os.SIGKILL) <= 0,
    finish: reapAll,
};

// A handler of `set` for fd runs.
function handled(set, fd) {
    return new Promise((resolve) =>
        set(fd, () => {
            set(fd, null);
            resolve(true);
        }),
    );
}

function handler(set, index) {
    return {
        prepare() {
            const fds = os.pipe();
            os.write(fds[1], one, 0, 1);
            return fds;
        },
        act: (fds) => handled(set, fds[index]),
        again: (fds) => handled(set, fds[index]),
        finish(fds) {
            set(fds[index], null);
            fds.forEach((fd) => os.close(fd));
        },
    };
}

const setReadHandler = handler(os.setReadHandler, 0);
const setWriteHandler = handler(os.setWriteHandler, 1);

const signal = {
    act: () =>
        new Promise((resolve) => {
            os.signal(os.SIGUSR1, () => resolve(true));
            os.kill(os.getpid(), os.SIGUSR1);
        }),
    finish: () => os.signal(os.SIGUSR1, null),
};

// A handler in the place of another: one of them runs, whatever became of the change.
const replaceHandler = {
    prepare() {
        const state = { fds: os.pipe(), ran: null };
        state.ended = new Promise((resolve) => (state.ran = resolve));
        os.setReadHandler(state.fds[0], () => state.ran(true));
        return state;
    },
    act({ fds, ran, ended }) {
        os.setReadHandler(fds[0], () => ran(true));
        os.write(fds[1], one, 0, 1);
        return ended;
    },
    again({ fds, ended }) {
        os.write(fds[1], one, 0, 1);
        return ended;
    },
    finish({ fds }) {
        os.setReadHandler(fds[0], null);
        fds.forEach((fd) => os.close(fd));
    },
};

// The handler is there; memory ends while it is called, in it, or in what it leads to.
const deliver = {
    prepare() {
        const state = { fds: os.pipe(), ran: none };
        os.setReadHandler(state.fds[0], () => {
            const bytes = os.read(state.fds[0], new ArrayBuffer(8), 0, 8);
            state.ran(bytes > 0);
        });
        return state;
    },
    act(state) {
        const ended = new Promise((resolve) => (state.ran = resolve));
        os.write(state.fds[1], one, 0, 1);
        return ended;
    },
    finish({ fds }) {
        os.setReadHandler(fds[0], null);
        fds.forEach((fd) => os.close(fd));
    },
};

const signalChild = {
    prepare: () => ({ pid: 0 }),
    act(state) {
        return new Promise((resolve) => {
            os.signal(os.SIGCHLD, () => resolve(true));
            state.pid = startTrue();
        });
    },
    finish() {
        os.signal(os.SIGCHLD, null);
        reapAll();
    },
};

const replaceSignal = {
    prepare: () => os.signal(os.SIGUSR1, none),
    act: () =>
        new Promise((resolve) => {
            os.signal(os.SIGUSR1, () => resolve(true));
            os.kill(os.getpid(), os.SIGUSR1);
        }),
    finish: () => os.signal(os.SIGUSR1, null),
};

// What is still set when the runtime ends goes with it, though it refers to all the rest.
const leftSignal = {
    act() {
        os.signal(os.SIGUSR1, () => leftSignal);
        os.signal(os.SIGUSR2, () => leftSignal);
        return true;
    },
};

const leftHandler = {
    prepare: () => ({ fds: os.pipe() }),
    act({ fds }) {
        os.setReadHandler(fds[0], () => leftHandler);
        os.setWriteHandler(fds[1], () => leftHandler);
        return true;
    },
    finish: ({ fds }) => fds.forEach((fd) => os.close(fd)),
};

const execAsync = {
    prepare: () => ({ args: [child("true"), "a b"], options: { env: { A: "1" }, timeout: 60000 } }),
    act: ({ args, options }) => os.execAsync(args, options, {}).then((code) => code === 0),
};

const execAsyncMissing = { act: () => os.execAsync([child("no-such-program")], {}, {}).then((code) => code === ENOENT) };

const waitpidAsync = {
    prepare: () => ({ pid: startTrue() }),
    act: ({ pid }) => os.waitpidAsync(pid).then(([waited, status]) => waited === pid && status === 0),
    // The child may have been reaped for a promise that could not be kept: its loop was told.
    async again() {
        reapAll();
        const pid = startTrue();
        return (await os.waitpidAsync(pid))[0] === pid;
    },
    finish: reapAll,
};

const waitpidAsyncNoHang = { act: () => os.waitpidAsync(0x7ffffffc, os.WNOHANG).then(([pid]) => pid === ECHILD) };

// Several at once: each is settled, or its caller was told.
const promises = {
    prepare: () => ({ pids: [startTrue(), startTrue(), startTrue()], args: [child("true")] }),
    act: ({ pids, args }) =>
        Promise.all([os.waitpidAsync(-1), os.execAsync(args), os.waitpidAsync(-1), os.waitpidAsync(-1)]).then(
            (all) => all[1] === 0 && pids.length === 3,
        ),
    async again({ args }) {
        reapAll();
        return (await os.execAsync(args)) === 0;
    },
    finish: reapAll,
};

const execAsyncTimeout = {
    prepare: () => ({ args: [child("sleep"), "60000"], options: { timeout: 1, killSignal: os.SIGKILL } }),
    act: ({ args, options }) => os.execAsync(args, options).then((code) => code === -os.SIGKILL),
};

const execTimeout = {
    prepare: execAsyncTimeout.prepare,
    act: ({ args, options }) => os.exec(args, options) === -os.SIGKILL,
};

const waitpidAny = {
    prepare: () => ({ done: false, pid: startTrue() }),
    act(state) {
        const pair = os.waitpid(-1);
        state.done = true;
        return pair[0] === state.pid;
    },
    again(state) {
        state.pid = state.done ? startTrue() : state.pid;
        return this.act(state);
    },
    finish: reapAll,
};

// What the module `subprocess` is built of. Its own script is the engine's matter: quickjs-ng 0.17 itself does not survive the end of memory in
// functions like Array.from.
const PIPES = 7;

function runNative(state) {
    state.run = null;
    state.run = native.start(state.args, state.options, PIPES, state.input, Infinity, 1000, undefined, 6);
    const result = native.finish(state.run);
    return result[1] === 0 && result[4].byteLength === 2 && result[5].byteLength === 0;
}

const startFinish = {
    prepare: () => ({ args: [child("copy")], options: { env: { A: "1" } }, input: new ArrayBuffer(2) }),
    act: runNative,
};

const startAbandoned = {
    prepare: startFinish.prepare,
    act(state) {
        const run = native.start(state.args, state.options, PIPES, state.input, Infinity, 1000, undefined, 6);
        return native.pid(run) > 0;
    },
};

const startMissing = {
    prepare: () => ({ args: [child("no-such-program")], options: {} }),
    act: ({ args, options }) => native.start(args, options, PIPES, undefined, Infinity, 1000, undefined, 6)[0] === -ENOENT,
};

// The end is told, whatever memory there was for it.
const startNotifies = {
    prepare: startFinish.prepare,
    act: ({ args, options, input }) =>
        new Promise((resolve) => {
            const run = native.start(args, options, PIPES, input, Infinity, 1000, () => resolve(native.finish(run)[1] === 0), 0);
        }),
};

const spawn = {
    prepare: () => ({ args: [child("true")], options: { windowsHide: true } }),
    act: ({ args, options }) => native.spawn(args, options) > 0,
    finish: reapAll,
};

const looking = {
    prepare: () => ({ args: [child("true"), "a b"], options: { usePath: true } }),
    act: ({ args, options }) =>
        typeof native.which(args, options) === "string" && typeof native.commandLine(args, options) === "string" &&
        native.isDirectory(globalThis.childFolder) && native.exists(globalThis.childFolder) && native.checkRequest(["x"], {}) === undefined && native.errorText(-ENOENT, 2, "x").length > 0 && native.systemShell().length > 0,
};

const environment = { act: () => native.environment().length > 0 && native.sameVariable("path", "PATH") };

const texts = {
    prepare: () => ({ text: "\u00e4\u20ac\ud800", bytes: native.encode("\u00e4\u20ac", 65001) }),
    act: ({ text, bytes }) =>
        native.encode(text, 1252).byteLength === 3 && native.encode(text, 65001).byteLength === 8 &&
        native.encode(text, 1200).byteLength === 6 && native.decode(bytes, 0, 4, 1200).length === 2 &&
        native.utf8Valid(bytes, 0, 5) === 5 && native.wholeCharacters(bytes, 0, 4, 65001) === 2 &&
        native.decode(bytes, 0, 5, 65001).length === 2 && native.decode(bytes, 0, 5, 1252).length === 5,
};

// The engine makes its own functions when they are first used, and does without for good where memory ends just then: every scenario has used
// before what it will use.
child("true");
Promise.resolve().then(none);
const scenarios = {
    exec, execMissing, execNoBlock, waitpid, waitpidNone, pipe, descriptors, kill, setReadHandler, setWriteHandler, signal,
    replaceHandler, deliver, signalChild, replaceSignal, leftSignal, leftHandler,
    execAsync, execAsyncMissing, execAsyncTimeout, execTimeout, waitpidAsync, waitpidAsyncNoHang, waitpidAny, promises,
    startFinish, startAbandoned, startMissing, startNotifies, spawn, looking, environment, texts,
};

globalThis.scenarios = Object.entries(scenarios).map(([name, { prepare = none, act, again = act, finish = none }]) => ({ name, prepare, act, again, finish }));
