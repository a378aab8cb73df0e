// What runs on this machine.
import * as native from "quickproc:subprocess";

// The processes, in the system's order.
export function processes() {
    return native.processes().map(([pid, ppid, name, path, started]) => (
        { pid, ppid, name, path, startTime: started === 0 ? null : new Date(started) }));
}
