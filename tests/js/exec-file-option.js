// `options.file` decides what runs: a path, or a name searched in PATH; args[0] does not matter
// then.
import * as os from "os";
import * as std from "std";
import { equal } from "./support/assert.js";
import { child, children } from "./support/children.js";
import { ENOENT } from "./support/errno.js";

equal(os.exec(["whatever", "5"], { file: child("exit") }), 5);
equal(os.exec(["whatever", "5"], { file: child("exit"), usePath: false }), 5);
std.setenv("PATH", `${children};${std.getenv("PATH")}`);
equal(os.exec(["whatever", "6"], { file: "exit" }), 6);
equal(os.exec([child("exit"), "6"], { file: "no-such-program" }), -ENOENT);
equal(os.exec([child("exit"), "6"], { file: "" }), -ENOENT, "an empty file");
equal(os.exec([""]), -ENOENT, "an empty name");
