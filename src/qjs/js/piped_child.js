// A child with a pipe, and a File for this process's end of it.
import { fdopen, in as anyFile } from "quickproc:libc-std";
import { close, exec, pipe, waitpid, WNOHANG } from "quickproc:native";

const EMFILE = 24, EPIPE = 32;
const { close: closeFile, error: hasFailed } = Object.getPrototypeOf(anyFile);

// Children of Files that nobody closed: they are reaped if they have ended.
const forgotten = new FinalizationRegistry((pid) => waitpid(pid, WNOHANG));

// The File's own close() also waits for the child: its status, or -errno. (The token is not the File: a registry of
// quickjs-ng 0.17 keeps its tokens alive. Nor does the function know the File, which would go with the next gc only.)
function waitAtClose(file, pid, mode) {
    const token = {};
    forgotten.register(file, pid, token);
    const value = function close() {
        // What a flush could not write is lost: the Universal CRT's fclose says nothing of it, msvcrt.dll's that something is invalid.
        const failed = hasFailed.call(this);
        let closed = closeFile.call(this);
        if (mode === "w" && (failed || closed < 0)) {
            closed = -EPIPE;
        }
        forgotten.unregister(token);
        const [waited, status] = waitpid(pid, 0);
        return closed < 0 ? closed : waited < 0 ? waited : status;
    };
    return Object.defineProperty(file, "close", { __proto__: null, value, configurable: true, writable: true });
}

// [File, 0], or [null, errno]; it throws for what no child can be given. All that can fail comes before the child, as that could not be called back.
export function startPiped(args, options, mode) {
    const fds = pipe();
    if (fds === null) {
        return [null, EMFILE];
    }
    const reads = mode === "r";
    const [own, childs] = reads ? fds : [fds[1], fds[0]];
    const file = fdopen(own, mode);
    if (file === null) {
        close(own);
        close(childs);
        return [null, EMFILE]; // No stream is free. (The C runtime of Wine 8 does not set errno then.)
    }
    let pid = -1;
    try {
        pid = exec(args, { ...options, [reads ? "stdout" : "stdin"]: childs, block: false });
    } finally {
        close(childs);
        if (pid < 0) {
            closeFile.call(file);
        }
    }
    return pid < 0 ? [null, -pid] : [waitAtClose(file, pid, mode), 0];
}
