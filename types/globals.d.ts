// What scripts of quickproc find without an import, besides the language's own.

/** Writes its arguments, separated by spaces, and a line end. */
declare function print(...values: unknown[]): void;

interface Console {
    log(...values: unknown[]): void;
    info(...values: unknown[]): void;
    debug(...values: unknown[]): void;
    /** To standard error, as `warn`. */
    error(...values: unknown[]): void;
    warn(...values: unknown[]): void;
}
declare var console: Console;

/** The script and its arguments. */
declare var scriptArgs: string[];
/** The whole command line, the interpreter and its options included. */
declare var execArgv: string[];
/** The first word of the command line. */
declare var argv0: string;

/** Frees what only circles of references hold. */
declare function gc(): void;
declare function queueMicrotask(callback: () => void): void;
/** Base64 of a string of bytes, and back. */
declare function btoa(bytes: string): string;
declare function atob(base64: string): string;

interface Performance {
    /** Milliseconds since `timeOrigin`, by a clock that is never set. */
    now(): number;
    readonly timeOrigin: number;
}
declare var performance: Performance;

interface Navigator {
    /** "quickjs-ng/" and its version. */
    readonly userAgent: string;
}
declare var navigator: Navigator;

interface DOMException extends Error {
    readonly code: number;
}
declare var DOMException: {
    prototype: DOMException;
    new (message?: string, name?: string): DOMException;
};

/** The engine's own: it ran out of memory or was interrupted. */
interface InternalError extends Error {}
declare var InternalError: {
    prototype: InternalError;
    new (message?: string): InternalError;
    (message?: string): InternalError;
};

/** The same as those of `os`. */
declare var setTimeout: typeof import("os").setTimeout;
declare var clearTimeout: typeof import("os").clearTimeout;
declare var setInterval: typeof import("os").setInterval;
declare var clearInterval: typeof import("os").clearInterval;

/** The same as those of `subprocess`, which is loaded when one of them is first used. */
declare var AbortController: typeof import("subprocess").AbortController;
type AbortController = import("subprocess").AbortController;
declare var AbortSignal: typeof import("subprocess").AbortSignal;
type AbortSignal = import("subprocess").AbortSignal;

interface ImportMeta {
    /** "file://" and the full path. */
    url: string;
    /** Is this the script that was started? */
    main: boolean;
}
