// For interpreter-globals.js.
import { Worker } from "os";

Worker.parent.postMessage(`${typeof AbortController} ${AbortSignal.abort().aborted}`);
