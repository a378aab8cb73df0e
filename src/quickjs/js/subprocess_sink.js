// Bytes for a child to read: the lowest layer of its input.
import * as os from "os";
import { systemError } from "quickproc:subprocess-errors";
import { makePipe } from "quickproc:subprocess-fds";
import { newPromise, rejected } from "quickproc:subprocess-promises";

const EPIPE = 32;
const CHUNK = 65536;

class Sink {
    #fd;
    #queue = [];
    #watching = false;

    constructor(fd) {
        this.#fd = fd;
    }

    // A promise that is kept once the pipe has taken all of `buffer`, an ArrayBuffer; rejected when the child no longer reads.
    write(buffer) {
        if (this.#fd < 0) {
            return rejected(systemError("the program no longer reads its input", EPIPE));
        }
        if (buffer.byteLength === 0 && this.#queue.length === 0) {
            return Promise.resolve();
        }
        const item = { ...newPromise(), buffer, length: buffer.byteLength, done: 0 };
        item.promise.catch(() => {});
        this.#queue.push(item);
        this.#watch();
        return item.promise;
    }

    // The child reads end of file. What the pipe has not taken is lost.
    close() {
        this.#fail(systemError("the input was closed", EPIPE));
    }

    // Have all writes been taken?
    get idle() {
        return this.#queue.length === 0;
    }

    // The descriptor behind it, -1 once closed.
    get fd() {
        return this.#fd;
    }

    #fail(error) {
        if (this.#fd < 0) {
            return;
        }
        this.#unwatch();
        os.close(this.#fd);
        this.#fd = -1;
        for (const { reject } of this.#queue.splice(0)) {
            reject(error);
        }
    }

    #watch() {
        if (!this.#watching) {
            os.setWriteHandler(this.#fd, () => this.#ready());
            this.#watching = true;
        }
    }

    #unwatch() {
        if (this.#watching) {
            this.#watching = false;
            os.setWriteHandler(this.#fd, null);
        }
    }

    // There is room. The next write comes before this is called again.
    #ready() {
        if (this.#queue.length === 0) {
            this.#unwatch();
            return;
        }
        const item = this.#queue[0];
        const left = item.length - item.done;
        let count;
        try {
            count = left === 0 ? 0 : os.write(this.#fd, item.buffer, item.done, Math.min(left, CHUNK));
        } catch (error) {
            this.#fail(error); // The caller has transferred or shrunk the buffer meanwhile.
            return;
        }
        if (count < 0) {
            this.#fail(systemError("the program no longer reads its input", -count));
            return;
        }
        item.done += count;
        if (item.done === item.length) {
            this.#queue.shift();
            item.resolve();
        }
    }
}

// [sink, the descriptor for the child, which the caller closes once it has started]
export function openSink() {
    const [reader, writer] = makePipe();
    return [new Sink(writer), reader];
}
