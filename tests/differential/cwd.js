// The child's folder, and programs relative to it.
import * as os from "os";
import { capture, child, say, temp, writeFile } from "./support/transcript.js";

const last = (text) => text.trim().split(/[\\/]/).at(-1);
os.mkdir(temp("a"));
os.mkdir(temp("a/b"));
say("absolute", last(capture([child("cwd")], { cwd: temp("a") })[0]));
os.chdir(temp("a"));
say("relative", last(capture([child("cwd")], { cwd: "b" })[0]));
say("dots", last(capture([child("cwd")], { cwd: "./b/../b" })[0]));
say("up", last(capture([child("cwd")], { cwd: "b/.." })[0]));
say("inherited", last(capture([child("cwd")])[0]));
say("ours", last(os.getcwd()[0]));

// A script that is to run must be executable on POSIX.
function script(path, text) {
    const fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o777);
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    os.write(fd, bytes.buffer, 0, bytes.length);
    os.close(fd);
}
script(temp("a/b/tool"), "#!/bin/sh\nexit 6\n");
say("program relative to the child's folder", os.exec(["./tool"], { cwd: temp("a/b") }));
say("from above", os.exec(["b/tool"], { cwd: temp("a") }));
say("a bare name with usePath false", os.exec(["tool"], { cwd: temp("a/b"), usePath: false }));
say("a file as cwd", os.exec(["true"], { cwd: writeFile(temp("file"), "") }));
say("no such cwd", os.exec(["true"], { cwd: temp("nowhere") }));
