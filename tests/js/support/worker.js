// A Worker that makes calls of `os` for the thread that asks.
import * as os from "os";
import { capture, lines } from "./children.js";

const parent = os.Worker.parent;

function reap() {
    const reaped = [];
    for (;;) {
        const [pid, status] = os.waitpid(-1, true);
        if (pid < 0) {
            return reaped;
        }
        reaped.push([pid, status]);
    }
}

// Starts `rounds` children, several at once, and reaps each: what was not as it should be.
function spawn(program, rounds) {
    const wrong = [];
    for (let left = rounds; left > 0; ) {
        const several = Math.min(left, 5);
        left -= several;
        const pids = Array.from({ length: several }, () => os.exec(program, { block: false }));
        for (const pid of pids) {
            const [reaped, status] = os.waitpid(pid, true);
            if (pid <= 0 || reaped !== pid || os.WEXITSTATUS(status) !== Number(program[1])) {
                wrong.push(`${pid}: ${reaped}, ${status}`);
            }
        }
    }
    return wrong;
}

function answer({ call, args, program, rounds }) {
    switch (call) {
        case "reap":
            return reap();
        case "spawn":
            return spawn(program, rounds);
        case "handles":
            return Array.from({ length: rounds }, () => lines(capture([program]).out).at(-1));
        default:
            return os[call](...args);
    }
}

parent.onmessage = (event) => {
    if (event.data.call === "end") {
        parent.onmessage = null;
    } else {
        parent.postMessage(answer(event.data));
    }
};
