// examples/convert.js: the progress that ffmpeg draws with \r, from a stand-in that says the same.
import * as std from "std";
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { interpreter, makeFolder, writeFile } from "./support/children.js";

const example = import.meta.url.replace(/^file:\/\//, "").replace("tests/js/example-convert.js", "examples/convert.js");
const folder = makeFolder("tools");
writeFile(`${folder}\\ffmpeg.bat`, '@type "%~dp0said.txt" >&2\r\n@exit /b %QP_CODE%\r\n');
writeFile(`${folder}\\said.txt`, "  Duration: 00:01:40.00, start: 0\r\nframe=1 time=00:00:25.00 x\rframe=2 time=00:01:15.00 x\rframe=3 time=00:01:40.50 x\nthe disk is full\n");
const convert = (env) => run([interpreter, example, "a.avi", "b.mp4"], { env: { PATH: `${folder};${std.getenv("PATH")}`, QP_CODE: 0, ...env } });

const done = convert({});
equal(done.code, 0, done.stderr);
equal(done.stdout.trim().split(/[\r\n]+/).join(), "25 %,75 %,100 %");
equal(done.stderr, "");
const failed = convert({ QP_CODE: 1 });
equal(failed.code, 1);
ok(failed.stderr.includes("a.avi was not converted: the disk is full"), failed.stderr);
const missing = convert({ PATH: "C:\\nowhere" });
equal(missing.code, 2);
ok(missing.stderr.includes("ffmpeg is not in PATH"), missing.stderr);
equal(run([interpreter, example, "a.avi"]).code, 2);
