// What cannot be watched is refused at once, with an error that says so, and changes nothing.
import * as os from "os";
import { equal, ok, same, throws } from "./support/assert.js";
import { readText, until, writeText } from "./support/handlers.js";

const [reading, writing] = os.pipe();
const [closed, other] = os.pipe();
os.close(closed);
os.close(other);
const nothing = () => {};
for (const set of [os.setReadHandler, os.setWriteHandler]) {
    for (const fd of [
        -1, closed, 500, 2048, 8192, 999999, 2 ** 31 - 1, -(2 ** 31), 2 ** 32 - 1, "77", 1e10,
    ]) {
        const error = throws(TypeError, () => set(fd, nothing), fd);
        ok(/descriptor -?\d+ .*[Bb]ad file descriptor/.test(error.message), error.message);
        equal(set(fd, null), undefined, "nothing to remove");
    }
    for (const handler of [undefined, 1, "f", {}, [], true, Symbol()]) {
        throws(TypeError, () => set(reading, handler));
    }
    throws(TypeError, () => set(Symbol(), nothing));
    throws(TypeError, () => set(1n, nothing));
    same(
        throws(Array, () =>
            set(
                {
                    valueOf() {
                        throw ["own"];
                    },
                },
                nothing,
            ),
        ),
        ["own"],
    );
}
// The wrong end of a pipe.
throws(TypeError, () => os.setReadHandler(writing, nothing));
throws(TypeError, () => os.setWriteHandler(reading, nothing));

// A handler that is set stays when another one is refused.
let calls = 0;
os.setReadHandler(reading, () => {
    calls++;
    readText(reading);
});
throws(TypeError, () => os.setReadHandler(reading, 5));
writeText(writing, "x");
await until(() => calls > 0);
await os.sleepAsync(50);
equal(calls, 1);
os.setReadHandler(reading, null);
