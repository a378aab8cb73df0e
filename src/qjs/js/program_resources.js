// Resources of Windows programs, as the arguments of `write` in quickproc:compile-native.
const RT_ICON = 3;
const RT_RCDATA = 10;
const RT_GROUP_ICON = 14;
const RT_VERSION = 16;
const NEUTRAL = 0;
const ENGLISH = 0x0409; // that of the interpreter's own version, which is replaced
const UNICODE = 1200;

// ---- Bytes -----------------------------------------------------------------------------------

function join(parts) {
    const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
}

function numbers(size, ...values) {
    const view = new DataView(new ArrayBuffer(size * values.length));
    values.forEach((value, i) => {
        if (size === 2) {
            view.setUint16(2 * i, value, true);
        } else if (size === 4) {
            view.setUint32(4 * i, value, true);
        } else {
            view.setBigInt64(8 * i, BigInt(value), true);
        }
    });
    return new Uint8Array(view.buffer);
}

function utf16(text) {
    return numbers(2, ...Array.from({ length: text.length + 1 }, (_, i) => text.charCodeAt(i) || 0));
}

// ---- The bundle; src/qjs/system/bundle.h describes it ---------------------------------------

// modules: [name, source], both as bytes
export function bundle(modules, { isModule, std, memoryLimit, stackSize }) {
    const ascii = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));
    const nul = new Uint8Array(1);
    const header = [
        ascii("QPBUND01"),
        numbers(4, (isModule ? 1 : 0) | (std ? 2 : 0), modules.length),
        numbers(8, memoryLimit, stackSize),
    ];
    const parts = modules.flatMap(([name, source]) => [numbers(4, name.length, source.length), name, nul, source, nul]);
    return [RT_RCDATA, "QUICKPROC_BUNDLE", NEUTRAL, join([...header, ...parts]).buffer];
}

// ---- Icons -----------------------------------------------------------------------------------

// The resources of a .ico file's bytes; null when it is none.
export function icons(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = bytes.length >= 6 ? view.getUint16(4, true) : 0;
    if (count === 0 || view.getUint16(0, true) !== 0 || view.getUint16(2, true) !== 1 || bytes.length < 6 + 16 * count) {
        return null;
    }
    const resources = [];
    const group = [numbers(2, 0, 1, count)];
    for (let i = 0; i < count; i++) {
        const entry = 6 + 16 * i;
        const size = view.getUint32(entry + 8, true);
        const offset = view.getUint32(entry + 12, true);
        if (offset + size > bytes.length) {
            return null;
        }
        resources.push([RT_ICON, i + 1, NEUTRAL, bytes.slice(offset, offset + size).buffer]);
        group.push(bytes.slice(entry, entry + 12), numbers(2, i + 1));
    }
    return [...resources, [RT_GROUP_ICON, 1, NEUTRAL, join(group).buffer]];
}

// ---- The version -----------------------------------------------------------------------------

const padding = (size) => new Uint8Array(-size & 3);

// A block of the version resource: its key, a value, other blocks. Each part begins at a multiple of 4.
function block(key, isText, value, valueLength, children) {
    const head = [numbers(2, 0, valueLength, isText ? 1 : 0), utf16(key)];
    const parts = [join(head), value, ...children];
    const padded = parts.flatMap((part, i) => (i < parts.length - 1 ? [part, padding(part.length)] : [part]));
    const bytes = join(padded);
    new DataView(bytes.buffer).setUint16(0, bytes.length, true);
    return bytes;
}

// "1.2.3" as the two numbers of VS_FIXEDFILEINFO; what is no number counts as 0.
function fixedVersion(text = "") {
    const [a, b, c, d] = [...text.split("."), 0, 0, 0, 0].map((part) => parseInt(part, 10) & 0xffff);
    return [((a << 16) | b) >>> 0, ((c << 16) | d) >>> 0];
}

// strings: { FileVersion: "1.2.3", FileDescription: "…", … }
export function version(strings) {
    const file = fixedVersion(strings.FileVersion);
    const product = fixedVersion(strings.ProductVersion ?? strings.FileVersion);
    const fixed = numbers(4, 0xfeef04bd, 0x10000, ...file, ...product, 0x3f, 0, 0x40004, 1, 0, 0, 0);
    const entries = Object.entries(strings).map(([key, text]) => block(key, true, utf16(text), text.length + 1, []));
    const table = block("040904B0", true, new Uint8Array(0), 0, entries);
    const none = new Uint8Array(0);
    const bytes = block("VS_VERSION_INFO", false, fixed, fixed.length, [
        block("StringFileInfo", true, none, 0, [table]),
        block("VarFileInfo", true, none, 0, [block("Translation", false, numbers(2, ENGLISH, UNICODE), 4, [])]),
    ]);
    return [RT_VERSION, 1, ENGLISH, bytes.buffer];
}
