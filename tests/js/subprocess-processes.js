// processes(): this process and a child of it, as they are; a child that has ended is not listed.
import * as os from "os";
import { processes, spawn } from "subprocess";
import { equal } from "./support/assert.js";
import { child } from "./support/children.js";

function entryOf(pid) {
    const found = processes().filter((entry) => entry.pid === pid);
    equal(found.length, 1, `entries of ${pid}`);
    return found[0];
}

const before = Date.now();
const program = child("cat");
const running = spawn([program], { stdin: "pipe", stdout: "null" });
const own = entryOf(os.getpid()), other = entryOf(running.pid);

equal(Object.keys(other).join(), "pid,ppid,name,path,startTime");
equal(other.ppid, os.getpid());
equal(other.name.toLowerCase(), program.slice(program.lastIndexOf("\\") + 1).toLowerCase());
equal(other.path.toLowerCase(), program.toLowerCase());
equal(own.startTime instanceof Date && other.startTime instanceof Date, true);
equal(own.startTime <= other.startTime, true, "a child starts after its parent");
equal(own.startTime.getTime() > before - 86400000, true, "milliseconds since 1970");

running.kill();
await running.wait();
equal(processes().some((entry) => entry.pid === running.pid && entry.ppid === os.getpid()), false);
