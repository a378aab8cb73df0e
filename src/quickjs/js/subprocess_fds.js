// Descriptors that a program is started with.
import * as os from "os";
import { systemError } from "quickproc:subprocess-errors";

const O_RDWR = 2;
const EMFILE = 24;

export function makePipe() {
    const pipe = os.pipe();
    if (!pipe) {
        throw systemError("cannot make a pipe", EMFILE);
    }
    return pipe;
}

export function openNull() {
    const fd = os.open("NUL", O_RDWR);
    if (fd < 0) {
        throw systemError("cannot open NUL", -fd);
    }
    return fd;
}

// The fd that `open` gives, in `fds` too. Its place is there before: where memory ended in between, nobody would close it.
export function keep(fds, open) {
    const place = fds.push(-1) - 1;
    return fds[place] = open();
}

export function closeAll(fds) {
    for (const fd of fds.splice(0)) {
        os.close(fd);
    }
}
