// pipe() gives null when no fd is left, leaves none half open, and works again when some are free.
import * as os from "os";
import * as std from "std";
import { equal, ok } from "./support/assert.js";
import { child, temp } from "./support/children.js";
import { EMFILE } from "./support/errno.js";

const open = [];
let pair;
while ((pair = os.pipe()) !== null) {
    open.push(...pair);
    ok(open.length < 20000, "there is an end");
}
equal(os.pipe(), null, "still");
let single;
while ((single = os.dup(0)) >= 0) {
    open.push(single);
}
equal(single, -EMFILE, "dup");
equal(os.open("NUL", os.O_RDWR), -EMFILE, "open");
equal(os.open(temp("log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND), -EMFILE, "open, to append");
const refusal = {};
equal(std.open("NUL", "r", refusal), null);
equal(refusal.errno, EMFILE);
equal(os.exec([child("exit"), "5"]), 5, "exec needs no fd");
os.close(open.pop());
equal(os.pipe(), null, "one is not enough");
const one = os.dup(0);
ok(one >= 0, "and it was not lost");
os.close(one);
os.close(open.pop());
pair = os.pipe();
ok(pair !== null, "two are");
for (const fd of [...open, ...pair]) {
    equal(os.close(fd), 0);
}
