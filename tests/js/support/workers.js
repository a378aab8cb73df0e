// Asking Workers: each runs support/worker.js.
import * as os from "os";

// While a script awaits, the engine's loop runs one promise job for each event; with Workers open it would wait for ever for the next
// one. This timer keeps it turning.
const keepTurning = os.setInterval(() => {}, 5);
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
    os.clearInterval(keepTurning);
}
