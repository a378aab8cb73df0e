// `detached`: no shared console, own group, lives on after this process.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { capture, child, isGone, isTicking, lines, pidsIn, script, temp, until, untilTicking } from "./support/children.js";

// Our own console's processes, from a child that shares it.
const shared = lines(capture([child("console")], { detached: false }).out);
const apart = lines(capture([child("console")], { detached: true }).out);
ok(apart[0] === "console no" || !apart[2].split(" ").includes(String(os.getpid())), apart.join());
ok(!apart[1].includes("visible"), apart.join());
ok(shared.length === 3);

const file = temp("ticks");
const args = script(`print(os.exec([${JSON.stringify(child("ticker"))}, ${JSON.stringify(file)}, "20000"], { detached: true, block: false, stdout: os.open("NUL", os.O_RDWR) }));`);
const pid = Number(capture(args).out);
untilTicking(file);
ok(isTicking(file), "it lives on");
equal(os.kill(pid, os.SIGKILL), 0);
until(() => isGone(pid));

const pids = temp("pids");
const leader = os.exec([child("chain"), "3", pids, "30000"], { detached: true, block: false });
const all = pidsIn(pids, 3);
equal(os.kill(-leader, os.SIGTERM), 0, "its own group");
until(() => all.every((each) => each === leader || isGone(each)));
equal(os.waitpid(-leader, true)[1], os.SIGTERM);
