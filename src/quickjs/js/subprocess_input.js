// What a program that is talked to reads.
import { systemError } from "quickproc:subprocess-errors";
import { rejected } from "quickproc:subprocess-promises";
import { bufferOf } from "quickproc:subprocess-text";

const EPIPE = 32;

export class Input {
    #sink;
    #encoding;
    #ended = false;

    constructor(sink, encoding) {
        this.#sink = sink;
        this.#encoding = encoding;
    }

    // A promise that is kept once the pipe has taken all of it: awaiting it keeps a fast writer from filling the memory.
    write(data) {
        if (this.#ended) {
            return rejected(systemError("write after end", EPIPE));
        }
        return this.#sink.write(bufferOf(data, this.#encoding));
    }

    // The child reads end of file after what was written so far, and `data`. Without data it cannot fail: a child that has gone needs no end.
    end(data) {
        if (this.#ended) {
            return data === undefined ? Promise.resolve() : this.write(data);
        }
        const buffer = data === undefined ? new ArrayBuffer(0) : bufferOf(data, this.#encoding);
        this.#ended = true;
        if (buffer.byteLength === 0 && (this.#sink.idle || this.#sink.closed)) {
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

// Writes everything that `parts`, an iterable or an async one, gives, then the end. A program that does not want to read on is
// free not to: `parts` is asked for no more then.
export async function feed(sink, parts, encoding) {
    try {
        for await (const part of parts) {
            await sink.write(bufferOf(part, encoding, "a part of input"));
        }
    } catch (error) {
        if (error?.errno !== EPIPE) {
            throw error;
        }
    } finally {
        sink.close();
    }
}
