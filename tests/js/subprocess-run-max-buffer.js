// `maxBuffer`: over that many bytes on one output the child is ended, and an Error has as much as was asked for.
import * as os from "os";
import { ProcessError, run } from "subprocess";
import { equal, ok, throws } from "./support/assert.js";
import { child, longest } from "./support/children.js";

equal(run([child("spew"), "1000", "1000"], { maxBuffer: 1000, encoding: null }).stdout.length, 1000, "just as much is no error");
equal(run([child("true")], { maxBuffer: 0 }).stdout, "");

const began = os.now();
const error = throws(ProcessError, () => run([child("spew"), "4000000000"], { maxBuffer: 1000, encoding: null }));
ok(os.now() - began < 10e6, "the child was ended");
equal(error.stdout.length, 1000);
equal(error.errno, 119);
equal(error.errnoName, "ENOBUFS");
ok(error.message.includes("1000"), error.message);
equal(throws(ProcessError, () => run([child("spew"), "0", "2000"], { maxBuffer: 1999, encoding: null })).stderr.length, 1999, "stderr");
throws(ProcessError, () => run([child("sh"), "-c", "echo x"], { maxBuffer: 0 }));
// One that goes on although nobody reads is ended, too.
throws(ProcessError, () => run([child("sleep"), longest, "more than a byte"], { maxBuffer: 1 }));

throws(RangeError, () => run([child("true")], { maxBuffer: -1 }));
throws(TypeError, () => run([child("true")], { maxBuffer: "many" }));
equal(throws(Error, () => run([child("true")], { maxBuffer: 10, killSignal: "SIGSTOP" })).errno, 22, "it would end nobody");
