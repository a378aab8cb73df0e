// A timer that is weeks away, or for ever, is a timer: the loop goes on, and nothing comes early.
import * as os from "os";
import { equal, same, throws } from "./support/assert.js";
import { runScript } from "./support/interpreter.js";

for (const delay of ["2 ** 31 - 1", "2 ** 31", "2 ** 32", "2 ** 32 + 1", "1e12", "1e300", "Infinity"]) {
    const out = runScript(`
        import * as os from "os";
        const far = os.setTimeout(() => print("too early"), ${delay});
        const often = os.setInterval(() => print("too early"), ${delay});
        os.sleepAsync(${delay}).then(() => print("too early"));
        await os.sleepAsync(20);
        os.clearTimeout(far);
        os.clearInterval(often);
        print("in time");
        os.kill(os.getpid(), os.SIGKILL);
    `);
    same(out, { code: 128 + os.SIGKILL, out: "in time\n", err: "" }, delay);
}

// What is no number, or below zero, is due at once, as ever.
for (const delay of [undefined, null, NaN, -1, -Infinity, "1", {}]) {
    await new Promise((resolve) => os.setTimeout(resolve, delay));
}
equal(await os.sleepAsync(), undefined);

// What is no function is refused at once, not when its time has come.
for (const wrong of [undefined, null, 5, "print(1)", {}]) {
    throws(TypeError, () => os.setTimeout(wrong, 0), `setTimeout ${wrong}`);
    throws(TypeError, () => os.setInterval(wrong, 0), `setInterval ${wrong}`);
}
