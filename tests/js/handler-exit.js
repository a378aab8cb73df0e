// A script may end in any way while handlers wait.
import { equal, same } from "./support/assert.js";
import { runScript } from "./support/interpreter.js";

const setUp = `
import * as os from "os";
import * as std from "std";
const pipes = Array.from({ length: 20 }, () => os.pipe());
for (const [reading] of pipes) os.setReadHandler(reading, () => {});
os.execAsync(["cmd", "/c", "exit 0"], { stdin: pipes[0][0] });
os.waitpidAsync(os.exec([os.exePath(), "-e", "import * as os from 'os'; os.sleep(300)"], { block: false }));
`;

for (const [how, code] of [
    ["std.exit(7)", 7],
    ["throw new Error('x')", 1],
    ["os.setTimeout(() => std.exit(8), 50)", 8],
    ["await os.sleepAsync(50); std.exit(9)", 9],
    ["os.setTimeout(() => { throw 1 }, 50)", 1],
    ["os.kill(os.getpid(), os.SIGKILL)", 137],
]) {
    for (let i = 0; i < 3; i++) {
        const { code: got, out } = runScript(setUp + how);
        same([how, got === -9 ? 137 : got, out], [how, code, ""]);
    }
}

// And by itself, once nothing waits any more.
equal(
    runScript(
        `${setUp} os.setTimeout(() => pipes.forEach(([reading]) => os.setReadHandler(reading, null)), 50)`,
    ).code,
    0,
);
