// `check`: a failure throws an Error with all of it.
import { ProcessError, run, runAsync } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child } from "./support/children.js";

equal(run([child("sh"), "-c", "echo fine"], { check: true }).stdout, "fine\n");

const args = [child("sh"), "-c", "echo out; echo went wrong >&2; exit 3"];
const error = throws(ProcessError, () => run(args, { check: true }));
ok(error instanceof Error);
equal(error.name, "ProcessError");
equal(error.errno, 0, "it was started");
equal(error.code, 3);
equal(error.signal, null);
equal(error.timedOut, false);
equal(error.stdout, "out\n");
equal(error.stderr, "went wrong\n");
same(error.args, args);
ok(error.pid > 0);
ok(/exit code 3: went wrong$/.test(error.message), error.message);
ok(error.message.includes("sh.exe"), "what was run");

equal(throws(ProcessError, () => run([child("crash"), "access"], { check: true })).signal, "SIGSEGV");
ok(throws(ProcessError, () => run([child("exit"), "3221225794"], { check: true })).message.endsWith("0xC0000142"), "NTSTATUS in hexadecimal");
const slow = throws(ProcessError, () => run([child("sleep"), "60000"], { check: true, timeout: 100 }));
equal(slow.timedOut, true);
ok(slow.message.includes("SIGTERM"), slow.message);

// A promise is true whatever becomes of it: a check that answers later would let every failure pass.
for (const check of [async () => false, () => Promise.reject(new Error("later")), () => ({ then() {} })]) {
    throws(TypeError, () => run([child("exit"), "3"], { check }));
    ok((await runAsync([child("exit"), "3"], { check }).catch((error) => error)) instanceof TypeError);
}

// Exit codes have no sign, so a negative one would never be good; and a program may say what went wrong on stdout.
const negative = throws(RangeError, () => run([child("exit"), "4294967295"], { check: [0, -1] }));
ok(negative.message.includes("4294967295"), negative.message);
for (const check of [[2 ** 32], ["0"], [1.5], [null]]) {
    throws([RangeError, TypeError], () => run([child("true")], { check }));
}
for (const options of [{}, { encoding: null }, { stderr: "stdout" }, { stderr: "null" }]) {
    const { message } = throws(ProcessError, () => run([child("sh"), "-c", "echo said; exit 3"], { check: true, ...options }));
    ok(options.stderr === "null" ? message.includes('stderr is "null"') : message.endsWith("exit code 3: said"), message);
}
