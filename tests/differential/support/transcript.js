// What the differential scripts share. They are written as for POSIX; the only thing done for
// Windows is to put the folder that holds sh, true and cat into PATH.
import * as os from "os";
import * as std from "std";

const folder = std.getenv("QP_TEST_CHILDREN");
export const temporary = std.getenv("QP_TEST_TMP");

if (os.platform === "win32") {
    std.setenv("PATH", `${folder};${std.getenv("PATH")}`);
}

// One line of the transcript. Each key is used once in a script.
export function say(key, value) {
    std.out.puts(`${key}: ${typeof value === "string" ? value : JSON.stringify(value)}\n`);
    std.out.flush();
}

// The value, or the name of what was thrown.
export function attempt(call) {
    try {
        return call();
    } catch (error) {
        return `throws ${error?.name ?? error}`;
    }
}

export function child(name) {
    return `${folder}/${name}`;
}

export function temp(name) {
    return `${temporary}/${name}`;
}

export function writeFile(path, text) {
    const file = std.open(path, "wb");
    file.puts(text);
    file.close();
    return path;
}

export function readAll(fd) {
    const file = std.fdopen(fd, "r");
    const text = file.readAsString();
    file.close();
    return text;
}

export function capture(args, options = {}) {
    const [reading, writing] = os.pipe();
    const pid = os.exec(args, { stdout: writing, ...options, block: false });
    os.close(writing);
    const text = readAll(reading);
    const [, status] = os.waitpid(pid, 0);
    return [text, status];
}

// A status without the signal's number, which differs between systems.
export function named(status) {
    const signal = status & 0x7f;
    if (signal === 0) {
        return `exit ${status >> 8}`;
    }
    return nameOf(signal);
}

export function nameOf(signal) {
    const names = [
        "SIGINT", "SIGABRT", "SIGFPE", "SIGILL", "SIGSEGV", "SIGTERM", "SIGQUIT", "SIGPIPE", "SIGALRM",
        "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGCONT", "SIGSTOP",
    ];
    return (
        names.find((name) => os[name] === signal) ??
        { 9: "SIGKILL", 5: "SIGTRAP", 1: "SIGHUP" }[signal] ??
        String(signal)
    );
}
