// An exception of the caller's own getter, toString or Proxy comes out of exec unchanged, and
// nothing is started.
import * as os from "os";
import { equal, ok } from "./support/assert.js";
import { child, exists, freeFd, temp } from "./support/children.js";

const marker = temp("marker");
const good = [child("chain"), "1", marker, "0"];
const mine = { name: "mine" };
const fd = freeFd();
function thrower() {
    throw mine;
}
function passes(what, call) {
    let caught;
    try {
        call();
    } catch (error) {
        caught = error;
    }
    equal(caught, mine, what);
    ok(!exists(marker), `${what}: started`);
    equal(freeFd(), fd, `${what}: an fd is left`);
}

passes("toString of an argument", () => os.exec([...good, { toString: thrower }]));
const args = [...good];
Object.defineProperty(args, 2, { get: thrower });
passes("a getter of args", () => os.exec(args));
passes("a Proxy as args", () => os.exec(new Proxy(good, { get: thrower })));
for (const name of [
    "block", "usePath", "file", "cwd", "stdin", "stdout", "stderr", "env", "uid", "gid", "groups", "timeout",
    "killSignal", "windowsHide", "windowsVerbatimArguments", "newProcessGroup", "detached", "killOnExit",
]) {
    passes(`option ${name}`, () =>
        os.exec(good, {
            get [name]() {
                return thrower();
            },
        }),
    );
}
for (const name of ["file", "cwd"]) {
    passes(`toString of ${name}`, () => os.exec(good, { [name]: { toString: thrower } }));
}
for (const name of ["stdin", "stdout", "stderr", "timeout"]) {
    passes(`valueOf of ${name}`, () => os.exec(good, { [name]: { valueOf: thrower } }));
}
passes("a getter of env", () =>
    os.exec(good, {
        env: {
            A: "1",
            get B() {
                return thrower();
            },
        },
    }),
);
passes("toString in env", () => os.exec(good, { env: { A: { toString: thrower } } }));
passes("a Proxy as env", () => os.exec(good, { env: new Proxy({}, { ownKeys: thrower }) }));

// errorObj: reset before the start, so that nothing was started if that throws; what stopped the start may throw as well.
passes("a setter of errorObj", () => os.exec(good, {}, { set errno(number) { thrower(); } }));
const picky = {
    set errno(number) {
        if (number !== 0) {
            thrower();
        }
    },
};
passes("a setter of errorObj, for a refusal", () => os.exec([child("no-such-program")], {}, picky));
for (const [what, words, errorObj] of [["a setter", good, { set errno(number) { thrower(); } }], ["a refusal", [child("no-such-program")], picky]]) {
    const reason = await os.execAsync(words, {}, errorObj).then((value) => value, (error) => error);
    passes(`execAsync, errorObj: ${what}`, () => { throw reason; });
}
