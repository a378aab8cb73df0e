// CreateProcessW takes no current directory over 258 units, the inherited one included. stop() sends console events from a
// helper process, which starts whatever our current directory is.
import * as os from "os";
import { spawn } from "subprocess";
import { equal } from "../../js/support/assert.js";
import { child, temp } from "../../js/support/children.js";

let folder = temp();
while (folder.length < 280) {
    folder += `\\${"d".repeat(40)}`;
    os.mkdir(folder);
}
for (const current of [temp(), folder]) {
    equal(os.chdir(current), 0);
    const running = spawn([child("sleep"), "600000"], { newConsole: true, windowsHide: true, stdin: "null", cwd: temp() });
    const { stoppedBy } = await running.stop({ forceKillAfter: 30000 });
    equal(stoppedBy, "ctrl-c", `in a folder of ${current.length} units`);
}
os.chdir(temp());
