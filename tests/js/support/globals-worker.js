// For interpreter-globals.js.
import { Worker } from "os";

setTimeout(
    (text) => Worker.parent.postMessage(`${typeof AbortController} ${AbortSignal.abort().aborted} ${text}`),
    1,
    [typeof console.error, typeof console.info],
);
