// args[0] is what the child sees as its own name, whatever runs; `file` names the program then.
import * as os from "os";
import { equal } from "./support/assert.js";
import { capture, child, fromHex, lines } from "./support/children.js";
import { EINVAL } from "./support/errno.js";

function nameOf(name, mode) {
    return fromHex(lines(capture([name, mode], { file: child("argv") }).out)[0]);
}

for (const mode of ["crt", "shell"]) {
    for (const name of [
        "me", "two words", "C:\\no such\\folder\\x.exe", "a\\b\\", "\u4e2d\u6587 \u{1f600}", "-login",
        "/bin/sh",
    ]) {
        equal(nameOf(name, mode), name, mode);
    }
}
equal(nameOf("", "crt"), "", "an empty name");
equal(
    os.exec(['a"b', "crt"], { file: child("argv") }),
    -EINVAL,
    "no command line can carry a quote in the name",
);
