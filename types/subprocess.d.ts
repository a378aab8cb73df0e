// The module `subprocess` of quickproc.

declare module "subprocess" {
    /** A signal's name, like "SIGTERM". */
    export type SignalName = string;

    /** Text in one of Windows' code pages; null: bytes. */
    export type Encoding = "utf-8" | "utf8" | "oem" | "ansi" | null;

    /** A pipe to us; our own; nothing (end of file, output is swallowed); a descriptor of this process. */
    export type Stream = "pipe" | "inherit" | "null" | number;

    export type Data = string | ArrayBuffer | ArrayBufferView;

    /** A program and its arguments; one string only with the option `shell`. */
    export type Command = readonly string[] | string;

    /** null is as good as not given, but for `encoding`. */
    export interface StartOptions {
        /** The working directory. */
        cwd?: string | null;
        /** Changes to our own environment; null takes a variable away. */
        env?: Record<string, string | number | boolean | null | undefined> | null;
        /** Run `args` as a line of the system's cmd.exe (true), or of the shell with that name (`-c`). */
        shell?: boolean | string | null;
        /** Written to the program's standard input, which ends then. */
        input?: Data | null;
        /** Of outputs and of strings that are written. Default: "utf-8". */
        encoding?: Encoding;
        stdin?: Stream | null;
        stdout?: Stream | null;
        /** "stdout": wherever that goes. */
        stderr?: Stream | "stdout" | null;
        /** Ending the program ends all that it has started, too. Default: false. */
        killTree?: boolean | null;
        /** As for `os.exec`. */
        file?: string | null;
        usePath?: boolean | null;
        windowsHide?: boolean | null;
        windowsVerbatimArguments?: boolean | null;
        newProcessGroup?: boolean | null;
        detached?: boolean | null;
        killOnExit?: boolean | null;
        uid?: number | null;
        gid?: number | null;
        groups?: number[] | null;
    }

    export interface RunOptions extends StartOptions {
        /** Milliseconds after which the program is ended. */
        timeout?: number | null;
        /** What ends it. Default: "SIGTERM". */
        killSignal?: SignalName | number | null;
        /** Throw an Error when it fails. Default: false. */
        check?: boolean | null;
        /** The most bytes that each output may have; beyond that the program is ended and an Error is thrown. Default: no limit. */
        maxBuffer?: number | null;
        /** Milliseconds for which outputs are read on after the program's end, while its own children hold them. Default: 1000. */
        drain?: number | null;
    }

    export interface Exit {
        /** 0 to 4294967295; null when a signal ended it. */
        code: number | null;
        signal: SignalName | null;
    }

    export interface Result<Output = string> extends Exit {
        pid: number;
        /** Did `timeout` end it? */
        timedOut: boolean;
        /** What it has written; null when that was not "pipe". */
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
        stdout: string | Uint8Array | null;
        stderr: string | Uint8Array | null;
        /** Of a pipeline. */
        exits?: PipelineResult["exits"];
    }

    type Bytes = { encoding: null };

    /** Runs a program to its end. */
    export function run(args: Command, options: RunOptions & Bytes): Result<Uint8Array>;
    export function run(args: Command, options?: RunOptions): Result;

    /** The same without blocking. */
    export function runAsync(args: Command, options: RunOptions & Bytes): Promise<Result<Uint8Array>>;
    export function runAsync(args: Command, options?: RunOptions): Promise<Result>;

    /** Starts programs, each reading what the one before it writes. The options hold for each of them. */
    export function pipeline(...commandsAndOptions: [...Command[], RunOptions & Bytes]): Promise<PipelineResult<Uint8Array>>;
    export function pipeline(...commandsAndOptions: Command[] | [...Command[], RunOptions]): Promise<PipelineResult>;

    /** What a child writes. */
    export interface Output extends AsyncIterable<Uint8Array> {
        /** The next bytes; null at the end. */
        read(): Promise<Uint8Array | null>;
        /** Lines without their ends. */
        lines(): AsyncIterableIterator<string>;
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
        /** Was the signal sent? false after the end, of the whole tree with `killTree`. Default: "SIGTERM". */
        kill(signal?: SignalName | number): boolean;
        [Symbol.asyncDispose](): Promise<void>;
    }

    /** Starts a program to talk to. */
    export function spawn(args: Command, options?: StartOptions): Child;

    export interface FindOptions {
        cwd?: string | null;
        usePath?: boolean | null;
    }

    /** The full path of what would be started, or null. */
    export function which(name: string, options?: FindOptions): string | null;

    /** The command line that Windows would be given. */
    export function quote(args: Command, options?: FindOptions & Pick<StartOptions, "file" | "shell" | "windowsVerbatimArguments">): string;
}

declare module "qjs:subprocess" {
    export * from "subprocess";
}
