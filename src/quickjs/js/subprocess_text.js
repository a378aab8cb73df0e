// Strings and bytes. An encoding is a code page's number, AUTO, or null for no text at all.
import * as native from "quickproc:subprocess";
import { refuse } from "quickproc:subprocess-values";

const UTF8 = 65001, UTF16 = 1200;
const LEAST_PAGE = 37; // lower numbers stand for others: "oem" and "ansi" say which

// Valid UTF-8 is UTF-8, everything else the OEM code page; a byte order mark decides.
class Auto {
    constructor(oem) {
        this.oem = oem;
    }
}

let lastAuto = new Auto(UTF8); // nearly always the one that the next program needs

function autoWith(oem) {
    if (lastAuto.oem !== oem) {
        lastAuto = new Auto(oem);
    }
    return lastAuto;
}

const allowed = '"auto", "utf-8", "utf-16le", "oem", "ansi", the number of a code page, or null';

function codePage(number) {
    native.decode(new ArrayBuffer(1), 0, 1, number); // throws where there is none
    return number;
}

// `ownConsole`: the program has a console of its own, whose code page is the system's.
export function encodingOf(value, ownConsole = false) {
    switch (value) {
    case undefined:
    case "auto":
        return autoWith(native.oemCodePage(ownConsole));
    case "utf-8":
    case "utf8":
        return UTF8;
    case "utf-16le":
    case "utf16le":
        return UTF16;
    case "oem":
        return native.oemCodePage(ownConsole);
    case "ansi":
        return native.ansiCodePage();
    case null:
        return null;
    }
    if (Number.isInteger(value) && value >= LEAST_PAGE && value < 65536) {
        return codePage(value);
    }
    throw refuse("encoding", value, allowed);
}

function decodePage(bytes, page) {
    return native.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength, page);
}

function utf8Valid(bytes) {
    return native.utf8Valid(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function wholeCharacters(bytes, page) {
    return native.wholeCharacters(bytes.buffer, bytes.byteOffset, bytes.byteLength, page);
}

// [the code page that it stands for, its length]; null: there is none.
function markOf(bytes) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
        return [UTF8, 3];
    }
    return bytes[0] === 0xff && bytes[1] === 0xfe ? [UTF16, 2] : null;
}

// More bytes could still make a mark of it.
function mayBecomeMark(bytes) {
    return bytes.length < 3 && [[0xef, 0xbb], [0xff]].some((mark) => bytes.every((byte, i) => byte === mark[i]));
}

function decodeAuto(bytes, { oem }) {
    const mark = markOf(bytes);
    if (mark) {
        return decodePage(bytes.subarray(mark[1]), mark[0]);
    }
    return decodePage(bytes, utf8Valid(bytes) === bytes.length ? UTF8 : oem);
}

// The text of `bytes` where they are valid UTF-8 and may be it, `page` being null for "auto"; else null.
export function utf8Text(bytes, page) {
    return (page ?? UTF8) === UTF8 && utf8Valid(bytes) === bytes.length ? decodePage(bytes, UTF8) : null;
}

// A whole text.
export function decodeText(bytes, encoding) {
    return encoding instanceof Auto ? decodeAuto(bytes, encoding) : decodePage(bytes, encoding ?? UTF8);
}

const nothing = new Uint8Array(0);

// Text that comes in pieces: no character is cut in two.
export class Decoder {
    #encoding;
    #kept = nothing;
    #atStart = true;

    constructor(encoding) {
        this.#encoding = encoding ?? UTF8;
    }

    // The code page once it is certain; null: each line may have another.
    get codePage() {
        return this.#encoding instanceof Auto ? null : this.#encoding;
    }

    // Does a line end with the byte 10? In UTF-16 it does not.
    get hasByteLines() {
        return this.#encoding !== UTF16;
    }

    // Was nothing decoded yet?
    get isFresh() {
        return this.#atStart;
    }

    get hasRest() {
        return this.#kept.length > 0;
    }

