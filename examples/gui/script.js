// What gui.exe runs: some programs at once. Their lines appear as they are written.
import { spawn } from "subprocess";
import { args, onStop, print } from "gui";

const commands = args.length > 0 ? args.map((command) => [command]) : [
    ["cmd", "/c", "ver"],
    ["ping", "-n", "5", "127.0.0.1"],
    ["cmd", "/c", "echo one that fails & exit 3"],
    ["there-is-no-such-program"],
];

const running = new Set();

// "Stop": no more of it. Closing the window ends them, too: killOnExit.
onStop(() => {
    print("stopping");
    running.forEach((child) => child.kill());
});

async function run(command) {
    const name = command.join(" ").slice(-30);
    const child = spawn(command, { stderr: "null", killOnExit: true, encoding: "oem" });
    running.add(child);
    for await (const line of child.stdout.lines()) {
        print(`${name}: ${line.trimEnd()}`);
    }
    const { code, signal } = await child.wait();
    running.delete(child);
    print(`${name}: ${signal ?? `exit code ${code}`}`);
}

const results = await Promise.allSettled(commands.map(run));
for (const { reason } of results.filter(({ status }) => status === "rejected")) {
    print(reason.message);
}
print("done");
