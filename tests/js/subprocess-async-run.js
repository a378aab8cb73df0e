// runAsync: the promise of run. The loop goes on meanwhile, many at once are possible, everything that goes wrong rejects.
import * as os from "os";
import { ProcessError, runAsync } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { child, freeFd, isGone, lines, until } from "./support/children.js";

async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("it was kept");
}

const free = freeFd();
const result = await runAsync([child("sh"), "-c", "echo out; echo err >&2; exit 3"]);
ok(result.pid > 0);
same({ ...result, pid: 0, usage: 0 }, { pid: 0, code: 3, signal: null, timedOut: false, stdout: "out\n", stderr: "err\n", usage: 0 });

// The loop goes on.
let ticks = 0;
const timer = os.setInterval(() => ticks++, 20);
equal((await runAsync([child("exit"), "5", "600"])).code, 5);
os.clearInterval(timer);
ok(ticks >= 5, `${ticks} ticks`);

// It is started at once.
const pending = runAsync([child("copy")], { input: "x".repeat(100000) });
equal(os.waitpid(-1, false)[0], -10, "not one of waitpid's");
equal((await pending).stdout.length, 100000);

// Many at once, each with its own.
const many = await Promise.all(Array.from({ length: 20 }, (_, i) => runAsync([child("sh"), "-c", `echo ${i}; exit ${i}`])));
same(many.map(({ code, stdout }) => [code, stdout]), many.map((_, i) => [i, `${i}\n`]));

const slow = await runAsync([child("sleep"), "60000", "said"], { timeout: 3000 });
same([slow.code, slow.signal, slow.timedOut, slow.stdout], [null, "SIGTERM", true, "said\n"]);
const held = await runAsync([child("linger"), "60000", "6"], { drain: 200 });
equal(held.code, 6);
const grandchild = Number(lines(held.stdout)[0]);
os.kill(grandchild, os.SIGKILL);
until(() => isGone(grandchild));

ok((await rejected(runAsync(["no-such-program"]))) instanceof ProcessError);
equal((await rejected(runAsync(["no-such-program"]))).errno, 2);
equal((await rejected(runAsync([child("exit"), "4"], { check: true }))).code, 4);
equal((await rejected(runAsync([child("spew"), "100000"], { maxBuffer: 10 }))).errnoName, "ENOBUFS");
ok((await rejected(runAsync("x"))) instanceof TypeError);
ok((await rejected(runAsync([child("true")], { stdin: "null", stdout: "file" }))) instanceof TypeError);
equal(freeFd(), free, "no fd is left");
