// The module `os` of quickproc: what scripts import with `import * as os from "os"`.

declare module "os" {
    // ---- Starting programs ----

    /** Receives the reason why a program was not started. */
    export interface ErrorObject {
        /** 0, or the errno that prevented the start. */
        errno?: number;
    }

    export interface ExecOptions {
        /** Wait for the end and return how it ended; false: return the process id at once. Default: true. */
        block?: boolean;
        /** Search `PATH` for a bare name. Default: true. */
        usePath?: boolean;
        /** The program to start, instead of `args[0]`. */
        file?: string;
        /** The working directory of the new process. */
        cwd?: string;
        /** Descriptors of this process. Default: 0, 1 and 2 as they are now. */
        stdin?: number;
        stdout?: number;
        stderr?: number;
        /** The whole environment of the new process. Default: this process's. */
        env?: Record<string, string | number | boolean>;
        /** Windows has none: `-ENOTSUP`. */
        uid?: number;
        gid?: number;
        groups?: number[];
        /** Milliseconds after which the child is ended. Not with `block: false`. */
        timeout?: number | null;
        /** The signal that the timeout sends. Default: `SIGTERM`. */
        killSignal?: number;
        /** Show no window. Default: true if this process has no console. */
        windowsHide?: boolean;
        /** Join `args` with spaces and quote nothing. */
        windowsVerbatimArguments?: boolean;
        /** The child leads a group: `kill(-pid, signal)` reaches it and all its descendants. */
        newProcessGroup?: boolean;
        /** A hidden console and a group of its own. */
        detached?: boolean;
        /** The child and its descendants end when this process ends. */
        killOnExit?: boolean;
        /** How its first window appears, unless the program decides for itself. */
        windowStyle?: "normal" | "hidden" | "minimized" | "maximized";
        /** A console of its own. */
        newConsole?: boolean;
        priority?: "idle" | "below-normal" | "normal" | "above-normal" | "high" | "realtime";
        /** Leave the jobs that this process is in. */
        breakaway?: boolean;
        /** More descriptors, by their number in the child, 3 to 255; for programs of Microsoft's C runtime. */
        fds?: Record<number, number>;
    }

    /** Runs a program: its exit code, `-signal`, or `-errno`; with `block: false` its process id. */
    export function exec(args: readonly string[], options?: ExecOptions, errorObj?: ErrorObject): number;

    /** `exec` without blocking. */
    export function execAsync(args: readonly string[], options?: ExecOptions, errorObj?: ErrorObject): Promise<number>;

    // ---- Waiting ----

    /** `[pid, status]`; `[0, 0]` if none has ended yet; `[-ECHILD, 32512]` if there is no such child. */
    export function waitpid(pid: number, block?: boolean | number): [number, number];

    /** `waitpid(pid, true)` without blocking. */
    export function waitpidAsync(pid: number): Promise<[number, number]>;

    /** For `waitpid`: do not wait. */
    export const WNOHANG: number;

    /** Whether it exited by itself. */
    export function WIFEXITED(status: number): boolean;
    /** Its exit code, 0 to 4294967295. */
    export function WEXITSTATUS(status: number): number;
    /** Whether a signal ended it. */
    export function WIFSIGNALED(status: number): boolean;
    /** The signal that ended it; 0: none. */
    export function WTERMSIG(status: number): number;

    // ---- Signals ----

    /** Sends a signal to a process, or with a negative `pid` to a group. Returns 0 or `-errno`. */
    export function kill(pid: number, signal: number): number;

    /** Sets what a signal does: a function, `null` for the default, `undefined` to ignore it. */
    export function signal(signal: number, handler: (() => void) | null | undefined): void;

    export const SIGHUP: number;
    export const SIGINT: number;
    export const SIGQUIT: number;
    export const SIGILL: number;
    export const SIGTRAP: number;
    export const SIGFPE: number;
    export const SIGKILL: number;
    export const SIGUSR1: number;
    export const SIGSEGV: number;
    export const SIGUSR2: number;
    export const SIGPIPE: number;
    export const SIGALRM: number;
    export const SIGTERM: number;
    export const SIGCHLD: number;
    export const SIGCONT: number;
    export const SIGSTOP: number;
    export const SIGBREAK: number;
    export const SIGABRT: number;

