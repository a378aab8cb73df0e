// What a program that is talked to reads.
import * as os from "os";
import { systemError } from "quickproc:subprocess-errors";
import { newPromise, rejected } from "quickproc:subprocess-promises";
import { bufferOf, UTF8 } from "quickproc:subprocess-text";

// What a child reads.
export class Input {
    #fd;
    #codePage;
    #queue = [];
    #ending = false;
    #watching = false;

    constructor(fd, codePage) {
        this.#fd = fd;
        this.#codePage = codePage ?? UTF8;
    }

    // A promise that is kept once the pipe has taken all of it: waiting for it is what keeps a fast writer from filling the memory.
    write(data) {
        if (this.#ending) {
            return rejected(new Error("write after end"));
        }
        return this.#add(bufferOf(data, this.#codePage));
    }

    // The child reads end of file after what was written so far, and `data`. Without data it cannot fail: who has gone needs no end.
    end(data) {
        const nothing = this.#ending || (data === undefined && this.#fd < 0);
        const done = nothing ? Promise.resolve() : this.#add(data === undefined ? new ArrayBuffer(0) : bufferOf(data, this.#codePage));
        this.#ending = true;
        if (this.#queue.length === 0) {
            this.close();
        }
        return done;
    }

    // At once; what was not written yet is lost.
    close() {
        this.#ending = true;
        this.#fail(systemError("closed", 32));
    }

    // Nothing more can be written. That is no end of the caller's: later writes are told of the missing reader, too.
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

    #add(buffer) {
        if (this.#fd < 0) {
            return rejected(systemError("nobody reads", 32));
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

    // There is room. Who writes on has done so before this is called again.
    #ready() {
        if (this.#queue.length === 0) {
            this.#unwatch();
            return;
        }
        const item = this.#queue[0];
        const left = item.length - item.done;
        let count;
        try {
            count = left === 0 ? 0 : os.write(this.#fd, item.buffer, item.done, Math.min(left, 65536));
        } catch (error) {
            this.#fail(error); // The caller has transferred or shrunk the buffer meanwhile.
            return;
        }
        if (count < 0) {
            this.#fail(systemError("nobody reads", -count));
            return;
        }
        item.done += count;
        if (item.done === item.length) {
            this.#queue.shift();
            item.resolve();
        }
        if (this.#queue.length === 0 && this.#ending) {
            this.close();
        }
    }
}
