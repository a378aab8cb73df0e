// Names and numbers of signals, and how a program has ended.
import * as os from "os";
import { refuse } from "quickproc:subprocess-values";

const signals = Object.keys(os).filter((name) => /^SIG[A-Z0-9]+$/.test(name) && typeof os[name] === "number");

export function signalName(number) {
    return signals.find((name) => os[name] === number) ?? `signal ${number}`;
}

// The number; of nothing, SIGTERM's.
export function signalNumber(signal, name = "signal") {
    if (signal === undefined || signal === null) {
        return os.SIGTERM;
    }
    if (typeof signal === "string" ? signals.includes(signal) : Number.isInteger(signal)) {
        return typeof signal === "string" ? os[signal] : signal;
    }
    throw refuse(name, signal, `a number or one of ${signals.join(", ")}`);
}

export function exitOf(status) {
    const signal = os.WTERMSIG(status);
    return signal ? { code: null, signal: signalName(signal) } : { code: os.WEXITSTATUS(status), signal: null };
}
