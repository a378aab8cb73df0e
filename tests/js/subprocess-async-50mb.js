// 50 MB on both outputs while 50 MB are fed, without blocking: by runAsync, and through a child that is talked to.
import * as os from "os";
import { runAsync, spawn } from "subprocess";
import { equal } from "./support/assert.js";
import { child } from "./support/children.js";

const size = 50 * 1024 * 1024;
const input = new Uint8Array(size);
for (let at = 0; at < size; at += 4096) {
    input[at] = at >> 12;
}
function check(bytes) {
    equal(bytes.length, size);
    for (let at = 0; at < size; at += 4096) {
        if (bytes[at] !== input[at]) {
            throw new Error(`byte ${at}`);
        }
    }
}

const result = await runAsync([child("both")], { input, encoding: null });
check(result.stdout);
check(result.stderr);

const talking = spawn([child("both")]);
const [stdout, stderr] = await Promise.all([talking.stdout.bytes(), talking.stderr.bytes(), talking.stdin.end(input)]);
check(stdout);
check(stderr);
equal((await talking.wait()).code, 0);
