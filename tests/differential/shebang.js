// Scripts that begin with #!.
import * as os from "os";
import { capture, say, temp } from "./support/transcript.js";

function script(name, text) {
    const path = temp(name);
    const fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o777);
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    os.write(fd, bytes.buffer, 0, bytes.length);
    os.close(fd);
    return path;
}
say("sh", capture([script("one", "#!/bin/sh\necho $1 $2 $#\nexit 5\n"), "first", "second"]));
say("env", capture([script("two", "#!/usr/bin/env sh\necho via env\n")]));
say("a space", capture([script("three", "#! /bin/sh\necho spaced\n")]));
say("words with spaces", capture([script("four", "#!/bin/sh\necho $1\n"), "a b"]));
say("no interpreter", os.exec([script("five", "#!/no/such/thing\n")]));
