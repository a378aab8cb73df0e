// What is given besides the streams: the child's PATH, an empty environment, more descriptors, priority and window.
import * as os from "os";
import { ProcessError, quote, run, spawn, which } from "subprocess";
import { equal, ok, same, throws } from "./support/assert.js";
import { child, copyFile, interpreter, lines, makeFolder, readAll, utf8 } from "./support/children.js";

// A bare name is searched in the PATH of the program's own environment.
const folder = makeFolder("tools");
copyFile(child("exit"), `${folder}\\only-there.exe`);
throws(ProcessError, () => run(["only-there", "5"]));
equal(run(["only-there", "5"], { env: { PATH: folder } }).code, 5);
equal(run(["only-there", "5"], { env: { pAtH: `C:\\;${folder}` } }).code, 5);
equal(await spawn(["only-there", "5"], { env: { Path: folder } }).wait().then(({ code }) => code), 5);
equal(which("only-there", { env: { PATH: folder } }).toLowerCase(), `${folder}\\only-there.exe`.toLowerCase());
equal(which("only-there"), null);
ok(quote(["only-there", "a b"], { env: { PATH: folder } }).endsWith('"a b"'));
const missing = throws(ProcessError, () => run(["only-here"], { env: { PATH: folder } }));
same(missing.searched, [folder]);
ok(missing.message.includes("PATH of its environment"), missing.message);
ok(throws(ProcessError, () => run(["only-here"])).message.includes("PATH of this process"));

const variables = (options) => lines(run([child("env")], options).stdout).map((hex) => hex.match(/..../g).map((unit) => String.fromCharCode(parseInt(unit, 16))).join("").split("=")[0].toUpperCase());
const left = variables({ clearEnv: true, env: { MINE: "1" } });
ok(left.includes("MINE") && left.includes("SYSTEMROOT") && !left.includes("PATH") && !left.includes("QP_TEST_TMP"), left.join());
ok(variables({ env: { MINE: "1" } }).includes("QP_TEST_TMP"));

// Descriptors above 2, for a program of Microsoft's C runtime.
const [reading, writing] = os.pipe();
const says = [interpreter, "-m", "-e", 'import * as os from "os"; os.write(5, new Uint8Array([104, 105]).buffer, 0, 2)'];
equal(run(says, { fds: { 5: writing } }).code, 0);
equal(os.exec(says, { fds: { 5: writing } }), 0);
os.close(writing);
equal(utf8(readAll(reading)), "hihi");
for (const call of [(fds) => run([child("true")], { fds }), (fds) => os.exec([child("true")], { fds })]) {
    for (const fds of [{ 2: 1 }, { 256: 1 }, { "-1": 1 }, { x: 1 }, { 3.5: 1 }]) {
        throws(RangeError, () => call(fds));
    }
    throws(TypeError, () => call({ 3: "1" }));
}
equal(os.exec([child("true")], { fds: { 3: 500 } }), -9);

for (const windowStyle of ["normal", "hidden", "minimized", "maximized"]) {
    equal(run([child("exit"), "5"], { windowStyle }).code, 5);
}
for (const priority of ["idle", "below-normal", "normal", "above-normal", "high"]) {
    equal(os.exec([child("exit"), "5"], { priority }), 5);
}
for (const options of [{ windowStyle: "big" }, { priority: "low" }, { priority: 5 }]) {
    const { message } = throws(TypeError, () => run([child("true")], options));
    ok(message.includes(options.priority === undefined ? '"minimized"' : '"below-normal"'), message);
    throws(TypeError, () => os.exec([child("true")], options));
}