    /** This process's id. */
    export function getpid(): number;

    // ---- Descriptors ----

    /** `[readFd, writeFd]`, or null if no descriptor is left. */
    export function pipe(): [number, number] | null;
    /** A new descriptor for the same file, or `-errno`. */
    export function dup(fd: number): number;
    /** Makes `newFd` another descriptor for the file of `oldFd`. Returns `newFd` or `-errno`. */
    export function dup2(oldFd: number, newFd: number): number;
    /** A descriptor, or `-errno`. */
    export function open(filename: string, flags: number, mode?: number): number;
    /** 0 or `-errno`. */
    export function close(fd: number): number;
    /** Returns the number of bytes read, 0 at the end of the file, or `-errno`. */
    export function read(fd: number, buffer: ArrayBuffer, offset: number, length: number): number;
    /** Returns the number of bytes written, or `-errno`. */
    export function write(fd: number, buffer: ArrayBuffer, offset: number, length: number): number;
    /** Returns the new position, or `-errno`; a BigInt if `offset` is one. `whence`: one of `std.SEEK_...`. */
    export function seek<T extends number | bigint>(fd: number, offset: T, whence: number): T extends bigint ? bigint : number;
    export function isatty(fd: number): boolean;

    export const O_RDONLY: number;
    export const O_WRONLY: number;
    export const O_RDWR: number;
    export const O_APPEND: number;
    export const O_CREAT: number;
    export const O_EXCL: number;
    export const O_TRUNC: number;
    /** Windows only: bytes as they are, the default. */
    export const O_BINARY: number;
    /** Windows only: line ends are translated. */
    export const O_TEXT: number;

    /** Calls `handler` whenever a read from `fd` would not block; `null` removes it. */
    export function setReadHandler(fd: number, handler: (() => void) | null): void;
    /** Calls `handler` whenever a write to `fd` would not block; `null` removes it. */
    export function setWriteHandler(fd: number, handler: (() => void) | null): void;

    /** `[columns, rows]`, or null if `fd` is not a terminal. */
    export function ttyGetWinSize(fd: number): [number, number] | null;
    export function ttySetRaw(fd: number): void;

    // ---- Files ----

    export interface Stat {
        dev: number;
        ino: number;
        mode: number;
        nlink: number;
        uid: number;
        gid: number;
        rdev: number;
        /** Bytes. */
        size: number;
        /** Milliseconds since 1970. */
        atime: number;
        mtime: number;
        ctime: number;
    }

    export function remove(filename: string): number;
    export function rename(oldName: string, newName: string): number;
    export function mkdir(path: string, mode?: number): number;
    export function chdir(path: string): number;
    export function getcwd(): [string, number];
    export function realpath(path: string): [string, number];
    export function readdir(path: string): [string[], number];
    export function stat(path: string): [Stat | null, number];
    /** Times in milliseconds since 1970. */
    export function utimes(path: string, atime: number, mtime: number): number;
    /** The full path of the running program. */
    export function exePath(): string;

    export const S_IFMT: number;
    export const S_IFIFO: number;
    export const S_IFCHR: number;
    export const S_IFDIR: number;
    export const S_IFBLK: number;
    export const S_IFREG: number;

    // ---- Time, threads ----

    /** Milliseconds. Returns 0, or -4 (-EINTR) if a handled signal ended it, on the main thread. */
    export function sleep(ms: number): number;
    export function sleepAsync(ms: number): Promise<void>;
    /** Microseconds since a fixed moment. */
    export function now(): number;

    const timer: unique symbol;
    /** Identifies a timer. */
    export type Timer = { [timer]: true };
    export function setTimeout(handler: (...args: any[]) => void, ms?: number, ...args: any[]): Timer;
    export function clearTimeout(timer: Timer): void;
    export function setInterval(handler: (...args: any[]) => void, ms?: number, ...args: any[]): Timer;
    export function clearInterval(timer: Timer): void;

    /** A thread that runs a module. */
    export class Worker {
        constructor(moduleFilename: string);
        /** In a worker: the script that made it; otherwise undefined. */
        static readonly parent: Worker | undefined;
        postMessage(message: unknown): void;
        onmessage: ((event: { data: any }) => void) | null;
    }

    /** "win32" */
    export const platform: string;
}

declare module "qjs:os" {
    export * from "os";
}
