// 200 children at once, both streams of each handled on one thread; nothing is left behind.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { census, child, freeFd, hash, pattern } from "./support/children.js";
import { readToEnd } from "./support/handlers.js";

const count = 200,
    outBytes = 30000,
    errBytes = 9000;
const expected = [hash(pattern(outBytes)), hash(pattern(errBytes))];
const free = freeFd();

async function one(i) {
    const [out, outWriting] = os.pipe();
    const [err, errWriting] = os.pipe();
    const pid = os.exec([child("spew"), String(outBytes), String(errBytes), "1"], {
        stdout: outWriting,
        stderr: errWriting,
        block: false,
    });
    os.close(outWriting);
    os.close(errWriting);
    ok(pid > 0, `child ${i}`);
    const streams = await Promise.all([readToEnd(out), readToEnd(err)]);
    streams.forEach((bytes, j) => equal(hash(bytes), expected[j], `stream ${j} of child ${i}`));
    equal((await os.waitpidAsync(pid))[1], 0);
}

await Promise.all(Array.from({ length: count }, (_, i) => one(i)));
equal(os.waitpid(-1, false)[0], -10);
equal(freeFd(), free);
let threads;
for (let tries = 0; tries < 50 && (threads = census().threads) > 20; tries++) {
    os.sleep(200);
}
ok(threads <= 20, `${threads} threads`);
