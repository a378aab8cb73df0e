// What a program that is talked to reads.
import { rejected } from "quickproc:subprocess-promises";
import { bufferOf, UTF8 } from "quickproc:subprocess-text";

export class Input {
    #sink;
    #codePage;
    #ended = false;

    constructor(sink, codePage) {
        this.#sink = sink;
        this.#codePage = codePage ?? UTF8;
    }

    // A promise that is kept once the pipe has taken all of it: awaiting it keeps a fast writer from filling the memory.
    write(data) {
        if (this.#ended) {
            return rejected(new Error("write after end"));
        }
        return this.#sink.write(bufferOf(data, this.#codePage));
    }

    // The child reads end of file after what was written so far, and `data`. Without data it cannot fail: a child that has gone needs no end.
    end(data) {
        if (this.#ended) {
            return Promise.resolve();
        }
        const buffer = data === undefined ? new ArrayBuffer(0) : bufferOf(data, this.#codePage);
        this.#ended = true;
        if (buffer.byteLength === 0 && (this.#sink.idle || this.#sink.fd < 0)) {
            this.#sink.close();
            return Promise.resolve();
        }
        const done = this.#sink.write(buffer);
        const close = () => this.#sink.close();
        done.then(close, close);
        return done;
    }

    // At once; what was not written yet is lost.
    close() {
        this.#ended = true;
        this.#sink.close();
    }
}
