// Exit codes, of exec and of waitpid.
import * as os from "os";
import { child, named, say } from "./support/transcript.js";

for (const code of [0, 1, 2, 42, 126, 127, 128, 129, 137, 143, 254, 255, 256, 259, 1000, 0x10001]) {
    say(`exec ${code}`, os.exec([child("exit"), String(code)]));
    const pid = os.exec([child("exit"), String(code)], { block: false });
    say(`waitpid ${code}`, named(os.waitpid(pid, 0)[1]));
}
say("a number as argument", os.exec([child("exit"), 5]));
