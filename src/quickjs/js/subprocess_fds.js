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

export function closeAll(fds) {
    for (const fd of fds.splice(0)) {
        os.close(fd);
    }
}
