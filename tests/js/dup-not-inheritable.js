// Pipes and duplicates are not inheritable. exec would not pass them on anyway, so this looks at
// this process's own handles.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { capture, child, lines } from "./support/children.js";

function ownPipes() {
    const all = lines(capture([child("handles"), String(os.getpid())]).out).filter(
        (line) => line.split(" ")[1] === "pipe",
    );
    return { all: all.length, inheritable: all.filter((line) => line.endsWith(" inheritable")).length };
}

// Our own standard handles may be pipes, and are inheritable.
const before = ownPipes();
const [reading, writing] = os.pipe();
const copies = [os.dup(reading), os.dup(writing), os.dup2(writing, 80)];
equal(copies[2], 80);
const after = ownPipes();
ok(after.all >= before.all + 5, "all five are seen");
equal(after.inheritable, before.inheritable);
