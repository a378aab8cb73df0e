// examples/git-largest.js: what it does with git's answers, from a stand-in that gives them.
import * as std from "std";
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { interpreter, makeFolder, writeFile } from "./support/children.js";

const example = import.meta.url.replace(/^file:\/\//, "").replace("tests/js/example-git-largest.js", "examples/git-largest.js");
const folder = makeFolder("tools");
writeFile(`${folder}\\git.bat`, `@echo off
if "%~1"=="rev-parse" echo main
if "%~1"=="rev-list" echo 123
if "%~1"=="cat-file" type "%~dp0objects.txt"
exit /b %QP_CODE%
`.replaceAll("\n", "\r\n"));
writeFile(`${folder}\\objects.txt`, "commit 250 \nblob 2048 small.txt\nblob 1048576 big file.bin\nblob 10 big file.bin\ntree 5000 folder\nblob 3072 folder/mid.txt\n");
const drive = (env, ...args) => run([interpreter, example, ...args], { env: { PATH: `${folder};${std.getenv("PATH")}`, QP_CODE: 0, ...env } });

const { code, stdout, stderr } = drive({}, ".", "2");
equal(code, 0, stderr);
equal(stdout.replaceAll("\r", ""), "3 files in the history of main; the largest:\n      1024.0 KiB  big file.bin\n         3.0 KiB  folder/mid.txt\n");
const failed = drive({ QP_CODE: 128 });
equal(failed.code, 1);
ok(failed.stderr.includes("exit code 128"), failed.stderr);
const missing = drive({ PATH: "C:\\nowhere" });
equal(missing.code, 1);
ok(missing.stderr.includes("git is not in PATH"), missing.stderr);
