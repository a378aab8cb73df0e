// Child programs, files in the test's own folder, and what children say.
import * as os from "os";
import * as std from "std";

const childFolder = std.getenv("QP_TEST_CHILDREN");
const ownFolder = std.getenv("QP_TEST_TMP");
if (!childFolder || !ownFolder) {
    throw new Error("QP_TEST_CHILDREN and QP_TEST_TMP must be set: run the tests through ctest");
}

// The interpreter that runs this test.
export const interpreter = os.exePath();
export const children = childFolder;

// So many milliseconds are longer than any test may take, and far longer than `until` waits: a child
// that is gone before them has not ended by itself.
export const longest = "600000";

// The full path of a program of tests/children.
export function child(name) {
    return `${childFolder}\\${name}.exe`;
}

// A path in this test's own folder, which is empty at the start.
export function temp(...names) {
    return [ownFolder, ...names].join("\\");
}

export function makeFolder(...names) {
    const path = temp(...names);
    os.mkdir(path);
    return path;
}

export function writeFile(path, text) {
    const file = std.open(path, "wb");
    if (!file) {
        throw new Error(`cannot write ${path}`);
    }
    file.puts(text);
    file.close();
    return path;
}

export function writeBytes(path, bytes) {
    const file = std.open(path, "wb");
    file.write(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    file.close();
    return path;
}

export function readBytes(path) {
    const file = std.open(path, "rb");
    if (!file) {
        throw new Error(`cannot read ${path}`);
    }
    const bytes = new Uint8Array(file.readAsArrayBuffer());
    file.close();
    return bytes;
}

export function readFile(path) {
    return utf8(readBytes(path));
}

export function copyFile(from, to) {
    return writeBytes(to, readBytes(from));
}

export function exists(path) {
    return os.stat(path)[1] === 0;
}

// Bytes to a string; not UTF-8: a byte each.
export function utf8(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) {
        text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    try {
        return decodeURIComponent(escape(text));
    } catch {
        return text;
    }
}

// Everything up to the end of file; closes fd.
export function readAll(fd) {
    const chunks = [];
    let total = 0;
    for (;;) {
        const chunk = new Uint8Array(65536);
        const n = os.read(fd, chunk.buffer, 0, chunk.length);
        if (n < 0) {
            throw new Error(`read: ${n}`);
        }
        if (n === 0) {
            break;
        }
        chunks.push(chunk.subarray(0, n));
        total += n;
    }
    os.close(fd);
    const bytes = new Uint8Array(total);
    let at = 0;
    for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
    }
    return bytes;
}

export function writeAll(fd, text) {
    const bytes =
        typeof text === "string"
            ? Uint8Array.from(unescape(encodeURIComponent(text)), (c) => c.charCodeAt(0))
            : text;
    let done = 0;
    while (done < bytes.length) {
        const n = os.write(fd, bytes.buffer, bytes.byteOffset + done, bytes.length - done);
        if (n < 0) {
            return n;
        }
        done += n;
    }
    return done;
}

// Starts a child whose standard output is a pipe: [pid, fd to read from].
export function start(args, options = {}) {
    const [reading, writing] = os.pipe();
    const pid = os.exec(args, { stdout: writing, ...options, block: false });
    os.close(writing);
    if (pid < 0) {
        os.close(reading);
        throw new Error(`cannot start ${JSON.stringify(args)}: ${pid}`);
    }
    return [pid, reading];
}

// Runs a child to its end: { code, signal, status, out }; `out` is its standard output (and error
// too with `stderr: "out"`).
export function capture(args, options = {}) {
    const [reading, writing] = os.pipe();
    const all = { stdout: writing, ...options, block: false };
    if (all.stderr === "out") {
        all.stderr = writing;
    }
    const pid = os.exec(args, all);
    os.close(writing);
    if (pid < 0) {
        os.close(reading);
        return { code: pid, signal: 0, status: 0, out: "", pid };
    }
    const bytes = readAll(reading);
    const [waited, status] = os.waitpid(pid, true);
    if (waited !== pid) {
        throw new Error(`waitpid(${pid}) gave ${waited}`);
    }
    return {
        code: os.WEXITSTATUS(status),
        signal: os.WTERMSIG(status),
        status,
        bytes,
        out: utf8(bytes),
        pid,
    };
}

// The same for its lines, with either line end, the empty one at the end left out.
export function lines(text) {
    const all = text.split(/\r?\n/);
    if (all.at(-1) === "") {
        all.pop();
    }
    return all;
}

