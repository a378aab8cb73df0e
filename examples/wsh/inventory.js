// What inventory.vbs did: one line about this computer, appended to a CSV file on a share.
//
//     quickproc inventory.js TABLE.csv
import * as os from "os";
import * as std from "std";
import { run } from "subprocess";

const [, table] = scriptArgs;
if (table === undefined) {
    std.err.puts("usage: inventory.js TABLE.csv\n");
    std.exit(2);
}

// The first match of a pattern in what a program prints; "" when the program is not there or prints no such thing.
/** @type {(args: string[], pattern: RegExp) => string} */
function ask(args, pattern) {
    try {
        return run(args, { encoding: "oem", timeout: 30000 }).stdout.match(pattern)?.[1] ?? "";
    } catch {
        return "";
    }
}

const row = [
    std.getenv("COMPUTERNAME") ?? "",
    std.getenv("USERNAME") ?? "",
    ask(["cmd", "/c", "ver"], /(\d+\.\d+\.\d+)/),
    ask(["ipconfig"], /IPv4[^:]*: *([\d.]+)/),
    new Date().toISOString().slice(0, 10),
];
const [, missing] = os.stat(table);
const file = std.open(table, "a");
if (file === null) {
    std.err.puts(`${table}: cannot be opened\n`);
    std.exit(1);
}
if (missing !== 0) {
    file.puts("computer,user,windows,address,date\r\n");
}
file.puts(row.map((value) => `"${value.replaceAll('"', '""')}"`).join() + "\r\n");
file.close();
