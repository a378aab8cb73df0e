// examples/supervisor.js, asked to end: its program cleans up, or is ended; while it pauses, nothing is started any more.
import * as os from "os";
import { spawn } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, exists, interpreter, isTicking, temp, writeFile } from "./support/children.js";

const supervisor = `${import.meta.url.replace(/^file:\/+/, "").replace(/tests\/js\/[^/]*$/, "examples/")}supervisor.js`;

async function stopped(args, marker, signal = "SIGINT") {
    const running = spawn([interpreter, supervisor, "--longest", "600000", ...args], { stdin: "null", stderr: "stdout", killTree: false });
    const lines = running.stdout.lines({ keepOpen: true });
    const said = [];
    for await (const line of lines) {
        said.push(line);
        if (line === marker) {
            ok(running.kill(signal));
            break;
        }
    }
    said.push(...(await running.stdout.text()).trim().split(/\r?\n/));
    return { said, ...(await running.wait()) };
}

const cleaned = temp("cleaned");
const polite = writeFile(temp("polite.js"), `
    import * as os from "os";
    import * as std from "std";
    os.signal(os.SIGTERM, () => {
        std.open(${JSON.stringify(cleaned)}, "w").close();
        std.exit(5);
    });
    os.setTimeout(() => {}, 60000);
    print("up");
`);
const first = await stopped([interpreter, polite], "up");
equal(first.code, 0, first.said.join("\n"));
equal(first.said.join(), "start 1,up,stopping,  exit code 5,stopped");
ok(exists(cleaned), "the program has cleaned up");

// What it has started does not outlive it.
const ticks = temp("ticks");
const parent = writeFile(temp("parent.js"), `
    import * as os from "os";
    import * as std from "std";
    os.signal(os.SIGTERM, () => std.exit(5));
    os.exec([${JSON.stringify(child("ticker"))}, ${JSON.stringify(ticks)}, "60000"], { block: false });
    os.setTimeout(() => {}, 60000);
    print("up");
`);
const tree = await stopped([interpreter, parent], "up");
equal(tree.said.join(), "start 1,up,stopping,  exit code 5,stopped");
ok(!isTicking(ticks));

// One that does not listen is ended.
const deaf = writeFile(temp("deaf.js"), `
    import * as os from "os";
    os.signal(os.SIGTERM, () => {});
    os.setTimeout(() => {}, 60000);
    print("up");
`);
const second = await stopped([interpreter, deaf], "up", "SIGTERM");
equal(second.said.join(), "start 1,up,stopping,  ended by SIGKILL,stopped");

// One that handles Ctrl+C, and uses nothing of ours.
const foreign = await stopped([child("control"), "600000", "5"], "ready");
equal(foreign.said.join(), "start 1,ready,stopping,ctrl-c,  exit code 5,stopped");

// While it pauses.
const third = await stopped([child("exit"), "7"], "  exit code 7");
equal(third.code, 0);
equal(third.said.at(-1), "stopped");
