// run gives { pid, code, signal, timedOut, stdout, stderr, usage }: all 32 bits of the code, or the signal by its name.
import * as os from "os";
import { run } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { child, script } from "./support/children.js";

const result = run([child("exit"), "3"]);
ok(Number.isInteger(result.pid) && result.pid > 0 && result.pid !== os.getpid(), "a pid");
same({ ...result, pid: 0, usage: 0 }, { pid: 0, code: 3, signal: null, timedOut: false, stdout: "", stderr: "", usage: 0 });
equal(run([child("true")]).code, 0);
equal(run([child("exit"), "259"]).code, 259);
equal(run([child("exit"), "4294967295"]).code, 4294967295);

const crash = run([child("crash"), "access"]);
equal(crash.code, null);
equal(crash.signal, "SIGSEGV");

// The pid is the child's own.
const own = run(script("print(os.getpid());"));
equal(own.stdout.trim(), String(own.pid));

// It is no child of waitpid's, neither meanwhile nor afterwards.
equal(os.waitpid(-1, false)[0], -10);
const other = os.exec([child("exit"), "7"], { block: false });
equal(run([child("exit"), "8", "200"]).code, 8);
same(os.waitpid(-1, true), [other, 7 * 256]);
