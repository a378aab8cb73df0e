// Names and numbers of signals, and how a program has ended.
import * as os from "os";

function signalName(number) {
    return Object.keys(os).find((name) => /^SIG[A-Z0-9]+$/.test(name) && os[name] === number) ?? `signal ${number}`;
}

export function signalNumber(signal) {
    if (typeof signal === "string" && (!/^SIG[A-Z0-9]+$/.test(signal) || typeof os[signal] !== "number")) {
        throw new TypeError(`unknown signal: ${signal}`);
    }
    return typeof signal === "string" ? os[signal] : signal;
}

export function exitOf(status) {
    const signal = os.WTERMSIG(status);
    return signal ? { code: null, signal: signalName(signal) } : { code: os.WEXITSTATUS(status), signal: null };
}
