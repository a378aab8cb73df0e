// `std`: quickjs-libc's, with the functions that name files replaced, so that they take any name
// and translate no line ends. An explicit export wins over the star.
import { fdopen } from "quickproc:libc-std";
import { popenFile } from "quickproc:popen";
import { openFile, closeFile, temporaryFile } from "quickproc:std-files";

export * from "quickproc:libc-std";
export { loadFile, writeFile, loadScript } from "quickproc:std-files";
export { urlGet } from "quickproc:url-get";
export { getenv, setenv, unsetenv, getenviron } from "quickproc:environment";

function report(errorObj, errno) {
    if (errorObj !== undefined) {
        errorObj.errno = errno;
    }
}

// A descriptor of openFile or temporaryFile as a File; null, and errorObj says why.
function fileOf(fd, mode, errorObj) {
    if (fd < 0) {
        report(errorObj, -fd);
        return null;
    }
    const file = fdopen(fd, mode, errorObj);
    if (file === null) {
        closeFile(fd);
    }
    return file;
}

export function open(path, mode, errorObj = undefined) {
    mode = String(mode);
    // The descriptor is binary and exclusive already; fdopen has no letters for that.
    return fileOf(openFile(path, mode), mode.replace(/[bx]/g, ""), errorObj);
}

export function tmpfile(errorObj = undefined) {
    return fileOf(temporaryFile(), "w+", errorObj);
}

export function popen(command, mode, errorObj = undefined) {
    command = `${command}`;
    mode = `${mode}`;
    if (mode !== "r" && mode !== "w") {
        throw new TypeError("invalid file mode");
    }
    const [file, errno] = popenFile(command, mode);
    report(errorObj, errno);
    return file;
}
