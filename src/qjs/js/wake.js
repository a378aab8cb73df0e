// Waking quickjs-libc's loop, which on Windows waits for timers and for messages of Workers only: a
// Worker of our own, made when it is first needed, waits for events and posts a message for each
// turn that is to be taken.
import { Worker, setTimeout } from "quickproc:libc-os";
import { listenTo, takeTurnsBy } from "quickproc:loop";
import { attach, turn, ring } from "quickproc:wake-native";

let worker;
let listening = false;
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

// Among several Workers with messages the loop takes the one that was listened to first.
function letOthersGoFirst() {
    if (listening) {
        listenTo(worker, null);
        listenTo(worker, takeTurn);
    }
}

function takeTurn() {
    if (!throwing) {
        try {
            if (turn()) {
                letOthersGoFirst();
            }
        } catch (error) {
            rethrow(error);
        }
    }
}

takeTurnsBy(takeTurn);
attach((listens) => {
    if (listens) {
        worker ??= new Worker("quickproc:wake-thread");
    }
    listenTo(worker, listens ? takeTurn : null);
    listening = listens;
});
