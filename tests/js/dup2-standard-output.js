// After dup2(x, 1) our own output and our children's go to x: in a console program, a window
// program and one without any output.
import { equal } from "./support/assert.js";
import { capture, child, interpreter, readFile, script, temp, windowProgram } from "./support/children.js";

const quoted = JSON.stringify;
let files = 0;
const programs = [interpreter, windowProgram(interpreter, temp("windowed.exe"))];
for (const program of programs) {
    for (const how of [null, "nothing", "detached"]) {
        const file = temp(`out${++files}.txt`);
        const [, path] = script(`
const file = os.open(${quoted(file)}, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_BINARY, 0o666);
if (os.dup2(file, 1) !== 1) std.exit(9);
if (file !== 1) os.close(file);
std.out.puts("puts\\n");
std.out.flush();
print("print");
std.out.flush();
os.write(1, new Uint8Array([111, 115, 10]).buffer, 0, 3);
if (os.exec([${quoted(child("sh"))}, "-c", "echo child"]) !== 0) std.exit(8);
if (std.popen("echo popen", "w").close() !== 0) std.exit(7);
const [r, w] = os.pipe();
os.close(r);
os.close(w);
`);
        equal(capture([...(how ? [child("host"), how] : []), program, path]).code, 0, `${program} ${how}`);
        equal(readFile(file).replaceAll("\r", ""), `puts\nprint\nos\nchild\npopen\n`, `${program} ${how}`);
    }
}
