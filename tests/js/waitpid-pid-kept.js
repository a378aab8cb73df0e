// The pid of a child that was not reaped is not given to another process.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { child } from "./support/children.js";

const kept = Array.from({ length: 10 }, (_, i) =>
    os.exec([child("exit"), String(100 + i)], { block: false }),
);
for (let i = 0; i < 60; i++) {
    const pid = os.exec([child("true")], { block: false });
    ok(!kept.includes(pid), `pid ${pid} again`);
    equal(os.waitpid(pid, true)[0], pid);
}
kept.forEach((pid, i) => same(os.waitpid(pid, true), [pid, (100 + i) * 256]));
