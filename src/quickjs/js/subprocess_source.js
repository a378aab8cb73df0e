// Bytes that a child writes, as they come: the lowest layer of its outputs.
import * as native from "quickproc:subprocess";
import { systemError } from "quickproc:subprocess-errors";
import { after, now, rejected } from "quickproc:subprocess-promises";

let settle; // a source's read has ended

// There may be thousands of them: what only few need is made when it is needed.
class Source {
    #stream;
    #first = null; // what keeps the promise of the next bytes
    #others = null; // those after it
    #limit = null; // from `deadline` on what is in the pipe is all there is; `forget` ends a timer

    static {
        settle = (source, answer) => source.#settle(answer);
    }

    constructor(stream) {
        this.#stream = stream;
    }

    // A promise of the next bytes, null at the end. Several are kept in the order of the calls.
    read() {
        if (this.#stream === null) {
            return Promise.resolve(null);
        }
        return new Promise((resolve) => {
            if (this.#first) {
                (this.#others ??= []).push(resolve);
            } else {
                this.#first = resolve;
                this.#next();
            }
        });
    }

    // For `ms` from now others may still write. There is a timer only while somebody reads: it keeps the event loop alive.
    drain(ms) {
        this.#limit = { deadline: now() + ms, forget: () => {} };
        if (this.#first) {
            this.#await();
        }
    }

    // The child's next write fails.
    close() {
        this.#end(null);
    }

    #await() {
        if (!this.#limit) {
            return;
        }
        const left = this.#limit.deadline - now();
        this.#limit.forget();
        if (left > 0 || native.finishSource(this.#stream)) {
            this.#limit.forget = after(Math.max(1, Math.ceil(left)), () => this.#await());
        } else {
            this.#limit = null;
        }
    }

    #next() {
        this.#await();
        const error = native.read(this.#stream, settle, this);
        if (error) {
            this.#settle(error);
        }
    }

    // An ArrayBuffer, null at the end, an errno.
    #settle(answer) {
        this.#limit?.forget();
        if (typeof answer === "number") {
            this.#end(systemError("cannot read", answer));
        } else if (answer === null) {
            this.#end(null);
        } else {
            this.#shift()(new Uint8Array(answer));
            if (this.#first) {
                this.#next();
            }
        }
    }

    #shift() {
        const first = this.#first;
        this.#first = this.#others?.shift() ?? null;
        return first;
    }

    #end(error) {
        if (this.#stream === null) {
            return;
        }
        this.#limit?.forget();
        native.close(this.#stream);
        this.#stream = null;
        while (this.#first) {
            this.#shift()(error ? rejected(error) : null);
        }
    }
}

// [source, the descriptor for the child, which the caller closes once it has started]
export function openSource() {
    const opened = native.openSource();
    if (typeof opened === "number") {
        throw systemError("cannot make a pipe", opened);
    }
    return [new Source(opened[0]), opened[1]];
}