    // The bytes without a mark; none, as long as more are needed to see whether there is one.
    start(bytes, isLast) {
        if (!this.#atStart || !(this.#encoding instanceof Auto)) {
            this.#atStart = false;
            return bytes;
        }
        const all = joined([this.takeRest(), bytes]);
        if (!isLast && mayBecomeMark(all)) {
            this.#kept = all;
            return all.subarray(0, 0);
        }
        this.#atStart = false;
        const mark = markOf(all);
        if (mark) {
            this.#encoding = mark[0];
        }
        return all.subarray(mark?.[1] ?? 0);
    }

    // The text of `bytes` as far as its characters are complete; at the end, of all.
    decode(bytes, isLast = false) {
        const started = this.start(bytes, isLast);
        if (this.#atStart) {
            return ""; // all that there is may be the beginning of a mark
        }
        const all = joined([this.takeRest(), started]);
        return this.#encoding instanceof Auto ? this.#lines(all, isLast) : this.#page(all, this.#encoding, isLast);
    }

    // What has no text yet, and will not be asked for.
    takeRest() {
        const rest = this.#kept;
        this.#kept = nothing;
        return rest;
    }

    #page(bytes, page, isLast) {
        const whole = isLast ? bytes.length : wholeCharacters(bytes, page);
        this.#kept = bytes.slice(whole);
        return decodePage(bytes.subarray(0, whole), page);
    }

    // Line by line, as long as it is not UTF-8.
    #lines(bytes, isLast) {
        let text = "";
        for (;;) {
            const valid = utf8Valid(bytes);
            const lineEnd = valid < bytes.length ? bytes.indexOf(10, valid) : -1;
            if (valid === bytes.length || (!isLast && lineEnd < 0 && wholeCharacters(bytes, UTF8) === valid)) {
                this.#kept = bytes.slice(valid);
                return text + decodePage(bytes.subarray(0, valid), UTF8);
            }
            // The line that is not UTF-8, and what comes before it.
            const lineStart = valid === 0 ? 0 : bytes.lastIndexOf(10, valid - 1) + 1;
            text += decodePage(bytes.subarray(0, lineStart), UTF8);
            if (lineEnd < 0) {
                return text + this.#page(bytes.subarray(lineStart), this.#encoding.oem, isLast);
            }
            text += decodePage(bytes.subarray(lineStart, lineEnd + 1), this.#encoding.oem);
            bytes = bytes.subarray(lineEnd + 1);
        }
    }
}

function bytesOf(data, name) {
    if (ArrayBuffer.isView(data)) {
        return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    }
    if (data instanceof ArrayBuffer) {
        return new Uint8Array(data);
    }
    throw refuse(name, data, "an ArrayBuffer or a view of one");
}

// An ArrayBuffer with just these bytes, which are not copied where they are all of one.
export function bufferOf(data, encoding, name = "data") {
    if (typeof data === "string") {
        return native.encode(data, typeof encoding === "number" ? encoding : UTF8);
    }
    if (typeof data !== "object" || data === null) {
        throw refuse(name, data, "a string, an ArrayBuffer or a view of one");
    }
    const { buffer, byteOffset, byteLength } = bytesOf(data, name);
    return byteLength === buffer.byteLength && buffer instanceof ArrayBuffer ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}

export function joined(all) {
    const parts = all.filter((part) => part.length);
    if (parts.length === 1) {
        return parts[0];
    }
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
}

// ---- For scripts ----

export function decode(bytes, encoding) {
    const page = encodingOf(encoding);
    if (page === null) {
        throw refuse("encoding", encoding, allowed.replace(", or null", ""));
    }
    return decodeText(bytesOf(bytes, "bytes"), page);
}

export function encode(text, encoding) {
    if (typeof text !== "string") {
        throw refuse("text", text, "a string");
    }
    if (encoding === null) {
        throw refuse("encoding", encoding, allowed.replace(", or null", ""));
    }
    return new Uint8Array(bufferOf(text, encodingOf(encoding)));
}
