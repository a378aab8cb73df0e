// The benchmarks that are programs of their own: lines of fields with tabs between.
import * as os from "os";
import * as std from "std";

function rowsOf(program) {
    const [reader, writer] = os.pipe();
    const pid = os.exec([program], { block: false, stdout: writer });
    os.close(writer);
    const text = std.fdopen(reader, "r");
    const rows = [];
    for (let line; (line = text.getline()) !== null; ) {
        rows.push(line.trim().split("\t"));
    }
    text.close();
    if (pid > 0) {
        os.waitpid(pid, 0);
    }
    return rows;
}

export function planning(program) {
    return rowsOf(program).map(([what, number, ns]) => ({ what, number: Number(number), ns: Number(ns) }));
}

// The C library and the floor in one process: nanoseconds.
export function paired(program) {
    return rowsOf(program).map(([what, ...values]) => {
        const [floor, library, difference, control] = values.map(Number);
        return { what, floor, library, difference, control };
    });
}
