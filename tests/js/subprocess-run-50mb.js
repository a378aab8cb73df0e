// 50 MB on both outputs while 50 MB are fed: nobody waits for anybody.
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, hash, pattern } from "./support/children.js";

const size = 50 * 1024 * 1024;
const input = new Uint8Array(size);
const block = pattern(65536);
for (let at = 0; at < size; at += block.length) {
    input.set(block, at);
}
new DataView(input.buffer).setUint32(size - 4, 0x12345678);
const result = run([child("both")], { input, encoding: null });
equal(result.code, 0);
for (const bytes of [result.stdout, result.stderr]) {
    equal(bytes.length, size);
    equal(new DataView(bytes.buffer).getUint32(size - 4), 0x12345678);
    ok(hash(bytes.subarray(0, 65536)) === hash(block) && hash(bytes.subarray(size / 2, size / 2 + 65536)) === hash(block));
}
