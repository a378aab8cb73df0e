// A child with a pipe, and a File for this process's end of it.
import { fdopen, in as anyFile } from "quickproc:libc-std";
import { close, exec, pipe } from "quickproc:native";

const EMFILE = 24;

export const { close: closeFile } = Object.getPrototypeOf(anyFile);

// [process id, File], or [-errno, null]; it throws for what no child can be given. All that can fail comes before the child, as that could not be called back.
export function startPiped(args, options, mode) {
    const fds = pipe();
    if (fds === null) {
        return [-EMFILE, null];
    }
    const reads = mode === "r";
    const [own, childs] = reads ? fds : [fds[1], fds[0]];
    const file = fdopen(own, mode);
    if (file === null) {
        close(own);
        close(childs);
        return [-EMFILE, null]; // No stream is free. (The C runtime of Wine 8 does not set errno then.)
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
    return [pid, pid < 0 ? null : file];
}
