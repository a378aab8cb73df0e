// How a child ended by itself: NTSTATUS codes of crashes are signals, for exec and for waitpid;
// everything else is its exit code.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { child } from "./support/children.js";

function ends(how, signal) {
    equal(os.exec([child("crash"), ...how]), -signal, `exec ${how}`);
    const pid = os.exec([child("crash"), ...how], { block: false });
    same(os.waitpid(pid, true), [pid, signal], `waitpid ${how}`);
}

ends(["access"], os.SIGSEGV);
ends(["overflow"], os.SIGSEGV);
ends(["illegal"], os.SIGILL);
ends(["privileged"], os.SIGILL);
ends(["divide"], os.SIGFPE);
ends(["float"], os.SIGFPE);
ends(["breakpoint"], os.SIGTRAP);
ends(["fastfail"], os.SIGABRT);

const signals = {
    SIGSEGV: [0xc0000005, 0xc00000fd],
    SIGILL: [0xc000001d, 0xc0000096],
    SIGFPE: [
        0xc000008c, 0xc000008d, 0xc000008e, 0xc000008f, 0xc0000090, 0xc0000091, 0xc0000092, 0xc0000093,
        0xc0000094,
    ],
    SIGINT: [0xc000013a],
    SIGABRT: [0xc0000409, 0xc0000374],
    SIGTRAP: [0x80000003],
};
for (const [name, codes] of Object.entries(signals)) {
    for (const code of codes) {
        ends(["terminate", String(code)], os[name]);
    }
}

// Their neighbours are exit codes.
for (const code of [
    0xc0000004, 0xc0000006, 0xc00000fc, 0xc00000fe, 0xc000001c, 0xc000001e, 0xc000008b, 0xc0000095,
    0xc0000097, 0xc0000139, 0xc000013b, 0xc0000408, 0xc000040a, 0xc0000373, 0xc0000375, 0x80000002,
    0x80000004, 0xc0000135, 0xc0000142, 3,
    128 + 15,
    128 + 9,
    0x40000015,
]) {
    equal(os.exec([child("crash"), "terminate", String(code)]), code);
    const pid = os.exec([child("exit"), String(code)], { block: false });
    same(os.waitpid(pid, true), [pid, code * 256]);
}
