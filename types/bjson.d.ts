// The module `bjson` of quickproc: values as bytes, in the engine's own format.

declare module "bjson" {
    /** Bytes from anywhere but `write` of the same engine can crash the process. */
    export function read(buffer: ArrayBuffer, position: number, length: number, flags?: number): any;
    export function write(value: unknown, flags?: number): ArrayBuffer;
    export const READ_OBJ_BYTECODE: number;
    /** Objects that are there twice, and circles. */
    export const READ_OBJ_REFERENCE: number;
    export const WRITE_OBJ_BYTECODE: number;
    export const WRITE_OBJ_REFERENCE: number;
    export const WRITE_OBJ_STRIP_DEBUG: number;
    export const WRITE_OBJ_STRIP_SOURCE: number;
}

declare module "qjs:bjson" {
    export * from "bjson";
}
