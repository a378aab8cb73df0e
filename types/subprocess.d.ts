// The module `subprocess` of quickproc.

declare module "subprocess" {
    /** A signal's name, like "SIGTERM". */
    export type SignalName = string;

    /**
     * "auto": valid UTF-8 is UTF-8, everything else the OEM code page; a byte order mark decides. A number: that code page.
     * null: bytes.
     */
    export type Encoding = "auto" | "utf-8" | "utf8" | "utf-16le" | "utf16le" | "oem" | "ansi" | number | null;

    /** A file, seen from the program's working directory. */
    export interface SourceFile {
        file: string;
    }
    export interface TargetFile {
        file: string;
        /** Write at its end. Default: it is emptied first. */
        append?: boolean | null;
    }

    /** A pipe to us; our own; nothing (end of file, output is swallowed); a descriptor of this process. */
    export type Stream = "pipe" | "inherit" | "null" | number;
    /** "tee": shown, and captured as well. */
    export type WriteStream = Stream | "tee" | TargetFile;

    export type Data = string | ArrayBuffer | ArrayBufferView;

    /** What a program reads, then the end of file. The async ones are not for `run`. */
    export type ReadData = Data | SourceFile | Iterable<Data> | AsyncIterable<Data>;

    /** A program and its arguments; one string only with the option `shell`. */
    export type Command = readonly (string | number | boolean | bigint)[] | string;

    /** The parts of an AbortSignal that are used; any object with them will do. */
    export interface AbortSignalLike {
        readonly aborted: boolean;
        readonly reason: any;
        addEventListener(type: "abort", listener: (event: any) => void, options?: any): void;
    }

    /** null is as good as not given, but for `encoding`. */
    export interface StartOptions {
        /** The working directory. */
        cwd?: string | null;
        /** Changes to our own environment; null takes a variable away. */
        env?: Record<string, string | number | boolean | bigint | null | undefined> | null;
        /** Nothing of our own environment but SystemRoot. Default: false. */
        clearEnv?: boolean | null;
        /** Run `args` as a line of the system's cmd.exe (true), or of the shell with that name (`-c`). */
        shell?: boolean | string | null;
        /** Written to the program's standard input, which ends then. */
        input?: ReadData | null;
        /** Of outputs and of strings that are written. Default: "auto", which writes UTF-8. */
        encoding?: Encoding;
        stdin?: Stream | SourceFile | null;
        stdout?: WriteStream | null;
        /** "stdout": wherever that goes. */
        stderr?: WriteStream | "stdout" | null;
        /** Ending the program ends all that it has started. Default: true, where Windows can; true: or it is not started. */
        killTree?: boolean | null;
        /** Milliseconds after which the program is ended; 0, Infinity: none. */
        timeout?: number | null;
        /** What ends it. Default: it is asked as by `stop()`, and ended by "SIGTERM" where it cannot be asked. */
        killSignal?: SignalName | number | null;
        /** Milliseconds between asking the program to end and ending it; false: never. Default: 5000. */
        forceKillAfter?: number | false | null;
        /** Aborted: the program is ended, as by `timeout`. `run` looks at it before the start only. */
        signal?: AbortSignalLike | null;
        /** The most bytes of each output that is collected; beyond that the program is ended. Default: no limit. */
        maxBuffer?: number | null;
        /** Milliseconds for which outputs are read on after the program's end, while its own children hold them; Infinity: until all have let go. Default: 1000, of `spawn` Infinity. */
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
        /** Throw a ProcessError when it fails: with another exit code than 0, than one of these, or when the function says no. Default: false. */
        check?: boolean | readonly number[] | ((result: Result<any>) => unknown) | null;
    }

    export interface Exit {
        /** 0 to 4294967295; null when a signal ended it. */
        code: number | null;
        signal: SignalName | null;
        /** Of `spawn` with `timeout`: that ended it. */
        timedOut?: boolean;
    }

    /** What it took to stop a program. */
    export interface Stopped extends Exit {
        stoppedBy: "exit" | "signal" | "close" | "ctrl-c" | "ctrl-break" | "kill";
    }

    export interface StopOptions {
        /** What asks first. Default: "SIGTERM". */
        signal?: SignalName | number | null;
        forceKillAfter?: number | false | null;
    }

    export interface Result<Output = string> extends Exit {
        pid: number;
        /** Did `timeout` end it? */
        timedOut: boolean;
        /** What it has written; null when that was neither "pipe" nor "tee". */
        stdout: Output;
        stderr: Output;
    }

    export interface PipelineResult<Output = string> extends Result<Output> {
        /** One for each program, in their order. */
        exits: (Exit & { pid: number; timedOut: boolean; stderr: Output | null })[];
    }

    /** What a program could not do. */
    export class ProcessError extends Error {
        args: readonly string[];
        /** Why it was not started; 0: it was. */
        errno: number;
        /** "ENOENT" and its like. */
        errnoName: string | null;
        /** What Windows has refused it with; 0: Windows was not asked. */
        windowsError: number;
        /** The directories, or the path, where it was looked for. */
        searched: string[];
        pid: number | null;
        code: number | null;
        signal: SignalName | null;
        timedOut: boolean;
        /** Did an AbortSignal end it? Its reason is `cause`. */
        canceled: boolean;
        stdout: string | Uint8Array | null;
        stderr: string | Uint8Array | null;
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
        /** null when it could not be started. */
        readonly pid: number | null;
        /** Was the signal sent? */
        kill(signal?: SignalName | number | null): boolean;
        stop(options?: StopOptions): Promise<Stopped | null>;
    }

