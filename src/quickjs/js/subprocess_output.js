// What a program that is talked to writes.
import * as os from "os";
import { systemError } from "quickproc:subprocess-errors";
import { newPromise, soon } from "quickproc:subprocess-promises";
import { decode, joined, UTF8 } from "quickproc:subprocess-text";

// What a child writes: an async iterable of Uint8Arrays.
export class Output {
    #fd;
    #codePage;
    #wanted = [];
    #pending = null;
    #watching = false;

    constructor(fd, codePage) {
        this.#fd = fd;
        this.#codePage = codePage ?? UTF8;
    }

    #settle(bytes, error) {
        const { resolve, reject } = this.#wanted.shift();
        if (error) {
            reject(error);
        } else {
            resolve(bytes);
        }
    }

    // The handler stays while somebody reads on; taking it away and setting it again for each piece would cost more than the piece.
    #watch() {
        if (!this.#watching) {
            const scratch = new ArrayBuffer(65536);
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
        this.#settle(new Uint8Array(scratch.slice(0, count)));
        if (this.#wanted.length === 0) {
            // Who reads on does so before this; a handler that stayed would keep the loop alive.
            soon(() => this.#wanted.length || this.#unwatch());
        }
    }

    // A promise for the next bytes; null at the end.
    read() {
        const pending = this.#pending;
        if (pending || this.#fd < 0) {
            this.#pending = null;
            return Promise.resolve(pending);
        }
        const want = newPromise();
        this.#wanted.push(want);
        try {
            this.#watch();
        } catch (error) {
            this.#settle(null, error);
        }
        return want.promise;
    }

    // Nothing more is wanted: the child's next write fails.
    close() {
        this.#pending = null;
        this.#end(null);
    }

    #end(error) {
        if (this.#fd < 0) {
            return;
        }
        this.#unwatch();
        os.close(this.#fd);
        this.#fd = -1;
        while (this.#wanted.length > 0) {
            this.#settle(null, error);
        }
    }

    async *[Symbol.asyncIterator]() {
        for (let bytes; (bytes = await this.read()) !== null;) {
            yield bytes;
        }
    }

    // The lines without their ends. What was not taken stays for whoever reads next.
    async *lines() {
        let parts = [];
        for (let bytes; (bytes = await this.read()) !== null;) {
            for (let end; (end = bytes.indexOf(10)) >= 0;) {
                parts.push(bytes.subarray(0, end));
                bytes = bytes.subarray(end + 1);
                this.#pending = bytes.length ? bytes : null;
                yield this.#line(parts.splice(0));
                // Somebody may have read on meanwhile.
                bytes = this.#pending ?? new Uint8Array(0);
                this.#pending = null;
            }
            parts.push(bytes);
        }
        if (parts.some((part) => part.length)) {
            yield this.#line(parts);
        }
    }

    #line(parts) {
        const bytes = joined(parts);
        return decode(bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes, this.#codePage);
    }

    // Everything that is still to come.
    async bytes() {
        const parts = [];
        for await (const bytes of this) {
            parts.push(bytes);
        }
        return joined(parts);
    }

    async text() {
        return decode(await this.bytes(), this.#codePage);
    }
}
