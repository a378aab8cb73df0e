// The thread that waits for the person at the prompt, so that timers, workers and handlers run
// meanwhile. It is told { kind: "read" } or { kind: "wait" }, and answers once. After a "tab" it is
// told { kind: "read", text, shown }.
import { Worker } from "quickproc:libc-os";
import { readLine, waitForInterrupt } from "quickproc:console";

function read({ text, shown }) {
    const line = text === undefined ? readLine() : readLine(text, shown);
    if (line === undefined) {
        return { kind: "interrupt" };
    }
    if (line === null) {
        return { kind: "end" };
    }
    return typeof line === "string" ? { kind: "line", text: line } : { kind: "tab", text: line[0], backwards: line[1] };
}

function wait() {
    return { kind: waitForInterrupt() ? "interrupt" : "released" };
}

Worker.parent.onmessage = ({ data }) => {
    Worker.parent.postMessage(data.kind === "read" ? read(data) : wait());
};
