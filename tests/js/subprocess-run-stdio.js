// stdin, stdout, stderr: "pipe", "inherit", "null" or an fd.
import * as os from "os";
import { run } from "subprocess";
import { equal, throws } from "./support/assert.js";
import { capture, child, freeFd, readFile, script, temp } from "./support/children.js";

const free = freeFd();
const file = os.open(temp("out.txt"), os.O_WRONLY | os.O_CREAT, 0o666);
const toFile = run([child("sh"), "-c", "echo out; echo err >&2"], { stdout: file });
equal(toFile.stdout, null);
equal(toFile.stderr, "err\n");
run([child("sh"), "-c", "echo 1; echo 2 >&2"], { stdout: file, stderr: "stdout" });
run([child("sh"), "-c", "echo 3; echo 4 >&2"], { stdout: file, stderr: file });
os.close(file);
equal(readFile(temp("out.txt")), "out\n1\n2\n3\n4\n");

const nothing = run([child("sh"), "-c", "echo out; echo err >&2; cat"], { stdin: "null", stdout: "null", stderr: "null" });
equal(nothing.code, 0);
equal(nothing.stdout, null);
equal(nothing.stderr, null);

// What is inherited goes where ours goes.
const inner = script(`import { run } from "subprocess";
    run([${JSON.stringify(child("sh"))}, "-c", "echo out; echo err >&2"], { stdout: "inherit", stderr: "inherit" });
    run([${JSON.stringify(child("sh"))}, "-c", "echo more >&2"], { stdout: "inherit", stderr: "stdout" });`);
equal(capture(inner).out, "out\nmore\n");

equal(throws(Error, () => run([child("true")], { stdout: 999 })).errno, 9);
equal(throws(Error, () => run([child("true")], { stdin: -1 })).errno, 9);
throws(TypeError, () => run([child("true")], { stdout: "file" }));
throws(TypeError, () => run([child("true")], { stdin: "stdout" }));
throws(TypeError, () => run([child("true")], { stdout: "null", stderr: true }));
equal(freeFd(), free, "no fd is left");
