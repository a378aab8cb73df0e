// `windowsHide`: no console window for a console child; that is the default when this process has
// no console itself.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { capture, child, lines, script } from "./support/children.js";

function consoleOf(out) {
    const [console_, window, processes] = lines(out);
    return {
        has: console_ === "console yes",
        window: window.split(" ")[1],
        pids: processes.split(" ").slice(1).map(Number),
    };
}

const hidden = consoleOf(capture([child("console")], { windowsHide: true }).out);
ok(hidden.window !== "visible", "hidden on request");
ok(!hidden.pids.includes(os.getpid()), "a console of its own, if any");

// A parent without console: nothing visible, with either default or option; its child can do
// console work all the same.
for (const options of ["{}", "{ windowsHide: true }", "{ block: true }"]) {
    const inner = script(`std.exit(os.exec([${JSON.stringify(child("console"))}], ${options}));`);
    const result = capture([child("host"), "detached", ...inner]);
    equal(result.code, 0);
    ok(consoleOf(result.out).window !== "visible", options);
}

// There `false` asks for the window, which on Windows is seen for a moment.
const open = script(`os.exec([${JSON.stringify(child("console"))}], { windowsHide: false });`);
ok(consoleOf(capture([child("host"), "detached", ...open]).out).window !== "none", "a window on request");

// A parent with a console shares it by default, and does not with windowsHide.
const inner = script(`
print(os.getpid());
os.exec([${JSON.stringify(child("console"))}]);
os.exec([${JSON.stringify(child("console"))}], { windowsHide: true });`);
const said = lines(capture([child("host"), "console", ...inner]).out);
const parent = Number(said[0]);
ok(consoleOf(said.slice(1, 4).join("\n")).pids.includes(parent), `shared: ${said}`);
ok(!consoleOf(said.slice(4, 7).join("\n")).pids.includes(parent), `not shared: ${said}`);

// With a console for one of its descriptors the child stays on it: a hidden one of its own would
// swallow what it writes, and reading there never ends. `detached` reads the end of NUL instead.
const onConsole = script(`
const input = os.open("CONIN$", os.O_RDWR);
print(os.getpid(), input >= 0);
os.exec([${JSON.stringify(child("console"))}], { windowsHide: true, stdin: input });
os.exec([${JSON.stringify(child("console"))}], { detached: true, stdin: input });
print(os.exec([${JSON.stringify(child("cat"))}], { detached: true, stdin: input, timeout: 60000 }));`);
const told = lines(capture([child("host"), "console", ...onConsole]).out);
equal(told[0].split(" ")[1], "true", `${told}`);
const owner = Number(told[0].split(" ")[0]);
ok(consoleOf(told.slice(1, 4).join("\n")).pids.includes(owner), `on its console: ${told}`);
ok(!consoleOf(told.slice(4, 7).join("\n")).pids.includes(owner), `detached: ${told}`);
equal(told[7], "0", "a detached child reads the end at once");
