// Pipes and duplicates are not inheritable. exec would not pass them on anyway, so this looks at this process's own handles.
import * as os from "os";
import { equal } from "./support/assert.js";
import { capture, child, lines } from "./support/children.js";

const [reading, writing] = os.pipe();
const copies = [os.dup(reading), os.dup(writing), os.dup2(writing, 80)];
equal(copies[2], 80);
const own = lines(capture([child("handles"), String(os.getpid())]).out);
const pipes = own.filter((line) => line.split(" ")[1] === "pipe");
equal(pipes.length >= 5, true, `all seen: ${own}`);
equal(pipes.filter((line) => line.endsWith(" inheritable")).length, 0, own.join());
