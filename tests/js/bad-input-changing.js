// Arguments that change while they are read: what was read first counts, or the call throws; never
// a crash, nothing half done.
import * as os from "os";
import { equal, ok, same } from "./support/assert.js";
import { argvOf, child, freeFd } from "./support/children.js";

const fd = freeFd();
const args = [
    child("argv"),
    "crt",
    {
        toString() {
            args.length = 2;
            return "third";
        },
    },
    "fourth",
    "fifth",
];
let result;
try {
    result = os.exec(args, { stdout: os.open("NUL", os.O_RDWR) });
} catch (error) {
    ok(error instanceof TypeError, String(error));
}
ok(result === undefined || result === 0);

const growing = [
    "a",
    {
        toString() {
            growing.push("more");
            return "b";
        },
    },
];
same(argvOf("crt", growing).length >= 3, true);

const env = {
    A: "1",
    get B() {
        delete env.C;
        env.D = "4";
        return "2";
    },
    C: "3",
};
try {
    equal(os.exec([child("exit"), "5"], { env }), 5);
} catch (error) {
    ok(error instanceof TypeError, String(error));
}

// A getter that itself starts a child, or closes the fd that was read before it.
const [reading, writing] = os.pipe();
const reentrant = {
    get block() {
        return os.exec([child("exit"), "0"]) === 0;
    },
    stdout: writing,
    get stderr() {
        os.close(writing);
        return 2;
    },
};
const outcome = os.exec([child("exit"), "6"], reentrant);
ok(outcome === -9 || outcome === 6, `stdout was closed meanwhile: ${outcome}`);
os.close(reading);
equal(os.exec([child("exit"), "7"]), 7);
ok(freeFd() <= fd + 2, "no fds pile up");
