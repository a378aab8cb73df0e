// App Execution Aliases (reparse points that can be started but neither opened nor read) are found.
// Only Windows has any; there is nothing to look at under Wine. The search itself is tested
// natively with such a file.
import * as os from "os";
import * as std from "std";
import { note, ok } from "./support/assert.js";

const folder = `${std.getenv("LOCALAPPDATA")}\\Microsoft\\WindowsApps`;
const names = os.readdir(folder)[0].filter((name) => /^(winget|wt|python|python3|bash)\.exe$/i.test(name));
if (names.length === 0) {
    note(`no App Execution Alias in ${folder}`);
} else {
    std.setenv("PATH", folder);
    const error = {};
    os.exec([names[0].slice(0, -4), "--version"], { timeout: 20000 }, error);
    ok(error.errno === 0, `${names[0]}: errno ${error.errno}`);
}
