// A blocking exec returns the exit code, all 32 bits of it, unsigned. No exit code is taken for a
// signal or an errno.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child } from "./support/children.js";

const codes = [
    0, 1, 2, 3, 7, 42, 126, 127, 128, 130, 137, 143, 255, 256, 257, 258, 259, 260, 1000, 65535, 65536,
    0x7ffffffe, 0x7fffffff, 0x80000000, 0x80000001, 0x80000002, 0xbfffffff, 0xc0000001, 0xc0000135,
    0xfffffffe, 0xffffffff,
];
for (const code of codes) {
    equal(os.exec([child("exit"), String(code)]), code, `exit code ${code}`);
}
