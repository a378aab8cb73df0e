// A child that says what happens to it, a line each, and is told things over its standard input.
import * as os from "os";
import { utf8, writeAll } from "./children.js";

// { pid, line(), end(), tell(text) }
export function talk(args, options = {}) {
    const input = os.pipe();
    const output = os.pipe();
    const pid = os.exec(args, { stdin: input[0], stdout: output[1], ...options, block: false });
    os.close(input[0]);
    os.close(output[1]);
    if (pid < 0) {
        throw new Error(`cannot start ${JSON.stringify(args)}: ${pid}`);
    }
    const byte = new Uint8Array(1);
    // The next line; null at the end.
    function line() {
        const bytes = [];
        while (os.read(output[0], byte.buffer, 0, 1) === 1) {
            if (byte[0] === 10) {
                return utf8(Uint8Array.from(bytes)).trimEnd();
            }
            bytes.push(byte[0]);
        }
        return bytes.length ? utf8(Uint8Array.from(bytes)) : null;
    }
    // All lines that are still to come, and how it ended: [lines, status].
    function end() {
        const lines = [];
        for (let next; (next = line()) !== null;) {
            lines.push(next);
        }
        os.close(input[1]);
        os.close(output[0]);
        const [waited, status] = os.waitpid(pid, true);
        if (waited !== pid) {
            throw new Error(`waitpid(${pid}) gave ${waited}`);
        }
        return [lines, status];
    }
    return { pid, line, end, tell: (text) => writeAll(input[1], text) };
}

// For the scripts: what they print arrives at once.
export const say = `function say(text) { std.out.puts(text + "\\n"); std.out.flush(); }\n`;
