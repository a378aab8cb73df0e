// std.popen and std.urlGet that are refused have started nothing, and leave nothing open.
import * as os from "os";
import * as std from "std";
import { equal, ok, throws } from "./support/assert.js";
import { child, exists, freeFd, temp } from "./support/children.js";
import { E2BIG, EMFILE } from "./support/errno.js";

const ran = temp("ran");
const command = `"${child("exit")}" 0 > "${ran}"`;

function refused(errno) {
    for (const mode of ["r", "w"]) {
        const error = {};
        equal(std.popen(command, mode, error), null, mode);
        equal(error.errno, errno, mode);
    }
    equal(throws(TypeError, () => std.urlGet("http://localhost:9/")).message, "could not start curl");
}

// What opens one after the other until there are no more: they are given back afterwards.
function withoutMore(open, close, work) {
    const all = [];
    for (let one; (one = open()) !== null; all.push(one)) {
        ok(all.length < 20000, "there is an end");
    }
    work();
    all.forEach(close);
}

const fd = freeFd();

// What no command line can hold.
for (const mode of ["r", "w"]) {
    throws(TypeError, () => std.popen(`${command}\0`, mode));
    const error = {};
    equal(std.popen(`${command} ${"x".repeat(40000)}`, mode, error), null);
    equal(error.errno, E2BIG);
}
throws(TypeError, () => std.urlGet("http://localhost:9/\0"));
equal(throws(TypeError, () => std.urlGet("x".repeat(40000))).message, "could not start curl");
equal(freeFd(), fd, "no descriptor is left");

// No descriptor is free; one is.
withoutMore(os.pipe, (pair) => pair.forEach(os.close), () => {
    const last = os.dup(0);
    refused(EMFILE);
    if (last >= 0) {
        os.close(last);
    }
});
equal(freeFd(), fd);

// The C runtime has no stream left, but descriptors.
withoutMore(() => std.open("NUL", "r"), (file) => file.close(), () => {
    const free = freeFd();
    refused(EMFILE);
    equal(freeFd(), free);
});
equal(freeFd(), fd);

equal(os.waitpid(-1, os.WNOHANG)[0], -10, "no child");
ok(!exists(ran), "none has run");
const file = std.popen(command, "r");
equal(file.close(), 0);
ok(exists(ran), "this one has");
