// `std.popen` over `exec`. The C runtime's own takes cmd.exe from COMSPEC, hands all inheritable handles on, knows the
// characters of one code page only, fails in a program without a console, and gives an exit code where POSIX gives a status.
import { startPiped } from "quickproc:piped-child";
import { systemShell, translateLines } from "quickproc:std-files";

// `exec` sees to it that cmd.exe gets the line as it is. Left alone, cmd.exe takes the first and the last quotation mark off
// a line that begins with one: a line with a pair for that purpose, which no other line begins with, gives it up here.
function lineFor(command) {
    const forCmd = /^\s*"(".*)"\s*$/s.exec(command);
    return forCmd ? forCmd[1] : command;
}

// [File or null, errno]
export function popenFile(command, mode) {
    const started = startPiped(["cmd", "/d", "/c", lineFor(command)], { file: systemShell() }, mode);
    if (started[0] !== null) {
        translateLines(started[0].fileno());
    }
    return started;
}
