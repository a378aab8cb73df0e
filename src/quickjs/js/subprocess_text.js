// Strings and bytes.
import * as native from "quickproc:subprocess";

export const UTF8 = 65001;

// A code page's number; null: no text at all.
export function codePageOf(encoding, ownConsole) {
    switch (encoding) {
    case undefined:
    case "utf-8":
    case "utf8":
        return UTF8;
    case "oem":
        return native.oemCodePage(ownConsole);
    case "ansi":
        return native.ansiCodePage();
    case null:
        return null;
    }
    throw new TypeError(`unknown encoding: ${encoding}`);
}

export function decode(bytes, codePage) {
    return native.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength, codePage);
}

// An ArrayBuffer with just these bytes.
export function bufferOf(data, codePage) {
    if (typeof data === "string") {
        return native.encode(data, codePage ?? UTF8);
    }
    if (ArrayBuffer.isView(data)) {
        const { buffer, byteOffset, byteLength } = data;
        return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
    }
    if (data instanceof ArrayBuffer) {
        return data;
    }
    throw new TypeError("not a string, an ArrayBuffer or a view of one");
}

export function joined(parts) {
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
