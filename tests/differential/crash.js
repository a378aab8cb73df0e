// Deaths by signal, as exec and waitpid report them.
import * as os from "os";
import { child, named, nameOf, say } from "./support/transcript.js";

for (const how of [
    "access", "overflow", "illegal", "privileged", "divide", "float", "breakpoint", "fastfail",
]) {
    const result = os.exec([child("crash"), how]);
    say(`exec ${how}`, result < 0 ? nameOf(-result) : result);
    const pid = os.exec([child("crash"), how], { block: false });
    say(`waitpid ${how}`, named(os.waitpid(pid, 0)[1]));
}
