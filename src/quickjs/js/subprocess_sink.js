// Bytes for a child to read: the lowest layer of its input.
import * as native from "quickproc:subprocess";
import { systemError } from "quickproc:subprocess-errors";
import { quiet, rejected } from "quickproc:subprocess-promises";

const EPIPE = 32;

let settle; // a sink's write has ended

// There may be thousands of them: what only few need is made when it is needed.
class Sink {
    #stream;
    #queue = null; // the writes that are not taken yet

    static {
        settle = (sink, errno) => sink.#settle(errno);
    }

    constructor(stream) {
        this.#stream = stream;
    }

    // A promise that is kept once the pipe has taken all of `buffer`, an ArrayBuffer, as it is now; rejected when the child no longer reads.
    write(buffer) {
        if (this.#stream === null) {
            return rejected(systemError("the program no longer reads its input", EPIPE));
        }
        const isFirst = this.idle; // and copied at once
        if (buffer.byteLength === 0 && isFirst) {
            return Promise.resolve();
        }
        const item = { buffer: isFirst ? buffer : buffer.slice(), promise: null, resolve: null, reject: null };
        item.promise = new Promise((resolve, reject) => {
            item.resolve = resolve;
            item.reject = reject;
        });
        (this.#queue ??= []).push(item);
        if (isFirst) {
            this.#next();
        }
        return item.promise;
    }

    // The child reads end of file. What the pipe has not taken is lost.
    close() {
        this.#fail(systemError("the input was closed", EPIPE));
    }

    // Have all writes been taken?
    get idle() {
        return !this.#queue?.length;
    }

    get closed() {
        return this.#stream === null;
    }

    #next() {
        const errno = native.write(this.#stream, this.#queue[0].buffer, settle, this);
        if (errno) {
            this.#settle(errno);
        }
    }

    #settle(errno) {
        if (errno) {
            this.#fail(systemError("the program no longer reads its input", errno));
            return;
        }
        this.#queue.shift().resolve();
        if (this.#queue.length > 0) {
            this.#next();
        }
    }

    #fail(error) {
        if (this.#stream === null) {
            return;
        }
        native.close(this.#stream);
        this.#stream = null;
        for (const { promise, reject } of this.#queue?.splice(0) ?? []) {
            quiet(promise);
            reject(error);
        }
    }
}

// [sink, the descriptor for the child, which the caller closes once it has started]
export function openSink() {
    const opened = native.openSink();
    if (typeof opened === "number") {
        throw systemError("cannot make a pipe", opened);
    }
    return [new Sink(opened[0]), opened[1]];
}
