// The defaults are this process's fds 0, 1 and 2 as they are now: after dup2 and after close too.
import * as os from "os";
import * as std from "std";
import { equal } from "./support/assert.js";
import { capture, child, readFile, script, temp, writeFile } from "./support/children.js";

const inner = script(`
const sh = ${JSON.stringify(child("sh"))}, copy = ${JSON.stringify(child("copy"))};
const saved = os.dup(1);
const file = os.open(${JSON.stringify(temp("out.txt"))}, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_BINARY, 0o666);
const input = os.open(${JSON.stringify(writeFile(temp("in.txt"), "from a file\n"))}, os.O_RDONLY | os.O_BINARY);
if (os.dup2(file, 1) !== 1 || os.dup2(file, 2) !== 2 || os.dup2(input, 0) !== 0) std.exit(90);
os.close(file);
os.close(input);
std.out.puts("ours\\n");
std.out.flush();
os.exec([sh, "-c", "echo child; echo child error >&2"]);
os.exec([copy]);
os.dup2(saved, 1);
std.out.puts("back\\n");
std.out.flush();
os.exec([sh, "-c", "echo child back"]);
`);
const result = capture(inner);
equal(result.code, 0);
equal(result.out.replaceAll("\r", ""), "back\nchild back\n");
equal(readFile(temp("out.txt")).replaceAll("\r", ""), "ours\nchild\nchild error\nfrom a file\n");
