// quote(args): the command line that exec would use.
import { ProcessError, quote } from "subprocess";
import { equal, ok, throws } from "./support/assert.js";
import { argvOf, child, temp, writeFile } from "./support/children.js";

const argv = child("argv");
equal(quote([argv, "a", "b c", 'd"e', "", "f\\"]), `${argv} a "b c" "d\\"e" "" f\\`);
equal(quote(["no-such-program", "b c"]), 'no-such-program "b c"', "also of what is not there");
equal(quote(["cmd", "/c", "echo a & echo b"]), 'cmd /s /c "echo a & echo b"');
equal(quote([argv, "a  b", '"'], { windowsVerbatimArguments: true }), `${argv} a  b "`);
equal(quote("echo a", { shell: true }), 'cmd /d /s /c "echo a"');
const batch = writeFile(temp("x.bat"), "");
ok(/cmd\.exe" .*\/c .*x\.bat" 100"$/.test(quote([batch, "100"])), quote([batch, "100"]));

// It is what arrives.
equal(argvOf("crt", ["x y"]).at(-1), "x y");

equal(throws(ProcessError, () => quote([batch, "a\nb"])).errno, 22);
equal(throws(ProcessError, () => quote([argv, "x".repeat(40000)])).errno, 7);
throws(TypeError, () => quote("a b"));
throws(TypeError, () => quote([]));
