// The names of `env` compare without case, the last of equal ones wins, and they are sorted as
// Windows wants.
import { equal, same } from "./support/assert.js";
import { plainEnvironment } from "./support/platform.js";

const named = (env) =>
    plainEnvironment({ env: { SystemRoot: "C:\\windows", ...env } }).filter(
        (entry) => !/^systemroot=/i.test(entry),
    );

same(named({ b: "1", A: "2", C: "3", _x: "4", Z: "5", a1: "6", 1: "7" }), [
    "1=7", "A=2", "a1=6", "b=1", "C=3", "Z=5", "_x=4",
]);
same(
    named({ Path: "first", PATH: "second", path: "third" }).map((entry) => entry.split("=")[1]),
    ["third"],
);
same(
    named({ AB: "1", A: "2", "A B": "3", A_B: "4" }),
    ["A=2", "A B=3", "AB=1", "A_B=4"],
    "a shorter name first",
);
same(
    named({ "\u00e4": "1", "\u00c4": "2" }).map((entry) => entry.slice(1)),
    ["=2"],
    "beyond ASCII too",
);
same(named({ "\u00df": "1", SS: "2" }).length, 2, "upper-cased unit by unit");
equal(named({ "a b": "1", "(x)": "2", "PROGRAMFILES(X86)": "3" }).length, 3, "odd names");