    /** The same without blocking. */
    export function runAsync(args: Command, options: RunOptions & Bytes): Running<Result<Uint8Array>>;
    export function runAsync(args: Command, options?: RunOptions): Running<Result>;

    export interface RunningPipeline<R> extends Promise<R> {
        readonly pids: number[];
        /** Was it sent to one of them? */
        kill(signal?: SignalName | number | null): boolean;
        stop(options?: StopOptions): Promise<Stopped[]>;
    }

    /** Starts programs, each reading what the one before it writes. The options hold for each of them. */
    export function pipeline(...commandsAndOptions: [...Command[], RunOptions & Bytes]): RunningPipeline<PipelineResult<Uint8Array>>;
    export function pipeline(...commandsAndOptions: Command[] | [...Command[], RunOptions]): RunningPipeline<PipelineResult>;

    export interface RunAllOptions extends RunOptions {
        /** So many at once. Default: as many as there are processors. */
        limit?: number | null;
        /** The first failure stops the others; `check` is true then unless it is given. Default: false. */
        failFast?: boolean | null;
        onStart?: ((what: { index: number; command: unknown; pid: number | null }) => void) | null;
        onEnd?: ((what: { index: number; command: unknown; result?: any; error?: any; done: number; total: number }) => void) | null;
    }

    /** A command, or a function that does something else; it is stopped by the signal. */
    export type Job = Command | ((context: { signal: AbortSignal }) => any);

    /** Runs many, some at a time. The results are in the order of `commands`. */
    export function runAll(commands: readonly Job[], options?: RunAllOptions): Promise<any[]>;

    /** What a child writes. */
    export interface Output extends AsyncIterable<Uint8Array> {
        /** The next bytes; null at the end. */
        read(): Promise<Uint8Array | null>;
        /** Their text; no character is cut. */
        read(options: { text: true }): Promise<string | null>;
        read(options?: { text?: boolean | null }): Promise<Uint8Array | string | null>;
        /** Lines without their ends. A loop that is left early closes the output, unless `keepOpen`. */
        lines(options?: { separator?: string | RegExp | null; keepOpen?: boolean | null }): AsyncIterableIterator<string>;
        /** The text up to `pattern`, and that. */
        until(pattern: string | RegExp, options?: { timeout?: number | null }): Promise<string>;
        /** Everything that is still to come. */
        bytes(): Promise<Uint8Array>;
        text(): Promise<string>;
        close(): void;
    }

    /** What a child reads. */
    export interface Input {
        /** Kept once the pipe has taken all of it. */
        write(data: Data): Promise<void>;
        /** The end of file after all that was written. */
        end(data?: Data): Promise<void>;
        /** The end of file at once. */
        close(): void;
    }

    export interface Child {
        readonly pid: number;
        /** null when that was not "pipe". */
        readonly stdin: Input;
        readonly stdout: Output;
        readonly stderr: Output;
        wait(): Promise<Exit>;
        /** How it has ended; null while it runs. Needs no event loop. */
        poll(): Exit | null;
        /** Was the signal sent? false after the end, of the whole tree with `killTree`. Default: "SIGTERM". */
        kill(signal?: SignalName | number | null): boolean;
        /** Asks it to end, and ends it after a while. */
        stop(options?: StopOptions): Promise<Stopped>;
        [Symbol.asyncDispose](): Promise<void>;
    }

    /** Starts a program to talk to. */
    export function spawn(args: Command, options?: StartOptions): Child;

    type Value = string | number | bigint | boolean;

    /** A program of $`…`. It starts when the script has had its turn. */
    export interface ShellCommand extends Promise<Result & { exits?: PipelineResult["exits"] }> {
        readonly pid: number | null;
        kill(signal?: SignalName | number | null): boolean;
        stop(options?: StopOptions): Promise<any>;
        text(): Promise<string>;
        lines(): Promise<string[]> & AsyncIterable<string>;
        /** A failure is a result. */
        nothrow(): ShellCommand;
        /** Its output is what `next` reads. */
        pipe(next: ShellCommand): ShellCommand;
    }

    export interface Dollar {
        /** Literal text is split at white space, a value is one argument, an array one each. No shell. */
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

    /** The full path of what would be started, or null. */
    export function which(name: string, options?: FindOptions): string | null;

    export interface ProcessEntry {
        pid: number;
        /** Of the process that started it, which may have ended since; 0: not known. */
        ppid: number;
        /** Of its file, "cmd.exe"; the system's name for it if it has none. */
        name: string;
        /** The full path of its file; null if this process may not look. */
        path: string | null;
        /** null: not known. */
        startTime: Date | null;
    }

    /** All processes of this machine, in the system's order. */
    export function processes(): ProcessEntry[];

    /** The command line that Windows would be given. Other options of `run` change nothing. */
    export function quote(args: Command, options?: RunOptions): string;

    /** Bytes to text. */
    export function decode(bytes: ArrayBuffer | ArrayBufferView, encoding?: Exclude<Encoding, null>): string;
    /** Text to bytes; "auto" is UTF-8. */
    export function encode(text: string, encoding?: Exclude<Encoding, null>): Uint8Array;

    /** As WHATWG's DOM standard has it. */
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
