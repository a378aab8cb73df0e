// The module `subprocess` of quickproc.

declare module "subprocess" {
    /** A signal's name, like "SIGTERM". */
    export type SignalName = string;

    /**
     * "auto": UTF-8 if the text is valid UTF-8, otherwise the OEM code page; a byte order mark takes
     * precedence. A number: that code page. null: bytes.
     */
    export type Encoding = "auto" | "utf-8" | "utf8" | "utf-16le" | "utf16le" | "oem" | "ansi" | number | null;

    /** A file; a relative path starts at the program's working directory. */
    export interface SourceFile {
        file: string;
    }
    export interface TargetFile {
        file: string;
        /** Write at its end. Default: empty it first. */
        append?: boolean | null;
    }

    /** A pipe to the script; the script's own; nothing (end of file, output is discarded); a descriptor. */
    export type Stream = "pipe" | "inherit" | "null" | number;
    /** "tee": shown and also captured. */
    export type WriteStream = Stream | "tee" | TargetFile;

    export type Data = string | ArrayBuffer | ArrayBufferView;

    /** What a program reads before the end of the file. `run` takes no async iterables. */
    export type ReadData = Data | SourceFile | Iterable<Data> | AsyncIterable<Data>;

    /** A program and its arguments; one string only with the option `shell`. */
    export type Command = readonly (string | number | boolean | bigint)[] | string;

    /** The parts of an AbortSignal that are used; any object that has them works. */
    export interface AbortSignalLike {
        readonly aborted: boolean;
        readonly reason: any;
        addEventListener(type: "abort", listener: (event: any) => void, options?: any): void;
    }

    /** null means "not given", except for `encoding`. */
    export interface StartOptions {
        /** The working directory. */
        cwd?: string | null;
        /** Changes to the script's environment; null removes a variable. */
        env?: Record<string, string | number | boolean | bigint | null | undefined> | null;
        /** Start from an environment that has only SystemRoot. Default: false. */
        clearEnv?: boolean | null;
        /** Run `args` as a line of the system's cmd.exe (true) or of the named shell (`-c`). */
        shell?: boolean | string | null;
        /** Written to the program's standard input, which then ends. */
        input?: ReadData | null;
        /** How output is decoded and written strings are encoded. Default: "auto", which writes UTF-8. */
        encoding?: Encoding;
        stdin?: Stream | SourceFile | null;
        stdout?: WriteStream | null;
        /** "stdout": to the same place. */
        stderr?: WriteStream | "stdout" | null;
        /** Ending the program ends all that it has started. Default: if Windows can; true: refuse to start it if Windows cannot. */
        killTree?: boolean | null;
        /** Milliseconds after which the program is ended; 0, Infinity: never. */
        timeout?: number | null;
        /** The signal that ends it. Default: it is asked as by `stop()`, and ended by "SIGTERM" if it cannot be asked. */
        killSignal?: SignalName | number | null;
        /** Milliseconds between asking the program to end and ending it; false: never. Default: 5000. */
        forceKillAfter?: number | false | null;
        /** When it is aborted, the program is ended, as by `timeout`. `run` checks it only before the start. */
        signal?: AbortSignalLike | null;
        /** The most bytes of each output to collect; beyond it the program is ended. Default: no limit. */
        maxBuffer?: number | null;
        /** Milliseconds to read on after the program's end while its own children hold its outputs; Infinity: until all have let go. Default: 1000, for `spawn` Infinity. */
        drain?: number | null;
        /** As for `os.exec`. */
        file?: string | null;
        usePath?: boolean | null;
        windowsHide?: boolean | null;
        windowsVerbatimArguments?: boolean | null;
        newProcessGroup?: boolean | null;
        detached?: boolean | null;
        killOnExit?: boolean | null;
        windowStyle?: "normal" | "hidden" | "minimized" | "maximized" | null;
        newConsole?: boolean | null;
        priority?: "idle" | "below-normal" | "normal" | "above-normal" | "high" | "realtime" | null;
        breakaway?: boolean | null;
        fds?: Record<number, number> | null;
        uid?: number | null;
        gid?: number | null;
        groups?: number[] | null;
    }

    export interface RunOptions extends StartOptions {
        /** Throw a ProcessError if it fails: if the exit code is not 0, is not in the list, or the function returns false. Default: false. */
        check?: boolean | readonly number[] | ((result: Result<any>) => unknown) | null;
    }

    export interface Exit {
        /** 0 to 4294967295; null if a signal ended it. */
        code: number | null;
        signal: SignalName | null;
        /** With `spawn`: `timeout` ended it. */
        timedOut?: boolean;
    }

    /** How a program was stopped. */
    export interface Stopped extends Exit {
        stoppedBy: "exit" | "signal" | "close" | "ctrl-c" | "ctrl-break" | "kill";
    }

    export interface StopOptions {
        /** The signal for its handler. Default: "SIGTERM". */
        signal?: SignalName | number | null;
        forceKillAfter?: number | false | null;
    }

