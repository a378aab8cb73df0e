// Three programs in a pipeline, as a shell would write it: list | filter | count. Each runs on its
// own; nothing is held in memory here.
import * as os from "os";
import * as std from "std";

const folder = scriptArgs[1] ?? std.getenv("SystemRoot") ?? ".";
const filter =
    "let line; while ((line = std.in.getline()) !== null) if (/\\.exe\\s*$/i.test(line)) print(line.trim());";
const count = "let lines = 0; while (std.in.getline() !== null) lines++; print(lines);";
const stages = [
    ["cmd", "/d", "/c", `dir /b "${folder}"`],
    [os.exePath(), "--std", "-e", filter],
    [os.exePath(), "--std", "-e", count],
];

// Starts all stages; each reads what the one before writes. Returns their pids, and where to read
// the last one's output.
/** @returns {[number[], number]} */
function pipeline(stages) {
    const pids = [];
    let input;
    for (const args of stages) {
        const [reading, writing] = os.pipe();
        const pid = os.exec(args, { stdin: input, stdout: writing, block: false });
        // The child has its own: keeping ours would keep the pipe from ever ending.
        os.close(writing);
        if (input !== undefined) {
            os.close(input);
        }
        input = reading;
        if (pid < 0) {
            throw new Error(`cannot start ${args[0]}: ${std.strerror(-pid)}`);
        }
        pids.push(pid);
    }
    return [pids, input];
}

const [pids, output] = pipeline(stages);
const result = std.fdopen(output, "r");
print(`${result.getline().trim()} programs in ${folder}`);
result.close();
pids.forEach((pid, i) => {
    const [, status] = os.waitpid(pid, true);
    print(`stage ${i + 1}: exit code ${os.WEXITSTATUS(status)}`);
});
