// The pid of a member that has ended is another process's by now: that one is not touched.
import * as os from "os";
import * as std from "std";
import { equal } from "../../js/support/assert.js";
import { child, script } from "../../js/support/children.js";

const [reading, writing] = os.pipe();
const bystander = os.exec([child("cat")], { stdin: reading, block: false });
const env = { ...std.getenviron(), QP_MODEL_REUSED: String(bystander) };

for (const signal of ["SIGTERM", "SIGKILL"]) {
    const source = `
        const leader = os.exec([${JSON.stringify(child("sleep"))}, "600000"], { newProcessGroup: true, block: false });
        const result = os.kill(-leader, os.${signal});
        const [, status] = os.waitpid(leader, 0);
        std.exit(result === 0 && status === os.${signal} ? 0 : 1);
    `;
    equal(os.exec(script(source), { env }), 0, signal);
    equal(os.waitpid(bystander, os.WNOHANG)[0], 0, `no member, after ${signal}`);
}
// A signal that a group only passes on stops nobody else either.
equal(os.exec(script(`
    const leader = os.exec([${JSON.stringify(child("sleep"))}, "600000"], { newProcessGroup: true, block: false });
    os.kill(-leader, os.SIGSTOP);
    os.kill(-leader, os.SIGKILL);
    os.waitpid(leader, 0);
`), { env }), 0);
os.close(writing);
equal(os.waitpid(bystander, 0)[1], 0, "it ends by itself");
