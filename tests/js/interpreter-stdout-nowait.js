// Not a byte of standard output and error is lost in a pipe that another program has left in the mode PIPE_NOWAIT, however slowly
// it is read.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, script } from "./support/children.js";

const EAGAIN = 11,
    byteCount = 800000;
const ways = [
    ["stdout", `for (let i = 0; i < 800; i++) print("x".repeat(999));`],
    ["stdout", `for (let i = 0; i < 80000; i++) print("123456789");`],
    ["stdout", `for (let i = 0; i < 800; i++) std.out.puts("x".repeat(1000));`],
    ["stdout", `std.out.puts("x".repeat(800000));`],
    ["stderr", `std.err.puts("x".repeat(800000));`],
];

function readSlowly(fd) {
    const buffer = new ArrayBuffer(50000);
    let count = 0,
        got;
    while ((got = os.read(fd, buffer, 0, buffer.byteLength)) > 0 || got === -EAGAIN) {
        count += Math.max(got, 0);
        os.sleep(1);
    }
    equal(got, 0);
    return count;
}

for (const [stream, code] of ways) {
    const [reading, writing] = os.pipe();
    const leave = `os.exec([${JSON.stringify(child("nowait"))}], { stdin: ${stream === "stdout" ? 1 : 2} })`;
    const pid = os.exec(script(`if (${leave} === 0) {\n${code}\n}`), { block: false, [stream]: writing });
    os.close(writing);
    equal(readSlowly(reading), byteCount, code);
    equal(os.waitpid(pid)[1], 0, code);
    os.close(reading);
}
