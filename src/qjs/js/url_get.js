// `std.urlGet` over `exec`. quickjs-libc's writes a line for sh, and gives it to cmd.exe: there a `&` in the address starts
// another command.
import { fdopen } from "quickproc:libc-std";
import { close, exec, pipe, waitpid } from "quickproc:native";

// [pid, a File that reads what it says]
function startCurl(url) {
    const fds = pipe();
    const error = {};
    // As a value of --url an address is no option, whatever it begins with; -g: [] and {} stand for nothing else.
    const args = ["curl", "-s", "-i", "-g", "--url", url];
    const pid = fds === null ? -1 : exec(args, { stdout: fds[1], block: false }, error);
    if (fds !== null) {
        close(fds[1]);
    }
    const file = fds === null || error.errno ? null : fdopen(fds[0], "r");
    if (file === null && fds !== null) {
        close(fds[0]);
    }
    if (file === null) {
        throw new TypeError("could not start curl");
    }
    return [pid, file];
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
    const { binary, full } = options;
    const [pid, file] = startCurl(`${url}`);
    try {
        const reply = readReply(file, binary, full);
        return full ? reply : reply.response;
    } finally {
        file.close();
        waitpid(pid, 0);
    }
}
