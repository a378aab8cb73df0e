// A child that ends is a signal: one that is handled ends a sleep of its parent.
import * as os from "os";
import { child, say } from "./support/transcript.js";

function ended(handler, sleepMs) {
    os.signal(os.SIGCHLD, handler);
    const pid = os.exec([child("sleep"), "200"], { block: false });
    say("sleep", os.sleep(sleepMs));
    say("the child", os.waitpid(pid, 0)[0] === pid);
}
ended(null, 1000);
ended(() => say("handler", "ran"), 20000);
say("sleep(0)", os.sleep(0));
say("sleep(-1)", os.sleep(-1));
