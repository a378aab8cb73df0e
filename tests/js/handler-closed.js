// A pipe that the script closes while its handler is set: as on POSIX the handler is called, its
// read fails, and it can be removed. A new file with the same number is watched instead.
import * as os from "os";
import * as std from "std";
import { equal, same } from "./support/assert.js";
import { EBADF, EPIPE } from "./support/errno.js";
import { readText, until, writeText } from "./support/handlers.js";

const [reading, writing] = os.pipe();
const seen = [];
await new Promise((resolve) => {
    os.setReadHandler(reading, () => {
        seen.push(readText(reading));
        if (seen.length === 2) {
            os.setReadHandler(reading, null);
            resolve();
        }
    });
    os.setTimeout(() => {
        os.close(reading);
        equal(writeText(writing, "x"), -EPIPE, "nothing of ours keeps the pipe open");
    }, 50);
});
same(seen, [-EBADF, -EBADF]);
os.close(writing);

const [first, firstWriting] = os.pipe();
const texts = [];
os.setReadHandler(first, () => texts.push(readText(first)));
await os.sleepAsync(50);
os.close(first);
const [again, againWriting] = os.pipe();
equal(again, first, "the lowest number is taken");
writeText(firstWriting, "old");
writeText(againWriting, "new");
await until(() => texts.length > 0);
await os.sleepAsync(50);
same(texts, ["new"]);
os.setReadHandler(again, null);
[again, againWriting, firstWriting].forEach((fd) => os.close(fd));

// dup2 over a watched descriptor.
const [target, targetWriting] = os.pipe();
const [source, sourceWriting] = os.pipe();
texts.length = 0;
os.setReadHandler(target, () => texts.push(readText(target)));
await os.sleepAsync(50);
equal(os.dup2(source, target), target);
writeText(sourceWriting, "through dup2");
await until(() => texts.length > 0);
same(texts, ["through dup2"]);
os.setReadHandler(target, null);
[target, targetWriting, source, sourceWriting].forEach((fd) => os.close(fd));

// Closed by what does not tell, fclose; its number is the next pipe's.
const [stream, streamWriting] = os.pipe();
texts.length = 0;
os.setReadHandler(stream, () => texts.push("never"));
await os.sleepAsync(50);
std.fdopen(stream, "r").close();
const [next, nextWriting] = os.pipe();
equal(next, stream, "the lowest number is taken");
os.setReadHandler(next, () => texts.push(readText(next)));
writeText(nextWriting, "the next one's");
await until(() => texts.length > 0);
same(texts, ["the next one's"]);
os.setReadHandler(next, null);
[next, nextWriting, streamWriting].forEach((fd) => os.close(fd));
