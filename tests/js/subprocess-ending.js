// Whatever ends a program goes the same way: it is asked by all that it understands, then by force after forceKillAfter. A killSignal
// that is named is sent in place of the questions.
import * as os from "os";
import * as std from "std";
import { AbortController, pipeline, run, runAsync, spawn } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { exists, freeFd, script, temp } from "./support/children.js";

// A handler has a window. Without one here, Wine 10 starts its desktop for each of these programs: explorer.exe, which now and then
// inherits a program's connection to Wine's server, and the program then never ends.
os.signal(os.SIGTERM, () => std.exit(1));

const free = freeFd();
let count = 0;

// It has a console of its own and handles Ctrl+C alone, by `work`; says when it is there, and leaves `marker`.
function program(work, signal = "SIGINT") {
    const [up, marker] = [temp(`up-${++count}`), temp(`marker-${count}`)];
    const note = (path) => `{ const file = std.open(${JSON.stringify(path)}, "w"); file.puts("x"); file.close(); }`;
    const args = script(`os.signal(os.${signal}, () => { ${work} ${note(marker)} std.exit(6); }); os.setTimeout(() => {}, 600000);
        ${note(up)} for (let i = 0; i < 4; i++) { std.out.puts("0123456789"); std.out.flush(); }`);
    return { args, path: up, marker, up: async () => {
        while (!exists(up)) await os.sleepAsync(10);
    } };
}

async function* failing({ up }) {
    await up();
    throw new Error("no more input");
}

// A longer time for a machine so busy that the program was not there when its time was over.
const late = (start) => async (one, options) => {
    for (let timeout = 1000;; timeout *= 2) {
        const result = await start(one.args, { timeout, ...options });
        if (exists(one.path)) {
            return result;
        }
    }
};

// Each reason there is, for a program and options.
const reasons = {
    "timeout of run": late(async (args, options) => run(args, options)),
    "timeout of runAsync": late((args, options) => runAsync(args, options)),
    "timeout of pipeline": late((args, options) => pipeline(args, options)),
    "timeout of spawn": late((args, options) => spawn(args, { stdout: "null", ...options }).wait()),
    "maxBuffer of run": async ({ args }, options) => run(args, { maxBuffer: 35, ...options }),
    "maxBuffer of spawn": async ({ args }, options) => {
        const child = spawn(args, { maxBuffer: 35, ...options });
        await child.stdout.text().catch(() => {});
        return child.wait();
    },
    "an abort of runAsync": aborted((args, options) => runAsync(args, options)),
    "an abort of pipeline": aborted((args, options) => pipeline(args, options)),
    "an abort of spawn": aborted((args, options) => spawn(args, { stdout: "null", ...options }).wait()),
    "input that fails": (one, options) => runAsync(one.args, { ...options, stdin: undefined, input: failing(one) }),
    "input of spawn that fails": (one, options) => spawn(one.args, { ...options, stdout: "null", stdin: undefined, input: failing(one) }).wait(),
    "stop()": async (one, options) => {
        const child = spawn(one.args, { stdout: "null", ...options });
        await one.up();
        await child.stop();
    },
};

function aborted(start) {
    return async (one, options) => {
        const controller = new AbortController();
        const promise = start(one.args, { signal: controller.signal, ...options });
        await one.up();
        controller.abort();
        return promise;
    };
}

const ended = (promise) => promise.then((result) => result, (error) => error);

const options = { stdin: "null", stderr: "null", windowsHide: true, forceKillAfter: 600000 };
await Promise.all(Object.entries(reasons).map(async ([reason, end]) => {
    const one = program("");
    const result = await ended(end(one, options));
    ok(exists(one.marker), `${reason}: Ctrl+C has reached its handler (${JSON.stringify(result)})`);
}));

// killSignal, when it is named, is all that is sent.
delete reasons["stop()"];
await Promise.all(Object.entries(reasons).map(async ([reason, end]) => {
    const one = program("");
    const { signal = "SIGTERM" } = await ended(end(one, { ...options, killSignal: "SIGTERM" }));
    equal(signal, "SIGTERM", reason);
    ok(!exists(one.marker), `${reason}: there is no handler for SIGTERM`);
}));

// forceKillAfter is how long it may take, not a second and not the default.
async function forces(end, killSignal) {
    const [slow, quick] = [program("os.sleep(1500);", "SIGTERM"), program("os.sleep(600000);", "SIGTERM")];
    const own = { ...options, windowsHide: false, killSignal };
    const results = await Promise.all([
        late(end)(slow, { ...own, forceKillAfter: killSignal ? false : 600000 }), late(end)(quick, { ...own, forceKillAfter: 50 }),
    ]);
    same(results.map(({ timedOut }) => timedOut), [true, true]);
    ok(exists(slow.marker), `${end}: it had the time to tidy up`);
    ok(!exists(quick.marker), `${end}: it had no time`);
}
for (const killSignal of [undefined, "SIGTERM"]) {
    await forces(async (args, own) => run(args, own), killSignal);
    await Promise.all([runAsync, pipeline, (args, own) => spawn(args, { ...own, stdout: "null" }).wait()].map((end) => forces(end, killSignal)));
}

equal(freeFd(), free, "no fd is left");
equal(os.waitpid(-1, false)[0], -10, "no child is left");
