// `std`: quickjs-libc's, with the functions that name files replaced, so that they take any name
// and translate no line ends. An explicit export wins over the star.
import { fdopen } from "quickproc:libc-std";
import { openFile, closeFile } from "quickproc:std-files";

export * from "quickproc:libc-std";
export { loadFile, writeFile, loadScript } from "quickproc:std-files";
export { getenv, setenv, unsetenv, getenviron } from "quickproc:environment";

function report(errorObj, errno) {
    if (errorObj !== undefined) {
        errorObj.errno = errno;
    }
}

export function open(path, mode, errorObj = undefined) {
    mode = String(mode);
    const fd = openFile(path, mode);
    if (fd < 0) {
        report(errorObj, -fd);
        return null;
    }
    // The descriptor is binary and exclusive already; fdopen has no letters for that.
    const file = fdopen(fd, mode.replace(/[bx]/g, ""), errorObj);
    if (file === null) {
        closeFile(fd);
    }
    return file;
}
