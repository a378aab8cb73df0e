// Bytes that a child writes, as they come: the lowest layer of its outputs.
import * as os from "os";
import { systemError } from "quickproc:subprocess-errors";
import { makePipe } from "quickproc:subprocess-fds";
import { newPromise, soon } from "quickproc:subprocess-promises";

const CHUNK = 65536;

class Source {
    #fd;
    #wanted = [];
    #watching = false;

    constructor(fd) {
        this.#fd = fd;
    }

    // A promise of the next bytes, null at the end. Several are kept in the order of the calls.
    read() {
        if (this.#fd < 0) {
            return Promise.resolve(null);
        }
        const want = newPromise();
        this.#wanted.push(want);
        try {
            this.#watch();
        } catch (error) {
            this.#wanted.pop();
            want.reject(error);
        }
        return want.promise;
    }

    // The child's next write fails.
    close() {
        this.#end(null);
    }

    // The descriptor behind it, -1 once closed.
    get fd() {
        return this.#fd;
    }

    // The handler stays while reads follow each other: to remove and set it for each piece would cost more than the piece.
    #watch() {
        if (!this.#watching) {
            const scratch = new ArrayBuffer(CHUNK);
            os.setReadHandler(this.#fd, () => this.#ready(scratch));
            this.#watching = true;
        }
    }

    #unwatch() {
        if (this.#watching) {
            this.#watching = false;
            os.setReadHandler(this.#fd, null);
        }
    }

    #ready(scratch) {
        if (this.#wanted.length === 0) {
            this.#unwatch();
            return;
        }
        const count = os.read(this.#fd, scratch, 0, scratch.byteLength);
        if (count <= 0) {
            this.#end(count < 0 ? systemError("cannot read", -count) : null);
            return;
        }
        this.#wanted.shift().resolve(new Uint8Array(scratch.slice(0, count)));
        if (this.#wanted.length === 0) {
            // The next read comes before this runs; a handler that stayed would keep the loop alive.
            soon(() => this.#wanted.length || this.#unwatch());
        }
    }

    #end(error) {
        if (this.#fd < 0) {
            return;
        }
        this.#unwatch();
        os.close(this.#fd);
        this.#fd = -1;
        for (const { resolve, reject } of this.#wanted.splice(0)) {
            if (error) {
                reject(error);
            } else {
                resolve(null);
            }
        }
    }
}

// [source, the descriptor for the child, which the caller closes once it has started]
export function openSource() {
    const [reader, writer] = makePipe();
    return [new Source(reader), writer];
}
