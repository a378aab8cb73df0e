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

function answer({ call, args, program, rounds }) {
    switch (call) {
        case "reap":
            return reap();
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
