// usage of results, errors and children: time, processors, memory, bytes, of the program and of its tree.
import { $, pipeline, ProcessError, run, runAll, runAsync, spawn } from "subprocess";
import { equal, note, ok, same, throws } from "./support/assert.js";
import { child, longest, until } from "./support/children.js";
import { isWine } from "./support/platform.js";

const members = ["elapsedMs", "userMs", "systemMs", "peakBytes", "readBytes", "writtenBytes"];

function check(usage, what, hasTree = true) {
    same(Object.keys(usage), [...members, "tree"], what);
    equal(usage.tree === null, !hasTree, `${what}: a tree`);
    for (const name of members) {
        ok(Number.isSafeInteger(usage[name]) && usage[name] >= 0, `${what}: ${name} is ${usage[name]}`);
        ok(!hasTree || usage.tree[name] >= usage[name], `${what}: ${name} of the tree is ${usage.tree?.[name]}`);
    }
}

// Of everything that has a result.
const program = [child("exit"), "3"];
check(run(program).usage, "run");
check(run(program, { killTree: false }).usage, "run without a tree", false);
check((await runAsync(program)).usage, "runAsync");
const row = await pipeline(program, program);
check(row.usage, "pipeline");
row.exits.forEach(({ usage }) => check(usage, "pipeline's exits"));
(await runAll([program, program])).forEach(({ usage }) => check(usage, "runAll"));
check((await $`${program}`.nothrow()).usage, "$");
check(throws(ProcessError, () => run(program, { check: true })).usage, "an error");
equal(throws(ProcessError, () => run(["no-such-program"])).usage, null);

const controller = new AbortController();
const aborted = spawn([child("sleep"), longest], { stdin: "null", stdout: "null", stderr: "null", signal: controller.signal, killSignal: "SIGKILL" });
controller.abort();
check(await aborted.wait().catch(({ usage }) => usage), "an aborted child's error");

// 200 ms of sleep are 200 ms of its life, but for a tick of the clock at each end.
const slow = run([child("exit"), "0", "200"]).usage;
ok(slow.elapsedMs >= 160, `${slow.elapsedMs} ms for 200`);

// A child: while it runs, and the same for ever after its end.
const talked = spawn([child("cat")]);
const early = talked.usage();
check(early, "a child");
ok(early.peakBytes > 0, "it has memory");
await until(() => talked.usage().elapsedMs > early.elapsedMs, "its time goes on");
await talked.stdin.end("text");
await talked.wait();
const last = talked.usage();
check(last, "an ended child");
ok(last.elapsedMs >= early.elapsedMs, "its time went on");
equal(talked.usage(), last);
[talked.stdout, talked.stderr].forEach((output) => output.close());

// Noticed by poll, and ended by a signal.
const polled = spawn([child("sleep"), longest], { stdin: "null", stdout: "null", stderr: "null" });
polled.kill("SIGKILL");
until(() => polled.poll() !== null);
check(polled.usage(), "a child that was polled");

if (isWine) {
    note("Wine counts no bytes, and no memory of a process that has ended");
} else {
    const { usage } = run([child("spew"), "1000000"]);
    ok(usage.writtenBytes >= 1000000, `${usage.writtenBytes} bytes written`);
    ok(usage.peakBytes > 0, "memory");
    const fed = run([child("slurp")], { input: new Uint8Array(1000000) }).usage;
    ok(fed.readBytes >= 1000000, `${fed.readBytes} bytes read`);
    // What it starts counts for its tree alone.
    const shell = run(["cmd", "/c", `"${child("spew")}" 1000000`]).usage;
    ok(shell.writtenBytes < 1000000 && shell.tree.writtenBytes >= 1000000, "bytes of a tree");
}
