// Reading by handlers.
import * as os from "os";
import { utf8 } from "./children.js";

// Nothing of it is in use between two handlers.
const shared = new Uint8Array(65536);

// A promise of all that comes through fd until the end of file; closes fd. `each` is called with the length of every read.
export function readToEnd(fd, { size = 65536, each = () => {} } = {}) {
    return new Promise((resolve, reject) => {
        const chunk = size > shared.length ? new Uint8Array(size) : shared;
        const chunks = [];
        os.setReadHandler(fd, () => {
            const n = os.read(fd, chunk.buffer, 0, size);
            each(n);
            if (n > 0) {
                chunks.push(chunk.slice(0, n));
                return;
            }
            os.setReadHandler(fd, null);
            os.close(fd);
            if (n < 0) {
                reject(new Error(`read: ${n}`));
                return;
            }
            const all = new Uint8Array(chunks.reduce((sum, part) => sum + part.length, 0));
            chunks.reduce((at, part) => (all.set(part, at), at + part.length), 0);
            resolve(all);
        });
    });
}

export async function textToEnd(fd, options) {
    return utf8(await readToEnd(fd, options));
}

// Waits until the loop has made it true, however long that takes on a busy machine; what never comes
// true ends at the test's own time limit.
export async function until(condition) {
    while (!condition()) {
        await os.sleepAsync(1);
    }
}

export function writeText(fd, text) {
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    return os.write(fd, bytes.buffer, 0, bytes.length);
}

export function readText(fd, size = 256) {
    const bytes = new Uint8Array(size);
    const n = os.read(fd, bytes.buffer, 0, size);
    return n > 0 ? utf8(bytes.subarray(0, n)) : n;
}