// "00610062" to "ab".
export function fromHex(hex) {
    return (hex.match(/..../g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join("");
}

export function toHex(text) {
    return Array.from({ length: text.length }, (_, i) =>
        text.charCodeAt(i).toString(16).padStart(4, "0"),
    ).join("");
}

// What the child `argv` received as its arguments, mode "crt" or "shell"; its name first.
export function argvOf(mode, args, options) {
    const result = capture([child("argv"), mode, ...args], options);
    if (result.code !== 0 || result.signal) {
        throw new Error(`argv ended with ${result.code}, signal ${result.signal}`);
    }
    return lines(result.out).map(fromHex);
}

// What the child `env` finds as its environment, in order.
export function environmentOf(options) {
    return lines(capture([child("env")], options).out).map(fromHex);
}

export function variables(names, options) {
    return lines(capture([child("env"), ...names], options).out);
}

// A command that runs this script text in another interpreter; { os, std } are there as imports.
let scripts = 0;
export function script(source, ...args) {
    scripts++;
    const path = temp(`script-${scripts}.js`);
    writeFile(path, `import * as os from "os";\nimport * as std from "std";\n${source}\n`);
    return [interpreter, path, ...args];
}

// A process that sleeps for 20 seconds and is no child of ours, but of one that has ended: its pid.
export function startStranger() {
    const program = JSON.stringify(child("sleep"));
    const options = `{ block: false, stdout: os.open("NUL", os.O_RDWR) }`;
    return Number(capture(script(`print(os.exec([${program}, "20000"], ${options}));`)).out);
}

// Waits, at most half a minute, until `condition()` gives something true, and returns that.
export function until(condition, what = "it did not happen") {
    for (const end = os.now() + 30e6; ; os.sleep(20)) {
        const late = os.now() > end;
        const value = condition();
        if (value) {
            return value;
        }
        if (late) {
            throw new Error(`waited too long: ${what}`);
        }
    }
}

// The pids that `chain` has written into a file, once there are `count`.
export function pidsIn(path, count) {
    return until(() => {
        const found = exists(path) ? lines(readFile(path)).map(Number) : [];
        return found.length >= count && found;
    }, `${count} pids in ${path}`);
}

export function isGone(pid) {
    return os.kill(pid, 0) === -3;
}

// Does a file of `ticker` still grow? Looks for a third of a second.
export function isTicking(path) {
    const before = exists(path) ? readBytes(path).length : 0;
    os.sleep(350);
    return (exists(path) ? readBytes(path).length : 0) > before;
}

export function untilTicking(path) {
    until(() => exists(path) && readBytes(path).length > 2, `${path} does not tick`);
}

// Handles, threads and children of this process, as the system counts them.
export function census(pid = os.getpid()) {
    const counts = {};
    for (const line of lines(capture([child("census"), String(pid)]).out)) {
        const [name, number] = line.split(" ");
        counts[name] = Number(number);
    }
    return counts;
}

// The lowest fd that is free.
export function freeFd() {
    const file = os.pipe();
    os.close(file[0]);
    os.close(file[1]);
    return file[0];
}

// `work` leaves nothing behind: no child or fd more after `rounds` of it than before, and not one
// handle or thread for each round. (The system's thread pool has more threads after busy times, and
// keeps them for some seconds.)
export function leavesNothing(work, rounds = 20) {
    work();
    census();
    const before = { ...census(), fd: freeFd() };
    for (let i = 0; i < rounds; i++) {
        work();
    }
    const slack = { handles: rounds - 1, threads: rounds - 1, children: 0, fd: 0 };
    let after, more;
    for (let tries = 0; tries < 20; tries++) {
        after = { ...census(), fd: freeFd() };
        more = Object.keys(before).find((name) => after[name] > before[name] + slack[name]);
        if (!more) {
            return;
        }
        os.sleep(1000);
    }
    throw new Error(`${after[more]} ${more} after ${rounds} rounds, ${before[more]} before`);
}

// FNV-1a, as the children compute it.
export function hash(bytes) {
    let value = 2166136261;
    for (let i = 0; i < bytes.length; i++) {
        value = Math.imul(value ^ bytes[i], 16777619) >>> 0;
    }
    return value;
}

// The bytes that `spew` writes.
export function pattern(count) {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
        bytes[i] = i * 7 + (i >> 8) * 13 + (i >> 16);
    }
    return bytes;
}

// A copy of a console program that Windows takes for a window program: the subsystem in its header
// is the only difference.
export function windowProgram(from, to) {
    const bytes = readBytes(from);
    const view = new DataView(bytes.buffer);
    const header = view.getUint32(0x3c, true);
    if (view.getUint32(header, true) !== 0x4550) {
        throw new Error(`${from} is no PE image`);
    }
    view.setUint16(header + 24 + 68, 2, true);
    return writeBytes(to, bytes);
}
