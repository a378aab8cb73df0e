// `shell`: a line for the system's cmd.exe, or for a shell that is named.
import * as std from "std";
import { run } from "subprocess";
import { equal, throws } from "./support/assert.js";
import { child } from "./support/children.js";

equal(run("echo a& echo b", { shell: true }).stdout, "a\r\nb\r\n");
equal(run(["echo", "a&", "echo", "b"], { shell: true }).stdout, "a\r\nb\r\n", "words are joined");
equal(run("exit 7", { shell: true }).code, 7);
equal(run("echo one; echo two", { shell: child("sh") }).stdout, "one\ntwo\n");
equal(run("exit 3", { shell: child("sh") }).code, 3);
equal(run("echo %QP_X%", { shell: "cmd", env: { QP_X: "value" } }).stdout, "value\r\n");
equal(run("echo x", { shell: "cmd.exe" }).stdout, "x\r\n");

// Never what ComSpec names.
std.setenv("ComSpec", child("exit"));
equal(run("echo safe", { shell: true }).stdout, "safe\r\n");

throws(TypeError, () => run("echo x"));
throws(TypeError, () => run("echo x", { shell: false }));
throws(TypeError, () => run([], { shell: true }));
