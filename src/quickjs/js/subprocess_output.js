// What a program that is talked to writes.
import { decode, joined, UTF8 } from "quickproc:subprocess-text";

// What a child writes: an async iterable of Uint8Arrays.
export class Output {
    #source;
    #codePage;
    #pending = null;

    constructor(source, codePage) {
        this.#source = source;
        this.#codePage = codePage ?? UTF8;
    }

    // A promise for the next bytes; null at the end.
    read() {
        const pending = this.#pending;
        this.#pending = null;
        return pending ? Promise.resolve(pending) : this.#source.read();
    }

    // Nothing more is wanted: the child's next write fails.
    close() {
        this.#pending = null;
        this.#source.close();
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
