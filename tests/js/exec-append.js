// An fd that was opened with O_APPEND appends in the child too, whoever else writes to the file
// meanwhile.
import * as os from "os";
import { equal } from "./support/assert.js";
import { child, lines, readFile, temp, writeFile } from "./support/children.js";
import { isWine } from "./support/platform.js";

const path = writeFile(temp("log.txt"), "first\n");
const fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_BINARY);
equal(os.exec([child("append"), "second", "third"], { stdout: fd }), 0);
equal(readFile(path), "first\nsecond\nthird\n");
os.write(fd, new Uint8Array([52, 10]).buffer, 0, 2);
equal(os.exec([child("append"), "fifth"], { stdout: fd }), 0);
equal(readFile(path), "first\nsecond\nthird\n4\nfifth\n");

// Two fds, several children at once: no line overwrites another. (Wine 8 looks for the end of the file and then
// writes there, so now and then one does: there it has several tries, which would all fail if nothing appended.)
const second = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_BINARY);
const words = Array.from({ length: 20 }, (_, i) => `word${i}`);
function missing() {
    const before = lines(readFile(path)).length;
    const pids = [fd, second, fd, second].map((each) =>
        os.exec([child("append"), ...words], { stdout: each, block: false }),
    );
    for (const pid of pids) {
        equal(os.waitpid(pid, true)[1], 0);
    }
    return before + pids.length * words.length - lines(readFile(path)).length;
}
let lost = missing();
for (let tries = 1; isWine && lost > 0 && tries < 5; tries++) {
    lost = missing();
}
equal(lost, 0);
os.close(fd);
os.close(second);

// A duplicate appends as well; an fd without O_APPEND does not.
const again = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_TRUNC | os.O_BINARY);
const copy = os.dup(again);
os.exec([child("append"), "a", "b"], { stdout: copy });
equal(readFile(path), "a\nb\n");
os.close(again);
os.close(copy);
const plain = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_BINARY);
os.exec([child("append"), "a", "b"], { stdout: plain });
equal(readFile(path), "b\n");
os.close(plain);
