// `detached`: no shared console, own group, lives on after this process.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import {
    capture, child, isGone, isTicking, lines, longest, pidsIn, script, temp, until, untilTicking,
} from "./support/children.js";

// Of a parent that has a console: a detached child is not on it, a plain one is.
const inner = script(`
print(os.getpid());
os.exec([${JSON.stringify(child("console"))}]);
os.exec([${JSON.stringify(child("console"))}], { detached: true });`);
const said = lines(capture([child("host"), "console", ...inner]).out);
const onConsole = (line) => line.split(" ").slice(1).includes(said[0]);
equal(said.length, 7, said.join());
ok(onConsole(said[3]), `shared: ${said}`);
ok(!onConsole(said[6]) && said[5] !== "window visible", `not shared: ${said}`);

const file = temp("ticks");
const args = script(
    `const stdout = os.open("NUL", os.O_RDWR);
    print(os.exec(${JSON.stringify([child("ticker"), file, "20000"])}, { detached: true, block: false, stdout }));`,
);
const pid = Number(capture(args).out);
untilTicking(file);
ok(isTicking(file), "it lives on");
equal(os.kill(pid, os.SIGKILL), 0);
until(() => isGone(pid));

const pids = temp("pids");
const leader = os.exec([child("chain"), "3", pids, longest], { detached: true, block: false });
const all = pidsIn(pids, 3);
equal(os.kill(-leader, os.SIGTERM), 0, "its own group");
until(() => all.every((each) => each === leader || isGone(each)));
equal(os.waitpid(-leader, true)[1], os.SIGTERM);
