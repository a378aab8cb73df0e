// std.in waits for input, also at a pipe that another program has left in the mode PIPE_NOWAIT.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child, script } from "./support/children.js";
import { say, talk } from "./support/talk.js";

const reader = talk(
    script(`${say}
    if (os.exec([${JSON.stringify(child("nowait"))}]) !== 0) {
        std.exit(1);
    }
    const byte = new ArrayBuffer(1);
    say("read " + os.read(0, byte, 0, 1));
    say("line " + std.in.getline());
    say("bytes " + String.fromCharCode(std.in.getByte(), std.in.getByte(), std.in.getByte()));
`),
);
equal(reader.line(), "read -11", "os.read says that there is nothing yet");
os.sleep(200);
reader.tell("one\n");
equal(reader.line(), "line one");
os.sleep(200);
reader.tell("two");
same(reader.end(), [["bytes two"], 0]);
