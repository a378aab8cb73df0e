// Bytes that a child writes, as they come: the lowest layer of its outputs.
import * as native from "quickproc:subprocess";
import { systemError } from "quickproc:subprocess-errors";
import { after, newPromise, now } from "quickproc:subprocess-promises";

const nothing = () => {};

class Source {
    #stream;
    #wanted = [];
    #take = (answer) => this.#settle(answer);
    #deadline = Infinity; // from then on what is in the pipe is all there is
    #forget = nothing;

    constructor(stream) {
        this.#stream = stream;
    }

    // A promise of the next bytes, null at the end. Several are kept in the order of the calls.
    read() {
        if (this.#stream === null) {
            return Promise.resolve(null);
        }
        const want = newPromise();
        if (this.#wanted.push(want) === 1) {
            this.#next();
        }
        return want.promise;
    }

    // For `ms` from now others may still write. There is a timer only while somebody reads: it keeps the event loop alive.
    drain(ms) {
        this.#deadline = now() + ms;
        if (this.#wanted.length > 0) {
            this.#await();
        }
    }

    // The child's next write fails.
    close() {
        this.#end(null);
    }

    #await() {
        if (this.#deadline === Infinity) {
            return;
        }
        const left = this.#deadline - now();
        this.#forget();
        if (left > 0 || native.finishSource(this.#stream)) {
            this.#forget = after(Math.max(1, Math.ceil(left)), () => this.#await());
        } else {
            this.#deadline = Infinity;
        }
    }

    #next() {
        this.#await();
        const error = native.read(this.#stream, this.#take);
        if (error) {
            this.#settle(error);
        }
    }

    // An ArrayBuffer, null at the end, an errno.
    #settle(answer) {
        this.#forget();
        if (typeof answer === "number") {
            this.#end(systemError("cannot read", answer));
        } else if (answer === null) {
            this.#end(null);
        } else {
            this.#wanted.shift().resolve(new Uint8Array(answer));
            if (this.#wanted.length > 0) {
                this.#next();
            }
        }
    }

    #end(error) {
        if (this.#stream === null) {
            return;
        }
        this.#forget();
        native.close(this.#stream);
        this.#stream = null;
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
    const opened = native.openSource();
    if (typeof opened === "number") {
        throw systemError("cannot make a pipe", opened);
    }
    return [new Source(opened[0]), opened[1]];
}
