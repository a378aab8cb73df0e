// What has to be a number is one: a word or nothing would become 0, which means something else each time.
import * as os from "os";
import { equal, same, throws } from "./support/assert.js";
import { child } from "./support/children.js";

const five = [child("exit"), "5"];
for (const killSignal of ["SIGTERM", "9", null, true, {}, [], [9], 1.5, NaN]) {
    throws(TypeError, () => os.exec(five, { killSignal }), `${killSignal}`);
}

// No timeout: not an end at once.
for (const timeout of [undefined, null, 0, -0, Infinity, 2 ** 40]) {
    equal(os.exec([child("exit"), "5", "100"], { timeout }), 5);
}
for (const timeout of ["5", true, false, {}, [], [5]]) {
    throws(TypeError, () => os.exec(five, { timeout }), `${timeout}`);
}
for (const timeout of [-1, NaN, -Infinity]) {
    throws(RangeError, () => os.exec(five, { timeout }), `${timeout}`);
}
// Rounded up.
equal(os.exec([child("sleep"), "600000"], { timeout: 0.4 }), -15);
equal(os.exec([child("sleep"), "600000"], { timeout: 5e-324 }), -15);

// A signal is never taken for "does it exist".
const pid = os.exec([child("sleep"), "600000"], { block: false });
for (const signal of ["SIGTERM", "15", undefined, null, NaN, {}, [], [15], 1.5, true]) {
    throws(TypeError, () => os.kill(pid, signal), `${signal}`);
    throws(TypeError, () => os.kill(signal, 0), `${signal}`);
}
throws(TypeError, () => os.kill(pid));
equal(os.kill(pid, 2 ** 32 + 15), -22);
equal(os.kill(2 ** 32 + pid, os.SIGTERM), -3, "nor for another process");
equal(os.kill(pid, 0), 0);
equal(os.kill(pid, os.SIGKILL), 0);
same(os.waitpid(pid, true), [pid, os.SIGKILL]);
