// `std.urlGet` over `exec`. quickjs-libc's writes a line for sh, and gives it to cmd.exe: there a `&` in the address starts
// another command.
import { startPiped } from "quickproc:piped-child";

// What is not printable ASCII arrives as its percent-encoded UTF-8: a curl that reads an ANSI command line would get a
// look-alike of it, and U+FF02 becomes a quotation mark there.
function encode(url) {
    return url.replace(/[^\x21-\x7e]/gu, (c) => encodeURIComponent(c.toWellFormed()));
}

// As a value of --url an address is no option, whatever it begins with; -g: [] and {} stand for nothing else. But since
// curl 8.13 `@name` is a file with addresses: with the scheme, which curl adds to an address without one, it is none.
function argsFor(url) {
    return ["curl", "-s", "-i", "-g", "--url", url.startsWith("@") ? `http://${url}` : url];
}

// A File that reads what it says.
function startCurl(url) {
    const [file] = startPiped(argsFor(url), {}, "r");
    if (file === null) {
        throw new TypeError("could not start curl");
    }
    return file;
}

// The lines up to an empty one; null when there is none.
function readHeaders(file) {
    let text = "";
    for (let line; (line = file.getline()) !== "\r";) {
        if (line === null) {
            return null;
        }
        text += line + "\n";
    }
    return text;
}

function readReply(file, binary, full) {
    const status = parseInt(/ +(\d+)/.exec(file.getline() ?? "")?.[1] ?? "0", 10);
    const wanted = full || (status >= 200 && status <= 299);
    const responseHeaders = wanted ? readHeaders(file) : null;
    if (responseHeaders === null) {
        return { response: null };
    }
    return { response: binary ? file.readAsArrayBuffer() : file.readAsString(), responseHeaders, status };
}

export function urlGet(url, options = {}) {
    if (options === null) {
        throw new TypeError("options is null");
    }
    const { binary, full } = { __proto__: null, ...options };
    const file = startCurl(encode(`${url}`));
    try {
        const reply = readReply(file, binary, full);
        return full ? reply : reply.response;
    } finally {
        file.close();
    }
}
