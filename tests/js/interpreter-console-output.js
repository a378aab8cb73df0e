// At a console with an OEM code page every character is shown, and the code page stays what it is: it belongs to all programs
// of the console.
import { equal, ok } from "./support/assert.js";
import { capture, child, interpreter, lines, temp, writeFile } from "./support/children.js";

const script = writeFile(
    temp("script.mjs"),
    `import * as os from "os";
    import * as std from "std";
    print("print ä€ж", 1);
    console.log("log ä€ж");
    std.out.puts("puts ä€ж\\n");
    std.out.printf("printf %s\\n", "ä€ж");
    std.err.puts("err ä€ж\\n");
    for (const byte of [0x62, 0xC3, 0xA4, 0xE2, 0x82, 0xAC, 0x0A]) {
        std.out.putByte(byte);
    }
    const bytes = Uint8Array.of(0x77, 0xC3, 0xA4, 0xE2, 0x82, 0xAC, 0x0A).buffer;
    if (os.write(1, bytes, 0, 2) !== 2 || os.write(1, bytes, 2, 5) !== 5) {
        print("os.write");
    }
    std.out.puts("x".repeat(9000) + "ä\\n");
    os.exec(["cmd", "/c", "chcp"]);
    throw new Error("error ä€ж");
`,
);
const { code, out } = capture([child("screen"), "437", interpreter, script]);
const shown = lines(out);
equal(code, 1);
for (const line of ["print ä€ж 1", "log ä€ж", "puts ä€ж", "printf ä€ж", "err ä€ж", "bä€", "wä€"]) {
    ok(shown.includes(line), `${line} in ${out}`);
}
ok(shown.some((line) => /^x*ä$/.test(line)), `${out}`);
ok(shown.some((line) => line.includes("error ä€ж")), `${out}`);
// During the script, and after it.
ok(shown.some((line) => /\b437\b/.test(line) && !line.startsWith("code page")), `chcp in ${out}`);
equal(shown.at(-1), "code page 437");
