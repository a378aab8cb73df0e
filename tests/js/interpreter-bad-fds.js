// A bad descriptor given to any function of os and std is an error, never the end of the process.
import * as os from "os";
import * as std from "std";
import { equal, ok, same } from "./support/assert.js";
import { run } from "./support/interpreter.js";

const buffer = new ArrayBuffer(8);
for (const fd of [-1, -2, 99, 2047, 2048, 8192, 999999, 2 ** 31, -(2 ** 31)]) {
    const error = {};
    equal(std.fdopen(fd, "r", error), null, `fdopen ${fd}`);
    ok(error.errno > 0, `fdopen ${fd}: ${error.errno}`);
    for (const call of [os.close, (x) => os.read(x, buffer, 0, 8), (x) => os.write(x, buffer, 0, 8), (x) => os.seek(x, 0, std.SEEK_CUR)]) {
        ok(call(fd) < 0, `${call} of ${fd} gave ${call(fd)}`);
    }
    equal(os.isatty(fd), false, `isatty ${fd}`);
    equal(os.ttyGetWinSize(fd), null, `ttyGetWinSize ${fd}`);
    os.ttySetRaw(fd);
}

// Without the three standard descriptors.
const closed = run(["--std", "-e", `
    os.close(0); os.close(1); os.close(2);
    print("lost"); std.out.puts("lost"); std.out.flush(); std.err.puts("lost"); console.log("lost");
    std.in.getline(); os.isatty(0); os.ttyGetWinSize(1);
    std.exit(7);
`]);
same(closed, { code: 7, out: "", err: "" });
