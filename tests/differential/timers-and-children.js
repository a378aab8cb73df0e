// A loop that waits for a child without blocking, while timers run.
import * as os from "os";
import { child, named, say } from "./support/transcript.js";

const pid = os.exec([child("exit"), "7", "400"], { block: false });
let ticks = 0;
const timer = os.setInterval(() => {
    ticks++;
    const [waited, status] = os.waitpid(pid, os.WNOHANG);
    if (waited === pid) {
        os.clearInterval(timer);
        say("ended", named(status));
        say("while timers ran", ticks > 3);
    }
}, 20);
