// execAsync: the promise of what exec returns.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child, pidsIn, script, temp } from "./support/children.js";
import { ENOENT, ENOTSUP } from "./support/errno.js";
import { textToEnd } from "./support/handlers.js";

const promise = os.execAsync([child("exit"), "3"]);
ok(promise instanceof Promise);
equal(await promise, 3);
equal(await os.execAsync([child("exit"), "259"]), 259);
equal(await os.execAsync([child("exit"), "0xffffffff"]), 4294967295);
equal(await os.execAsync([child("crash"), "access"]), -os.SIGSEGV);
equal(await os.execAsync([child("exit"), "4"], { block: false }), 4, "block means nothing here");

// Not started: what exec would return, and the error object.
const error = {};
equal(await os.execAsync(["no such program"], {}, error), -ENOENT);
equal(error.errno, ENOENT);
equal(await os.execAsync([child("exit"), "0"], { uid: 0 }, error), -ENOTSUP);
equal(await os.execAsync([child("exit"), "0"], {}, error), 0);
equal(error.errno, 0);

// Nobody else's child.
const [pid] = [await os.execAsync([child("exit"), "0"]), os.waitpid(-1, false)[0]];
equal(pid, 0);
equal(os.waitpid(-1, false)[0], -10);

// Whoever learns its number cannot take it away.
const marker = temp("pid");
const running_ = os.execAsync([child("chain"), "1", marker, "300"]);
const [theirs] = pidsIn(marker, 1);
same(os.waitpid(theirs, false), [-10, 32512]);
same(await os.waitpidAsync(theirs), [-10, 32512]);
equal(await running_, 0);

// What waits for a child is no handler of descriptor 0.
const later = os.execAsync([child("sleep"), "200"]);
os.setReadHandler(0, null);
os.setWriteHandler(0, null);
equal(await later, 0);

// The options of exec: streams, environment, directory.
const [reading, writing] = os.pipe();
const code = os.execAsync([child("env"), "QP_ASYNC"], { stdout: writing, env: { QP_ASYNC: "yes" } });
os.close(writing);
same([await textToEnd(reading).then((text) => text.trim()), await code], ["QP_ASYNC=yes", 0]);

// They run at once, and end in their own order: each when its input does.
const gates = Array.from({ length: 3 }, () => os.pipe());
const order = [];
const running = gates.map(([input], i) =>
    os.execAsync([child("cat")], { stdin: input }).then((result) => order.push([i, result])),
);
for (const i of [1, 2, 0]) {
    os.close(gates[i][1]);
    os.close(gates[i][0]);
    await running[i];
}
same(order, [[1, 0], [2, 0], [0, 0]]);

// Wrong arguments reject, and start nothing.
for (const args of [[], ["x\0y"], 5, undefined, "x", Array(65536).fill("x"), [Symbol()]]) {
    const reason = await os.execAsync(args).then(
        () => undefined,
        (why) => why,
    );
    ok(reason instanceof TypeError, `${typeof args}`);
}
const own = new Error("own");
equal(
    await os
        .execAsync([
            {
                toString() {
                    throw own;
                },
            },
        ])
        .catch((why) => why),
    own,
);
equal(
    await os
        .execAsync([child("exit")], {
            get cwd() {
                throw own;
            },
        })
        .catch((why) => why),
    own,
);
ok((await os.execAsync([child("exit")], { timeout: -1 }).catch((why) => why)) instanceof RangeError);
equal(os.waitpid(-1, false)[0], -10);

// An unsettled one keeps the loop alive: the other interpreter prints after its child's end.
const [late, lateWriting] = os.pipe();
const other = os.execAsync(
    script(`os.execAsync(${JSON.stringify([child("sleep"), "300"])}).then((code) => print("ended", code));`),
    { stdout: lateWriting },
);
os.close(lateWriting);
equal((await textToEnd(late)).trim(), "ended 0");
equal(await other, 0);
