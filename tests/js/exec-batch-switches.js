// A batch file runs under the system directory's cmd.exe with /d /e:ON /v:OFF /c. %CMDCMDLINE%
// shows that where cmd.exe has it.
import { note, ok } from "./support/assert.js";
import { capture, temp, writeFile } from "./support/children.js";

const show = writeFile(
    temp("show.bat"),
    "@echo %CMDCMDLINE%\r\n@echo [!COMSPEC!]\r\n@if defined CMDEXTVERSION echo extensions\r\n",
);
const { out } = capture([show]);
if (/\/c/i.test(out)) {
    ok(/^"?[a-z]:\\windows\\system32\\cmd\.exe"? /i.test(out), out);
    ok(/ \/d /i.test(out) && / \/e:on /i.test(out) && / \/v:off /i.test(out), out);
} else {
    note("this cmd.exe has no %CMDCMDLINE%");
}
ok(out.includes("[!COMSPEC!]"), "delayed expansion is off");
