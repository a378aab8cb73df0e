// SIGBREAK and SIGINT to a `newProcessGroup` child that shares the console: its own handler runs
// for SIGBREAK; without one it ends, and the status is that signal.
import * as os from "os";
import { equal, note, ok, oneOf, same } from "./support/assert.js";
import { capture, child, lines, script } from "./support/children.js";
import { isWine } from "./support/platform.js";

const inner = script(`
function run(name, signal) {
    const [r, w] = os.pipe();
    const pid = os.exec([${JSON.stringify(child("control"))}, "8000", "5"], { stdout: w, newProcessGroup: true, block: false });
    os.close(w);
    const out = std.fdopen(r, "r");
    out.getline();
    const sent = os.kill(name === "group" ? -pid : pid, signal);
    const [waited, status] = os.waitpid(pid, true);
    print(name, sent, os.WTERMSIG(status), os.WEXITSTATUS(status), out.getline());
}
run("child", os.SIGBREAK);
run("group", os.SIGBREAK);
function plain(name, signal) {
    const pid = os.exec([${JSON.stringify(child("sleep"))}, "8000"], { newProcessGroup: true, block: false });
    os.sleep(300);
    const sent = os.kill(pid, signal);
    print(name, sent, os.waitpid(pid, true)[1]);
}
plain("plain-break", os.SIGBREAK);
plain("plain-int", os.SIGINT);
os.sleep(200);
print("alive");
`);
const said = lines(capture([child("host"), "console", ...inner]).out);
ok(said.includes("alive"), `we were not hit ourselves: ${said}`);
// Wine 10 ends what does not handle the event with exit code 1, where Windows has one that tells why.
const ends = (signal) => (isWine ? [signal, 256] : [signal]).map(String);
oneOf(said.find((line) => line.startsWith("plain-break 0 "))?.split(" ")[2], ends(os.SIGBREAK), said.join());
oneOf(said.find((line) => line.startsWith("plain-int 0 "))?.split(" ")[2], ends(os.SIGINT), said.join());
for (const name of ["child", "group"]) {
    const line = said.find((each) => each.startsWith(`${name} `));
    if (isWine) {
        // Wine runs no handler for this event.
        note(line);
        same(line.split(" ").slice(0, 2), [name, "0"]);
    } else {
        equal(line, `${name} 0 0 5 break`);
    }
}
