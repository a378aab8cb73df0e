// The planning benchmark is a program of its own: one line, "what TAB number TAB nanoseconds", each.
import * as os from "os";
import * as std from "std";

export function planning(program) {
    const [reader, writer] = os.pipe();
    const pid = os.exec([program], { block: false, stdout: writer });
    os.close(writer);
    const text = std.fdopen(reader, "r");
    const results = [];
    for (let line; (line = text.getline()) !== null; ) {
        const [what, number, ns] = line.trim().split("\t");
        results.push({ what, number: Number(number), ns: Number(ns) });
    }
    text.close();
    if (pid > 0) {
        os.waitpid(pid, 0);
    }
    return results;
}
