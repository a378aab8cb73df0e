// A descriptor that another thread is reading or writing can be closed: that thread gets -EBADF.
import * as os from "os";
import { equal } from "./support/assert.js";
import { temp, writeFile } from "./support/children.js";
import { EBADF } from "./support/errno.js";

const worker = writeFile(
    temp("worker.js"),
    `
    import * as os from "os";
    os.Worker.parent.onmessage = ({ data: { use, fd } }) => {
        os.Worker.parent.postMessage("begins");
        const bytes = new ArrayBuffer(4 << 20);
        os.Worker.parent.postMessage(os[use](fd, bytes, 0, bytes.byteLength));
    };
`,
);

// Resolves with what the Worker's call returned.
function inUse(use, fd) {
    const user = new os.Worker(worker);
    const messages = [];
    let tell = null;
    user.onmessage = ({ data }) => {
        messages.push(data);
        tell?.();
    };
    const next = async () => {
        while (messages.length === 0) {
            await new Promise((resolve) => (tell = resolve));
        }
        return messages.shift();
    };
    user.postMessage({ use, fd });
    return {
        begun: async () => {
            equal(await next(), "begins");
            await os.sleepAsync(200);
        },
        end: async () => {
            const result = await next();
            user.onmessage = null;
            return result;
        },
    };
}

for (const use of ["read", "write"]) {
    for (const close of ["close", "dup2"]) {
        const ends = os.pipe();
        const [fd, other] = use === "read" ? ends : ends.reverse();
        const user = inUse(use, fd);
        await user.begun();
        if (close === "close") {
            equal(os.close(fd), 0, use);
        } else {
            equal(os.dup2(other, fd), fd, use);
        }
        equal(await user.end(), -EBADF, `${use}, ${close}`);
        os.close(other);
        if (close === "dup2") {
            os.close(fd);
        }
    }
}
