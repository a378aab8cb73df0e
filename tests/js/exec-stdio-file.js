// Files as a child's stdio: read from where the fd stands, written where it stands, also through
// NUL.
import * as os from "os";
import { equal } from "./support/assert.js";
import { capture, child, readFile, temp, writeFile } from "./support/children.js";

const input = os.open(writeFile(temp("in.txt"), "0123456789"), os.O_RDONLY | os.O_BINARY);
os.seek(input, 4, 0);
const output = os.open(temp("out.txt"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_BINARY, 0o666);
os.write(output, new Uint8Array([60]).buffer, 0, 1);
equal(os.exec([child("copy")], { stdin: input, stdout: output }), 0);
equal(os.exec([child("sh"), "-c", "echo next"], { stdout: output }), 0);
os.close(input);
os.close(output);
equal(readFile(temp("out.txt")), "<456789next\n");

const nul = os.open("NUL", os.O_RDWR);
equal(capture([child("copy")], { stdin: nul }).out, "", "NUL is at its end");
equal(os.exec([child("spew"), "100000", "100000"], { stdin: nul, stdout: nul, stderr: nul }), 0);
os.close(nul);
