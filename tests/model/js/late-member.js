// A member that is being started when its group is sent a signal joins the group while its starter ends: it ends as well.
import * as os from "os";
import * as std from "std";
import { equal } from "../../js/support/assert.js";
import { child, longest, script, until } from "../../js/support/children.js";
import { say, talk } from "../../js/support/talk.js";

for (const signal of ["SIGTERM", "SIGKILL"]) {
    const leader = talk(
        script(`${say}
        const nul = os.open("NUL", os.O_RDWR);
        say(String(os.exec([${JSON.stringify(child("sleep"))}, "${longest}"], { block: false, stdin: nul, stdout: nul, stderr: nul })));
        os.sleep(${longest});
    `),
        { newProcessGroup: true },
    );
    const late = Number(leader.line());
    std.setenv("QP_MODEL_LATE", String(late));
    equal(os.kill(-leader.pid, os[signal]), 0);
    equal(leader.end()[1], os[signal]);
    until(() => os.kill(late, 0) === -3, `it lives on after ${signal}`);
    std.unsetenv("QP_MODEL_LATE");
}
