// The thread that waits for the person at the prompt, so that timers, workers and handlers run
// meanwhile. It is told "read" or "wait", and answers once.
import { Worker } from "quickproc:libc-os";
import { readLine, waitForInterrupt } from "quickproc:console";

function read() {
    const text = readLine();
    if (text === undefined) {
        return { kind: "interrupt" };
    }
    return text === null ? { kind: "end" } : { kind: "line", text };
}

function wait() {
    return { kind: waitForInterrupt() ? "interrupt" : "released" };
}

Worker.parent.onmessage = ({ data }) => {
    Worker.parent.postMessage(data === "read" ? read() : wait());
};
