// Asking Workers: each runs support/worker.js.
import * as os from "os";

const workers = [];

export function newWorker() {
    const worker = new os.Worker("./worker.js");
    workers.push(worker);
    return worker;
}

// A promise of the answer.
export function ask(worker, message) {
    return new Promise((resolve) => {
        worker.onmessage = (event) => resolve(event.data);
        worker.postMessage(message);
    });
}

export function endWorkers() {
    for (const worker of workers) {
        worker.postMessage({ call: "end" });
        worker.onmessage = null;
    }
}