    /** Milliseconds and bytes. */
    export interface Usage {
        /** From the start to the end, or to now. */
        elapsedMs: number;
        /** Of the processors, all threads. */
        userMs: number;
        systemMs: number;
        /** The most private memory at one time. */
        peakBytes: number;
        /** From files, pipes and devices. */
        readBytes: number;
        writtenBytes: number;
    }

    /** What a program used. */
    export interface ProcessUsage extends Usage {
        /** The same with all that it started; null if no job of this process counts that. */
        tree: Usage | null;
    }

    export interface Result<Output = string> extends Exit {
        pid: number;
        /** Whether `timeout` ended it. */
        timedOut: boolean;
        /** Its output; null if the stream was neither "pipe" nor "tee". */
        stdout: Output;
        stderr: Output;
        /** What it used; null if the system does not say. */
        usage: ProcessUsage | null;
    }

    export interface PipelineResult<Output = string> extends Result<Output> {
        /** One for each program, in order. */
        exits: (Exit & { pid: number; timedOut: boolean; stderr: Output | null; usage: ProcessUsage | null })[];
    }

    /** A program that could not be started, or failed. */
    export class ProcessError extends Error {
        args: readonly string[];
        /** Why it was not started; 0 if it was. */
        errno: number;
        /** "ENOENT" and the like. */
        errnoName: string | null;
        /** The Win32 error of the failed start; 0: Windows was not asked. */
        windowsError: number;
        /** The folders, or the path, where it was searched. */
        searched: string[];
        pid: number | null;
        code: number | null;
        signal: SignalName | null;
        timedOut: boolean;
        /** Whether an AbortSignal ended it; the reason is `cause`. */
        canceled: boolean;
        stdout: string | Uint8Array | null;
        stderr: string | Uint8Array | null;
        usage: ProcessUsage | null;
        /** Of a pipeline. */
        exits?: PipelineResult["exits"];
        /** Of runAll. */
        results?: unknown[];
    }

    type Bytes = { encoding: null };

    /** Runs a program to its end. */
    export function run(args: Command, options: RunOptions & Bytes): Result<Uint8Array>;
    export function run(args: Command, options?: RunOptions): Result;

    /** A promise, and the program behind it. */
    export interface Running<R> extends Promise<R> {
        /** null if it could not be started. */
        readonly pid: number | null;
        /** Returns whether the signal was sent. */
        kill(signal?: SignalName | number | null): boolean;
        stop(options?: StopOptions): Promise<Stopped | null>;
    }

    /** `run` without blocking. */
    export function runAsync(args: Command, options: RunOptions & Bytes): Running<Result<Uint8Array>>;
    export function runAsync(args: Command, options?: RunOptions): Running<Result>;

    export interface RunningPipeline<R> extends Promise<R> {
        readonly pids: number[];
        /** Returns whether it was sent to one of them. */
        kill(signal?: SignalName | number | null): boolean;
        stop(options?: StopOptions): Promise<Stopped[]>;
    }

    /** Starts programs so that each reads the output of the one before. The options are for all of them. */
    export function pipeline(...commandsAndOptions: [...Command[], RunOptions & Bytes]): RunningPipeline<PipelineResult<Uint8Array>>;
    export function pipeline(...commandsAndOptions: Command[] | [...Command[], RunOptions]): RunningPipeline<PipelineResult>;

    export interface RunAllOptions extends RunOptions {
        /** How many run at once. Default: the number of processors. */
        limit?: number | null;
        /** Stop the others at the first failure; `check` is then true by default. Default: false. */
        failFast?: boolean | null;
        onStart?: ((what: { index: number; command: unknown; pid: number | null }) => void) | null;
        onEnd?: ((what: { index: number; command: unknown; result?: any; error?: any; done: number; total: number }) => void) | null;
    }

    /** A command, or a function that does something else and stops at the signal. */
    export type Job = Command | ((context: { signal: AbortSignal }) => any);

    /** Runs many programs, a few at a time. The results are in the order of `commands`. */
    export function runAll(commands: readonly Job[], options?: RunAllOptions): Promise<any[]>;

    /** An output of a child. */
    export interface Output extends AsyncIterable<Uint8Array> {
        /** The next bytes; null at the end. */
        read(): Promise<Uint8Array | null>;
        /** Their text; no character is cut in two. */
        read(options: { text: true }): Promise<string | null>;
        read(options?: { text?: boolean | null }): Promise<Uint8Array | string | null>;
        /** Lines without line ends. Leaving the loop early closes the output, unless `keepOpen` is true. */
        lines(options?: { separator?: string | RegExp | null; keepOpen?: boolean | null }): AsyncIterableIterator<string>;
        /** The text up to and including `pattern`. */
        until(pattern: string | RegExp, options?: { timeout?: number | null }): Promise<string>;
        /** All the output that is still to come. */
        bytes(): Promise<Uint8Array>;
        text(): Promise<string>;
        close(): void;
    }

