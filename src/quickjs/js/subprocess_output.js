// What a program that is talked to writes.
import * as os from "os";
import { ProcessError, systemError } from "quickproc:subprocess-errors";
import { after } from "quickproc:subprocess-promises";
import { bufferOf, Decoder, decodeText, joined, utf8Text } from "quickproc:subprocess-text";
import { asFlag, asTimeout, refuse, takeOptions } from "quickproc:subprocess-values";

const ENOBUFS = 119;
const nothing = new Uint8Array(0);

// As far as somebody reads it.
function writeAll(fd, { buffer, byteOffset, byteLength }) {
    for (let done = 0, count; done < byteLength; done += count) {
        count = os.write(fd, buffer, byteOffset + done, byteLength - done);
        if (count <= 0) {
            return;
        }
    }
}

// [where the text before the separator ends, where that after it begins]; null: there is none yet.
function separate(text, separator) {
    if (typeof separator === "string") {
        const at = text.indexOf(separator);
        return at < 0 ? null : [at, at + separator.length];
    }
    separator.lastIndex = 0;
    const match = separator.exec(text);
    return match && match[0] !== "" ? [match.index, match.index + match[0].length] : null;
}

function asPattern(pattern, name) {
    if (pattern instanceof RegExp) {
        return new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, "")}g`);
    }
    if (typeof pattern !== "string" || pattern === "") {
        throw refuse(name, pattern, "a string that is not empty, or a RegExp");
    }
    return pattern;
}

// How much of `text` belongs to the separator `last` that ended what was there before: the \n of \r\n.
function goesOnIn(text, last, separator) {
    const found = separate(last + text, separator);
    return found?.[0] === 0 ? Math.max(0, found[1] - last.length) : 0;
}

// Does a RegExp say whether it matches only by what follows?
function looksAhead({ source }) {
    return /\(\?[=!]|\\b|\$/i.test(source);
}

// An async iterable of Uint8Arrays. One that no script refers to any more, nor waits for, is closed: its source goes with it.
export class Output {
    #source;
    #how;
    #decoded = null; // its decoder, once one is needed
    // What was read and is not taken, in this order. Of the text what begins at #at.
    #whole = "";
    #at = 0;
    #bytes = nothing;
    #left = null; // a read that `until` did not wait for

    // `how`: { encoding, maxBuffer, overflow, shownOn }, which several may share. `overflow` is called when text() or bytes() would
    // give more than maxBuffer; `shownOn`: a descriptor, what is read is written to; -1: none.
    constructor(source, how) {
        this.#source = source;
        this.#how = how;
    }

    // A promise for the next bytes, null at the end; with `text`, for the text of the next ones.
    read(options) {
        if (options === undefined) {
            return this.#next();
        }
        const { text } = takeOptions(options, ["text"], "read");
        return asFlag({ text }, "text") ? this.#readText() : this.#next();
    }

    // Nothing more is wanted: the child's next write fails.
    close() {
        this.#text = "";
        this.#bytes = nothing;
        this.#source.close();
    }

    get #text() {
        if (this.#at > 0) {
            this.#text = this.#whole.slice(this.#at);
        }
        return this.#whole;
    }

    set #text(text) {
        this.#whole = text;
        this.#at = 0;
    }

    get #decoder() {
        return (this.#decoded ??= new Decoder(this.#how.encoding));
    }

    get #hasText() {
        return this.#text !== "" || Boolean(this.#decoded?.hasRest);
    }

    #next() {
        if (!this.#hasText) {
            return this.#nextBytes();
        }
        const text = new Uint8Array(bufferOf(this.#takeText(this.#text.length), this.#decoder.codePage));
        return Promise.resolve(joined([text, this.#decoder.takeRest()]));
    }

    // The same after the text.
    #nextBytes() {
        if (this.#bytes.length) {
            const bytes = this.#bytes;
            this.#bytes = nothing;
            return Promise.resolve(bytes);
        }
        const left = this.#left;
        this.#left = null;
        return left ?? (this.#how.shownOn < 0 ? this.#source.read() : this.#source.read().then((bytes) => this.#shown(bytes)));
    }

    #shown(bytes) {
        if (bytes) {
            writeAll(this.#how.shownOn, bytes);
        }
        return bytes;
    }

    // More text is in #text; false at the end.
    async #moreText() {
        const bytes = await this.#nextBytes();
        this.#text += this.#decoder.decode(bytes ?? nothing, bytes === null);
        return bytes !== null;
    }

    async #readText() {
        let goesOn = true;
        while (this.#text === "" && goesOn) {
            goesOn = await this.#moreText();
        }
        return this.#takeText(this.#text.length) || null;
    }

    #takeText(length) {
        const text = this.#text.slice(0, length);
        this.#text = this.#text.slice(length);
        return text;
    }

    async *[Symbol.asyncIterator]() {
        let isOver = false;
        try {
            for (let bytes; (bytes = await this.#next()) !== null;) {
                yield bytes;
            }
            isOver = true;
        } finally {
            if (!isOver) {
                this.close();
            }
        }
    }

    // The lines without their ends. A loop that is left early closes the output, unless `keepOpen`: the next reader goes on there.
    lines(options) {
        const own = takeOptions(options, ["separator", "keepOpen"], "lines");
        const separator = own.separator === undefined ? undefined : asPattern(own.separator, "separator");
        return this.#lines(separator, asFlag(own, "keepOpen"));
    }

    async *#lines(separator, keepOpen) {
        let isOver = false;
        try {
            yield* separator !== undefined || this.#hasText ? this.#textLines(separator ?? /\r?\n/g) : this.#byteLines();
            isOver = true;
        } finally {
            if (!isOver && !keepOpen) {
                this.close();
            }
        }
    }

    // Lines end with \n or \r\n, and each is decoded by itself.
    async *#byteLines() {
        const parts = [];
        for (let bytes; (bytes = await this.#nextBytes()) !== null;) {
            bytes = this.#decoder.start(bytes, false);
            if (!this.#decoder.hasByteLines) {
                this.#bytes = bytes;
                yield* this.#textLines(/\r?\n/g);
                return;
            }
            const block = this.#blockOf(parts, bytes);
            if (block) {
                this.#text = block;
                this.#bytes = bytes.subarray(bytes.lastIndexOf(10) + 1);
                parts.length = 0;
                // Here, and not in a generator of its own: each takes its time for each line.
                for (let line; (line = this.#blockLine()) !== null;) {
                    yield line;
                }
                if (this.#hasText) {
                    yield* this.#textLines(/\r?\n/g);
                    return;
                }
                bytes = this.#bytes;
                this.#bytes = nothing;
            }
            for (let end; (end = bytes.indexOf(10)) >= 0;) {
                parts.push(bytes.subarray(0, end));
                this.#bytes = bytes.subarray(end + 1);
                yield this.#line(parts.splice(0));
                // Others may have read on meanwhile, text as well.
                if (this.#hasText) {
                    yield* this.#textLines(/\r?\n/g);
                    return;
                }
                bytes = this.#bytes;
                this.#bytes = nothing;
            }
            parts.push(bytes);
        }
        parts.push(this.#decoder.start(nothing, true));
        if (parts.some((part) => part.length)) {
            yield this.#line(parts);
        }
    }

    // The text of all whole lines, where it is UTF-8 throughout, as most is; else null.
    #blockOf(parts, bytes) {
        const end = bytes.lastIndexOf(10) + 1;
        const text = end > 0 ? utf8Text(joined([...parts, bytes.subarray(0, end)]), this.#decoder.codePage) : null;
        return text?.includes("\ufeff") ? null : text; // a mark at the start of a line is none of its text
    }

    // null: there is none. What comes after it is not copied.
    #blockLine() {
        const start = this.#at;
        const end = this.#whole.indexOf("\n", start);
        if (end < 0) {
            return null;
        }
        this.#at = end + 1;
        return this.#whole.slice(start, end > start && this.#whole[end - 1] === "\r" ? end - 1 : end);
    }

    #line(parts) {
        const bytes = joined(parts);
        return decodeText(bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes, this.#decoder.codePage ?? this.#how.encoding);
    }

    async *#textLines(separator) {
        // A line is told at once; what its separator matches of the text that comes later is no line.
        let last = "";
        for (let goesOn = true;;) {
            if (last && this.#text) {
                const more = this.#takeText(goesOnIn(this.#text, last, separator));
                last = this.#text ? "" : last + more;
            }
            for (let found; (found = separate(this.#text, separator));) {
                const isAtEnd = goesOn && found[1] === this.#text.length && typeof separator !== "string";
                if (isAtEnd && looksAhead(separator)) {
                    break;
                }
                last = isAtEnd ? this.#text.slice(found[0]) : "";
                yield this.#takeText(found[1]).slice(0, found[0]);
            }
            if (!goesOn) {
                break;
            }
            goesOn = await this.#moreText();
        }
        if (this.#text) {
            yield this.#takeText(this.#text.length);
        }
    }

    // The text up to `pattern`, and that. What comes after it is for the next reader, and so is all when it does not come.
    async until(pattern, options) {
        const wanted = asPattern(pattern, "pattern");
        const timeout = asTimeout(takeOptions(options, ["timeout"], "until"), "timeout");
        let late = () => {};
        const lateness = new Promise((resolve) => (late = () => resolve("late")));
        const forget = after(timeout, late);
        try {
            for (let goesOn = true;;) {
                const found = separate(this.#text, wanted);
                if (found) {
                    return this.#takeText(found[1]);
                }
                if (!goesOn) {
                    throw this.#missing(`the output ended before ${pattern}`, false);
                }
                const more = this.#nextBytes();
                const bytes = await Promise.race([more, lateness]);
                if (bytes === "late") {
                    this.#left = more;
                    throw this.#missing(`${pattern} did not come within ${timeout} ms`, true);
                }
                goesOn = bytes !== null;
                this.#text += this.#decoder.decode(bytes ?? nothing, bytes === null);
            }
        } finally {
            forget();
        }
    }

    #missing(message, timedOut) {
        const shown = this.#text.slice(-200);
        return new ProcessError(`${message}${shown ? `; it wrote: ${shown}` : ""}`, { timedOut, stdout: this.#text });
    }

    // Everything that is still to come.
    async bytes() {
        const { maxBuffer, overflow } = this.#how;
        const parts = [];
        let length = 0;
        for (let bytes; (bytes = await this.#next()) !== null;) {
            length += bytes.length;
            if (length > maxBuffer) {
                this.close();
                overflow();
                throw systemError(`the program wrote more than maxBuffer, ${maxBuffer} bytes`, ENOBUFS);
            }
            parts.push(bytes);
        }
        return joined(parts);
    }

    async text() {
        const decoder = this.#decoder;
        const before = this.#takeText(this.#text.length);
        const rest = decoder.takeRest();
        const bytes = joined([rest, await this.bytes()]);
        return decoder.isFresh ? decodeText(bytes, this.#how.encoding) : before + decoder.decode(bytes, true);
    }
}
