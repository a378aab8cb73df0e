// os.isatty and os.ttyGetWinSize: a console, and nothing else. The C runtime says so of NUL, too, from which a script without an input would then wait for a person.
import * as os from "os";
import * as std from "std";
import { equal, ok, throws } from "./support/assert.js";
import { capture, child, interpreter, lines, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

for (const flags of [os.O_RDONLY, os.O_WRONLY, os.O_RDWR]) {
    const nothing = os.open("NUL", flags);
    ok(nothing >= 0, "NUL opens");
    equal(os.isatty(nothing), false, "NUL");
    os.close(nothing);
}

const file = std.open(temp("file"), "w+");
equal(os.isatty(file.fileno()), false, "a file");
file.close();
const pipe = os.pipe();
equal(pipe.map((fd) => os.isatty(fd)).join(), "false,false", "a pipe");
pipe.forEach((fd) => os.close(fd));
equal(os.isatty(pipe[0]), false, "a closed descriptor");
throws(TypeError, () => os.isatty(Symbol()));

// A process that has a console of its own, whatever its standard handles are.
const script = writeFile(
    temp("console.js"),
    `import * as os from "os";
    const fds = ["CONIN$", "CONOUT$"].map((name) => os.open(name, os.O_RDWR));
    console.log([...fds, 0, 1, 2].map((fd) => os.isatty(fd)).join());`,
);
const { code, out, err } = run([script], { windowsHide: true });
equal(err, "");
equal(code, 0);
equal(out.trim(), "true,true,false,false,false");

// The size is that of the window, not of the buffer with the lines that have scrolled off.
const sized = writeFile(
    temp("sized.js"),
    `import * as os from "os";
    for (let i = 0; i < 30; i++) {
        print("line");
    }
    const [columns, rows] = os.ttyGetWinSize(1);
    const input = os.open("CONIN$", os.O_RDWR);
    print(columns > 0, rows, os.ttyGetWinSize(input));`,
);
const shown = lines(capture([child("screen"), "437", interpreter, sized]).out);
ok(shown.includes("true 20 null"), shown.join());
const [reading, writing] = os.pipe();
equal(os.ttyGetWinSize(writing), null, "a pipe");
os.close(reading);
os.close(writing);
throws(TypeError, () => os.ttyGetWinSize(Symbol()));
