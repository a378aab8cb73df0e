// Lines that sh and cmd.exe read alike.
import * as os from "os";
import * as std from "std";
import { say } from "./support/transcript.js";

for (const line of ["exit 0", "exit 3", "exit 255", "echo hello", "echo one&& exit 4"]) {
    const file = std.popen(line, "r");
    say(line, JSON.stringify(file.readAsString()));
    say("its status", file.close());
}
const writer = std.popen("exit 5", "w");
say("written to", writer.close());
const taken = std.popen("exit 6", "r");
say("reaped by waitpid", os.waitpid(-1, 0)[1]);
say("then closed", taken.close());
try {
    std.popen("exit 0", "rw");
} catch (error) {
    say("no mode", error.constructor.name);
}
const error = {};
std.popen("exit 0", "r", error).close();
say("errno", error.errno);
