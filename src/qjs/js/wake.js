// Waking quickjs-libc's loop, which on Windows waits for timers and for messages of Workers only: a
// Worker of our own, made when it is first needed, waits for events and posts a message for each
// turn that is to be taken.
import { Worker, setTimeout } from "quickproc:libc-os";
import { listenTo } from "quickproc:loop";
import { attach, turn, ring } from "quickproc:wake-native";

let worker;
let throwing = false;

// On POSIX an error of a handler ends the loop. What a Worker's onmessage throws is only printed; what
// a timer throws ends the loop. Nothing else is to run before it.
function rethrow(error) {
    throwing = true;
    setTimeout(() => {
        throwing = false;
        ring();
        throw error;
    }, 0);
}

function takeTurn() {
    if (!throwing) {
        try {
            turn();
        } catch (error) {
            rethrow(error);
        }
    }
}

attach((listens) => {
    if (listens) {
        worker ??= new Worker("quickproc:wake-thread");
        listenTo(worker, takeTurn);
    } else {
        listenTo(worker, null);
    }
});
