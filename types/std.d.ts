// The module `std` of quickproc.

declare module "std" {
    export interface ErrorObject {
        errno?: number;
    }

    /** A stream of the C runtime. */
    export interface File {
        close(): number;
        puts(...values: unknown[]): void;
        printf(format: string, ...values: unknown[]): number;
        flush(): void;
        seek(offset: number | bigint, whence: number): number;
        tell(): number;
        tello(): bigint;
        eof(): boolean;
        fileno(): number;
        error(): boolean;
        clearerr(): void;
        read(buffer: ArrayBuffer, offset?: number, length?: number): number;
        write(data: ArrayBuffer | string, offset?: number, length?: number): number;
        getline(): string | null;
        readAsArrayBuffer(maxSize?: number): ArrayBuffer;
        readAsString(maxSize?: number): string;
        getByte(): number;
        putByte(byte: number): number;
    }

    export function exit(code: number): never;
    export function gc(): void;
    export function evalScript(text: string, options?: { backtrace_barrier?: boolean; async?: boolean }): any;
    export function loadScript(filename: string): any;
    export function loadFile(filename: string): string | null;
    export function loadFile(filename: string, options: { binary: true }): Uint8Array | null;
    export function writeFile(filename: string, data: string | ArrayBuffer | ArrayBufferView): void;
    export function open(filename: string, flags: string, errorObj?: ErrorObject): File | null;
    /** cmd.exe reads the line. `flags`: "r" or "w". `close()` gives the status, as `os.waitpid` does, or -errno. */
    export function popen(command: string, flags: string, errorObj?: ErrorObject): File | null;
    export function fdopen(fd: number, flags: string, errorObj?: ErrorObject): File | null;
    export function tmpfile(errorObj?: ErrorObject): File | null;
    export function puts(...values: unknown[]): void;
    export function printf(format: string, ...values: unknown[]): number;
    export function sprintf(format: string, ...values: unknown[]): string;
    export function strerror(errno: number): string;
    export function getenv(name: string): string | undefined;
    export function setenv(name: string, value: string): void;
    export function unsetenv(name: string): void;
    export function getenviron(): Record<string, string>;
    /** Runs curl, which must be in PATH. null for a status that is not 2xx, unless `full`. */
    export function urlGet(url: string, options?: { binary?: boolean; full?: boolean }): any;

    const stdin: File;
    export { stdin as in };
    export const out: File;
    export const err: File;
    export const SEEK_SET: number;
    export const SEEK_CUR: number;
    export const SEEK_END: number;
    export const Error: Record<string, number>;
}

declare module "qjs:std" {
    export * from "std";
}
