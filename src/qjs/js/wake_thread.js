// The thread that waits for events. It lives until the process ends.
import { Worker } from "quickproc:libc-os";
import { waitForBell } from "quickproc:wake-native";

while (waitForBell()) {
    Worker.parent.postMessage(0);
}
