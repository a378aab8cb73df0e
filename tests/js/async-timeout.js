// execAsync's timeout: the child is ended as by killSignal, others meanwhile are not.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, exists, isTicking, longest, script, temp } from "./support/children.js";
import { EINVAL } from "./support/errno.js";

const before = Date.now();
const results = await Promise.all([
    os.execAsync([child("sleep"), "60000"], { timeout: 200 }),
    os.execAsync([child("sleep"), "60000"], { timeout: 100, killSignal: os.SIGKILL }),
    os.execAsync([child("exit"), "7"], { timeout: 60000 }),
    os.execAsync([child("sleep"), "400"], {}),
]);
same(results, [-os.SIGTERM, -os.SIGKILL, 7, 0]);
ok(Date.now() - before < 30000);

// A group goes as a whole.
const ticks = temp("ticks");
equal(
    await os.execAsync(["cmd", "/c", child("ticker"), ticks, "60000"], {
        timeout: 700,
        newProcessGroup: true,
    }),
    -os.SIGTERM,
);
ok(!isTicking(ticks));

equal(await os.execAsync([child("exit"), "0"], { timeout: 10, killSignal: os.SIGCHLD }), -EINVAL);

// One that ended in time did, though nobody looked before the time was over.
const inTime = os.execAsync([child("exit"), "7"], { timeout: 2500 });
os.sleep(3500);
equal(await inTime, 7);

// One that handles the signal and ends by itself ended by the timeout all the same; one that goes on
// gets SIGKILL.
const answers = (what) => script(`
os.signal(os.SIGTERM, () => { ${what} });
std.writeFile(${JSON.stringify(temp("handles"))}, "yes");
os.setTimeout(() => {}, ${longest});`);
same(
    await Promise.all([
        os.execAsync(answers("std.exit(5);"), { timeout: 3000 }),
        os.execAsync(answers(""), { timeout: 3000 }),
    ]),
    [-os.SIGTERM, -os.SIGTERM],
);
ok(exists(temp("handles")), "they were given the time to handle it");