    /** The input of a child. */
    export interface Input {
        /** Resolves once the pipe has taken all of it. */
        write(data: Data): Promise<void>;
        /** Ends the file after everything that was written. */
        end(data?: Data): Promise<void>;
        /** Ends the file at once. */
        close(): void;
    }

    export interface Child {
        readonly pid: number;
        /** null if the stream is not "pipe". */
        readonly stdin: Input;
        readonly stdout: Output;
        readonly stderr: Output;
        wait(): Promise<Exit>;
        /** How it ended; null while it runs. Needs no event loop. */
        poll(): Exit | null;
        /** Returns whether the signal was sent; false after the end, with `killTree` that of the whole tree. Default: "SIGTERM". */
        kill(signal?: SignalName | number | null): boolean;
        /** What it used until now or its end; null if the system does not say. */
        usage(): ProcessUsage | null;
        /** Asks the program to end, and ends it after a while. */
        stop(options?: StopOptions): Promise<Stopped>;
        [Symbol.asyncDispose](): Promise<void>;
    }

    /** Starts a program to talk to while it runs. */
    export function spawn(args: Command, options?: StartOptions): Child;

    type Value = string | number | bigint | boolean;

    /** A program of $`…`. It starts at the end of the script's current turn. */
    export interface ShellCommand extends Promise<Result & { exits?: PipelineResult["exits"] }> {
        readonly pid: number | null;
        kill(signal?: SignalName | number | null): boolean;
        stop(options?: StopOptions): Promise<any>;
        text(): Promise<string>;
        lines(): Promise<string[]> & AsyncIterable<string>;
        /** Makes a failure a result. */
        nothrow(): ShellCommand;
        /** Starts `next` with this command's output as its input. */
        pipe(next: ShellCommand): ShellCommand;
    }

    export interface Dollar {
        /** Literal text is split at white space, a value is one argument, an array one for each item. No shell. */
        (literals: TemplateStringsArray, ...values: (Value | readonly Value[])[]): ShellCommand;
        /** The same with options. */
        (options: RunOptions): Dollar;
    }
    export const $: Dollar;

    export interface FindOptions {
        cwd?: string | null;
        usePath?: boolean | null;
        env?: StartOptions["env"];
        clearEnv?: boolean | null;
    }

    /** The full path of the program that would be started, or null. */
    export function which(name: string, options?: FindOptions): string | null;

    export interface ProcessEntry {
        pid: number;
        /** The process that started it, which may have ended since; 0: not known. */
        ppid: number;
        /** The name of its file, "cmd.exe"; if it has no file, the system's name for it. */
        name: string;
        /** The full path of its file; null if this process may not look. */
        path: string | null;
        /** null: not known. */
        startTime: Date | null;
    }

    /** All processes of this machine, in the system's order. */
    export function processes(): ProcessEntry[];

    /** A process held by a handle: no other process gets its pid meanwhile. */
    export interface AttachedProcess extends ProcessEntry {
        /** Whether it was let go. */
        readonly closed: boolean;
        /** How it ended; null while it runs. Needs no event loop. */
        poll(): Exit | null;
        wait(): Promise<Exit>;
        /** Returns whether the signal was sent, to this process alone; false after its end. */
        kill(signal?: SignalName | number | null): boolean;
        /** Asks the process to end, and ends it after a while. */
        stop(options?: StopOptions): Promise<Stopped>;
        /** What it used until now or its end. */
        usage(): ProcessUsage;
        /** The running processes that it started, and those that these started. */
        tree(): ProcessEntry[];
        /** Lets the process go; it keeps running. */
        close(): void;
        [Symbol.dispose](): void;
    }

    /** Holds any process. An entry of `processes()` is refused if its pid belongs to another process now. */
    export function attach(process: number | ProcessEntry): AttachedProcess;

    /** The command line that Windows would be given, for people and logs. */
    export function quote(args: Command, options?: RunOptions): string;

    /** Bytes to text. */
    export function decode(bytes: ArrayBuffer | ArrayBufferView, encoding?: Exclude<Encoding, null>): string;
    /** Text to bytes; "auto" is UTF-8. */
    export function encode(text: string, encoding?: Exclude<Encoding, null>): Uint8Array;

    /** As in WHATWG's DOM standard. */
    export class AbortSignal {
        private constructor();
        static abort(reason?: any): AbortSignal;
        static timeout(ms: number): AbortSignal;
        static any(signals: Iterable<AbortSignal>): AbortSignal;
        readonly aborted: boolean;
        readonly reason: any;
        onabort: ((event: any) => void) | null;
        throwIfAborted(): void;
        addEventListener(type: string, listener: ((event: any) => void) | { handleEvent(event: any): void } | null, options?: boolean | { once?: boolean; signal?: AbortSignal }): void;
        removeEventListener(type: string, listener: ((event: any) => void) | { handleEvent(event: any): void } | null): void;
        dispatchEvent(event: { type: string }): boolean;
    }

    export class AbortController {
        readonly signal: AbortSignal;
        abort(reason?: any): void;
    }
}

declare module "qjs:subprocess" {
    export * from "subprocess";
}
