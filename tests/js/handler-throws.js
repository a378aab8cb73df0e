// A handler that throws: the error is printed, and the loop ends with exit code 1, as on POSIX; at
// the top level of a script that awaits, too.
import { equal, ok, same } from "./support/assert.js";
import { runScript } from "./support/interpreter.js";

const setUp = `
import * as os from "os";
const [reading, writing] = os.pipe();
const [second, secondWriting] = os.pipe();
for (const fd of [writing, secondWriting])
    os.write(fd, new Uint8Array(1).buffer, 0, 1);
`;

const thrown = runScript(`${setUp}
os.setReadHandler(reading, () => { print("called"); throw new RangeError("of the handler"); });
os.setReadHandler(second, () => { print("never"); });
os.setTimeout(() => print("never"), 200);
`);
equal(thrown.code, 1);
equal(thrown.out, "called\n");
ok(thrown.err.includes("RangeError: of the handler"), thrown.err);

// An unhandled rejection, too, ends everything before the next handler.
const rejected = runScript(`${setUp}
os.setReadHandler(reading, async () => { print("called"); throw new RangeError("of the promise"); });
os.setReadHandler(second, () => { print("never"); });
`);
equal(rejected.code, 1);
equal(rejected.out, "called\n");
ok(rejected.err.includes("RangeError: of the promise"), rejected.err);

// So do a timer, and a job, that throw while there is always something for a handler.
for (const later of ["(call) => os.setTimeout(call, 5)", "queueMicrotask"]) {
    const between = runScript(`${setUp}
        let calls = 0;
        const later = ${later};
        os.setReadHandler(reading, () => {
            if (calls++ === 0) later(() => { throw new RangeError("of another"); });
        });
        os.setTimeout(() => { print("never", calls); os.setReadHandler(reading, null); }, 3000);
    `);
    equal(between.code, 1);
    equal(between.out, "");
    ok(between.err.includes("RangeError: of another"), between.err);
}

const caught = runScript(`${setUp}
os.setReadHandler(reading, () => {
    os.setReadHandler(reading, null);
    try { throw 1; } catch { print("caught"); }
});
`);
same([caught.code, caught.out, caught.err], [0, "caught\n", ""]);

const awaited = runScript(`${setUp}
os.setReadHandler(reading, () => { print("called"); throw new RangeError("of the handler"); });
await os.sleepAsync(100);
`);
equal(awaited.code, 1);
ok(awaited.err.includes("RangeError: of the handler"), awaited.err);
