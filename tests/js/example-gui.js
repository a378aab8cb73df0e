// The window program of examples/gui, here with a window that only receives messages: it needs no
// display. checks/gui-window.sh runs it with one that can be seen.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { capture, child, lines, temp, writeFile } from "./support/children.js";

const gui = child("gui").replace(/tests\\children\\(gui\.exe)$/, "examples\\$1");

function run(source, args = [], options = []) {
    const path = temp("gui-script.js");
    writeFile(path, source);
    const { code, out } = capture([child("host"), "detached", gui, "--hidden", ...options, path, ...args]);
    return { code, said: lines(out) };
}

const ticksOf = ({ said }) => Number(said.at(-1).split(" ")[1]);

// Two children at once, each line arrives while they run: between the first and the last the
// program's own messages (a timer's) were handled. No child shows a console.
const two = run(`
import * as os from "os";
import { args, print } from "gui";
let running = 0;
const bytes = new ArrayBuffer(4096);
for (const arg of args) {
    const [reader, writer] = os.pipe();
    const pid = os.exec([arg, "300"], { stdout: writer, block: false });
    os.close(writer);
    running++;
    os.setReadHandler(reader, () => {
        const got = os.read(reader, bytes, 0, 4096);
        if (got > 0) {
            print(String.fromCharCode(...new Uint8Array(bytes, 0, got)).trimEnd());
            return;
        }
        os.setReadHandler(reader, null);
        os.close(reader);
        print("exit " + (os.waitpid(pid, 0)[1] >> 8));
    });
}
print(await os.execAsync([args[0]]));
`, [child("console"), child("console")]);
equal(two.code, 0);
const windows = two.said.filter((line) => line.startsWith("window"));
ok(windows.length >= 2 && !windows.includes("window visible"), `${two.said}`);
equal(two.said.filter((line) => line === "exit 0").length, 2);
ok(two.said.includes("0"), `execAsync: ${two.said}`);
ok(ticksOf(two) > 0, "the program's own messages");

// The example's own script, with a program of ours.
const own = capture([gui, "--hidden", gui.replace(/gui\.exe$/, "script.js"), child("true"), child("false")]);
equal(own.code, 0);
same(lines(own.out).filter((line) => /exit code/.test(line)).map((line) => line.slice(-1)).sort(), ["0", "1"]);
equal(lines(own.out).at(-2), "done");

// Closed while a child runs: the program ends, and with it what it started with killOnExit.
const closed = run(`
import * as os from "os";
import { args, print } from "gui";
print(os.exec([args[0], "60000"], { block: false, killOnExit: true }));
await os.waitpidAsync(-1);
print("too late");
`, [child("sleep")], ["--close-after", "500"]);
equal(closed.code, 0);
equal(closed.said.length, 2, `${closed.said}`);
const pid = Number(closed.said[0]);
for (let i = 0; i < 100 && os.kill(pid, 0) === 0; i++) {
    os.sleep(50);
}
ok(os.kill(pid, 0) < 0, "the child went with it");

// What is uncaught is shown; a script that cannot be compiled or read ends a hidden program.
ok(run("null.x;").said.some((line) => line.includes("TypeError")), "an error");
ok(run("await Promise.reject(new RangeError('of no use'));").said.some((line) => line.includes("of no use")));
ok(run("Promise.reject(1).catch(() => {});").said.length === 1, "a handled rejection is none");
const broken = run("this is no script");
equal(broken.code, 1);
ok(broken.said.some((line) => line.includes("SyntaxError")), `${broken.said}`);
equal(capture([gui, "--hidden", "no-such-script.js"]).code, 1);
