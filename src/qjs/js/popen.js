// `std.popen` over `exec`. The C runtime's own takes cmd.exe from COMSPEC, hands all inheritable handles on, knows the
// characters of one code page only, fails in a program without a console, and gives an exit code where POSIX gives a status.
import { waitpid, WNOHANG } from "quickproc:native";
import { closeFile, startPiped } from "quickproc:piped-child";
import { systemShell, translateLines } from "quickproc:std-files";

// `exec` sees to it that cmd.exe gets the line as it is. Left alone, cmd.exe takes the first and the last quotation mark off
// a line that begins with one: a line with a pair for that purpose, which no other line begins with, gives it up here.
function lineFor(command) {
    const forCmd = /^\s*"(".*)"\s*$/s.exec(command);
    return forCmd ? forCmd[1] : command;
}

// Children of Files that nobody closed: they are reaped if they have ended.
const forgotten = new FinalizationRegistry((pid) => waitpid(pid, WNOHANG));

// The File's own close() also waits for the child: its status, or -errno. (The token is not the File: a registry of
// quickjs-ng 0.17 keeps its tokens alive. Nor does the function know the File, which would go with the next gc only.)
function waitAtClose(file, pid) {
    const token = {};
    forgotten.register(file, pid, token);
    const value = function close() {
        const closed = closeFile.call(this);
        forgotten.unregister(token);
        const [waited, status] = waitpid(pid, 0);
        return closed < 0 ? closed : waited < 0 ? waited : status;
    };
    return Object.defineProperty(file, "close", { value, configurable: true, writable: true });
}

// [File or null, errno]
export function popenFile(command, mode) {
    const [pid, file] = startPiped(["cmd", "/d", "/c", lineFor(command)], { file: systemShell() }, mode);
    if (file === null) {
        return [null, -pid];
    }
    translateLines(file.fileno());
    return [waitAtClose(file, pid), 0];
}
