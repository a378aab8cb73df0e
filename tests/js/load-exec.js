// Thousands of children one after another, waited for in each way there is: nothing is left of them.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child } from "./support/children.js";
import { balance, rounds } from "./support/load.js";

const program = [child("exit"), "7"];
const atOnce = 16;

await balance("blocking exec", 5, rounds(150, 10000), (count) => {
    for (let i = 0; i < count; i++) {
        equal(os.exec(program), 7, `exec ${i}`);
    }
});

// `atOnce` lines of them, each starting its next one when the last has ended.
async function inLines(count, one) {
    let started = 0;
    const line = async () => {
        while (started < count) {
            started++;
            await one();
        }
    };
    await Promise.all(Array.from({ length: atOnce }, line));
}

await balance("execAsync", 20, rounds(150, 10000), (count) =>
    inLines(count, async () => equal(await os.execAsync(program), 7)),
);
await balance("waitpidAsync", 20, rounds(100, 2000), (count) =>
    inLines(count, async () => {
        const pid = os.exec(program, { block: false });
        const [reaped, status] = await os.waitpidAsync(pid);
        equal(reaped, pid);
        equal(status, 7 * 256);
    }),
);
await balance("execAsync with a timeout that ends it", 20, rounds(40, 500), (count) =>
    inLines(count, async () =>
        equal(await os.execAsync([child("sleep"), "60000"], { timeout: 1, killSignal: os.SIGKILL }), -9),
    ),
);
equal(os.waitpid(-1, false)[0], -10);
