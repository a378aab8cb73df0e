// A script whose output nobody reads any more ends by SIGPIPE, as on POSIX, unless it handles or ignores that.
import * as os from "os";
import { equal } from "./support/assert.js";
import { interpreter, temp, writeFile } from "./support/children.js";

let scripts = 0;

// The exit code of a script whose standard output or error is a pipe without a reader.
function end(text, stream = "stdout") {
    const script = writeFile(temp(`script-${scripts++}.mjs`), `import * as os from "os";\nimport * as std from "std";\n${text}`);
    const [read, write] = os.pipe();
    os.close(read);
    const pid = os.exec([interpreter, script], { [stream]: write, block: false });
    os.close(write);
    const [waited, status] = os.waitpid(pid, 0);
    equal(waited, pid);
    equal(os.WIFEXITED(status), true, text);
    return os.WEXITSTATUS(status);
}

equal(end("for (;;) print('y')"), 141);
equal(end("for (;;) console.log('y')"), 141);
equal(end("for (;;) std.out.puts('y')"), 141);
equal(end("std.out.puts('y'); std.out.flush()"), 141);
equal(end("for (;;) std.err.puts('y')", "stderr"), 141);
// What waits to be written at the end is written then.
equal(end("std.out.puts('y')"), 141);
equal(end("std.out.puts('y'); std.exit(5)"), 141);
// In a Worker it is the process's end, too.
equal(end(`if (os.Worker.parent) { print("y"); } else { new os.Worker("./script-${scripts}.mjs"); os.sleep(60000); }`), 141);

equal(end("os.signal(os.SIGPIPE, undefined); for (let i = 0; i < 10; i++) print('y'); std.exit(5)"), 5);
equal(end("os.signal(os.SIGPIPE, () => std.exit(6)); for (let i = 0; i < 10; i++) print('y'); os.setTimeout(() => {}, 60000)"), 6);
equal(end("os.signal(os.SIGPIPE, undefined); os.signal(os.SIGPIPE, null); print('y'); std.exit(5)"), 141);
// So does what the interpreter itself prints.
{
    const [read, write] = os.pipe();
    os.close(read);
    equal(os.exec([interpreter, "--help"], { stdout: write }), 141);
    os.close(write);
}
// os.write has a result that says so.
equal(end("std.exit(-os.write(1, new ArrayBuffer(1), 0, 1))"), 32);
