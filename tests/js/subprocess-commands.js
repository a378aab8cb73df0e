// $`…`: literal text is split at white space, a value is one argument, an array one each. runAll: some at a time, in order.
import * as os from "os";
import { $, ProcessError, runAll } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, exists, isGone, longest, temp } from "./support/children.js";

async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("it was kept");
}

const argv = child("argv");
const decode = (hex) => (hex.match(/..../g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join("");
const words = async (command) => (await command.lines()).slice(1).map(decode);
same(await words($`${argv} crt  plain ${"two words"} "x" ${["a b", "", 3]} C:\tools\new ${""}`), ["plain", "two words", '"x"', "a b", "", "3", "C:\\tools\\new", ""]);
same(await words($`${argv} crt --a=${"x y"}! --b=${["1", "2"]}! ${[]}
    next`), ["--a=x y!", "--b=1", "2!", "next"]);
for (const value of [undefined, null, {}, Symbol("x"), [undefined]]) {
    throws(TypeError, () => $`x ${value}`);
}

equal((await rejected($`${child("exit")} 3`)).code, 3);
equal((await $`${child("exit")} 3`.nothrow()).code, 3);
equal((await $({ check: [3] })`${child("exit")} 3`).code, 3);
equal((await $({ cwd: temp() })({ encoding: null })`${child("cwd")}`).stdout instanceof Uint8Array, true);
equal(await $({ input: "x" })`${child("copy")}`.pipe($`${child("copy")}`).pipe($`${child("copy")}`).text(), "x");
equal((await rejected($`${child("exit")} 3`.pipe($`${child("true")}`))).code, 3);
const lines = [];
for await (const line of $`${child("sh")} -c ${"echo a; echo b"}`.lines()) {
    lines.push(line);
}
same(lines, ["a", "b"]);
// It starts when the script has had its turn: a part of a pipe never starts by itself.
const marker = temp("marker");
const part = $`${child("chain")} 1 ${marker} 0`;
ok(!exists(marker));
await part;
ok(exists(marker));
throws(TypeError, () => part.pipe($`${child("true")}`));
throws(TypeError, () => part.nothrow());
const running = $`${child("sleep")} ${longest}`.nothrow();
ok(running.pid > 0);
equal((await running.stop()).signal, "SIGKILL");
equal((await running).signal, "SIGKILL");

// runAll.
const exit = (code, ms = 0) => [child("exit"), `${code}`, `${ms}`];
let now = 0, most = 0;
const ends = [];
const results = await runAll([exit(1, 60), exit(2), async () => "done", exit(4)], {
    limit: 2,
    onStart: ({ pid, index }) => {
        equal(pid === null, index === 2);
        most = Math.max(most, ++now);
    },
    onEnd: ({ done, total }) => {
        now--;
        ends.push(`${done}/${total}`);
    },
});
same(results.map((result) => result.code ?? result), [1, 2, "done", 4]);
same([most, ends], [2, ["1/4", "2/4", "3/4", "4/4"]]);
same(await runAll([]), []);

const long = ["x"];
long.length = 2 ** 32 - 1;
// A list that claims to be long, or has holes, is refused; a command of a pipe has its result, and is no one else's.
for (const list of [long, [, "x"], ["x", null]]) {
    ok(throws(TypeError, () => $`${child("true")} ${list}`).message.includes("value 2"));
}
const source = $`${child("sh")} -c ${"echo out"}`;
const piped = source.pipe($`${child("copy")}`);
const spare = $`${child("true")}`;
throws(TypeError, () => source.pipe(spare));
equal((await spare).code, 0);
throws(TypeError, () => source.nothrow());
throws(TypeError, () => source.pid);
throws(TypeError, () => piped.pipe(piped));
equal((await source).stdout, "out\n");
equal(await piped.text(), "out\n");
const broken = $`${child("exit")} 3`;
const [first, second] = await Promise.all([rejected(broken.pipe($`${child("copy")}`)), rejected(broken)]);
ok(first === second && first.code === 3);

// Text is text; where there is none, it says so.
const bytes = $({ encoding: null });
equal(await bytes`${child("sh")} -c ${"echo out"}`.text(), "out\n");
same(await bytes`${child("sh")} -c ${"echo out"}`.lines(), ["out"]);
const none = await rejected($({ stdout: "null" })`${child("true")}`.lines());
ok(none instanceof TypeError && none.message.includes("stdout"), none.message);

// Without failFast all run, and the first error comes out with all results.
const all = await rejected(runAll([exit(0), ["no-such-program"], exit(5)], { limit: 1 }));
same([all.errnoName, all.results[0].code, all.results[1] === all, all.results[2].code], ["ENOENT", 0, true, 5]);

// With it the others are stopped and no more are started; it is told when all have ended.
const pids = [];
const failed = await rejected(runAll([[child("sleep"), longest], exit(7, 50), [child("chain"), "1", temp("never"), "0"]], { limit: 2, failFast: true, onStart: ({ pid }) => pids.push(pid) }));
ok(failed instanceof ProcessError);
same([failed.code, failed.results[0].canceled, failed.results[2]], [7, true, null]);
ok(pids.every(isGone) && !exists(temp("never")));
equal((await rejected(runAll([exit(0)], { onStart() { throw new Error("mine"); } }))).message, "mine");
// What others have put on Object.prototype is no option.
Object.prototype.signal = 5;
try {
    same((await runAll([exit(3)])).map(({ code }) => code), [3]);
} finally {
    delete Object.prototype.signal;
}

// Everything is looked at before the first is started.
const startedToo = [];
const onStart = ({ index }) => startedToo.push(index);
for (const [commands, options] of [
    [[exit(0), []], {}], [[exit(0), "x"], {}], [[exit(0), ["x", null]], {}], [[exit(0), , exit(0)], {}], [[exit(0), long], {}],
    [long, {}], [[() => startedToo.push(0)], { timeout: "x" }], [[], { priority: "x" }], [[exit(0)], { signal: {} }],
]) {
    ok((await rejected(runAll(commands, { ...options, onStart }))) instanceof TypeError);
}
same(startedToo, []);

// An error that takes no `results` is thrown as it is.
const frozen = Object.freeze(new Error("frozen"));
equal(await rejected(runAll([() => { throw frozen; }])), frozen);
equal(os.waitpid(-1, false)[0], -10, "no child is left");
