// `env` is the whole environment of the child: what it names, SystemRoot when that is missing, and
// nothing else of ours. Values arrive exactly.
import * as std from "std";
import { equal, note, ok, same } from "./support/assert.js";
import { environmentOf, toHex, variables } from "./support/children.js";
import { isWine, plainEnvironment } from "./support/platform.js";

const system = std.getenv("SystemRoot");
std.setenv("QP_OURS", "ours");
// Under Wine every process gets SystemRoot: that it comes from us is only to be seen on Windows
// (and in the tests of the core).
const withRoot = (...entries) => (isWine ? entries : [...entries, `SystemRoot=${system}`].sort());
if (isWine) {
    note("Wine adds SystemRoot by itself");
}

same(plainEnvironment({ env: {} }), withRoot(), "empty");
same(plainEnvironment({ env: { A: "1", B: "two words", C: "" } }), withRoot("A=1", "B=two words", "C="));
same(plainEnvironment({ env: { QP_X: "a=b;c=d=" } }), withRoot("QP_X=a=b;c=d="));
if (!isWine) {
    same(
        plainEnvironment({ env: { SYSTEMROOT: "D:\\own" } }),
        ["SYSTEMROOT=D:\\own"],
        "SystemRoot is the caller's to set, in any case",
    );
    same(plainEnvironment({ env: { systemroot: "" } }), ["systemroot="], "even empty");
}

for (const value of [
    "\t", "\n", "a\r\nb", '"', "%PATH%", "\\", "\u00e4", "\u4e2d\u6587", "\u{1f600}", "\ud800", "\udfffx",
    "\uffff", " lead and trail ",
    "x".repeat(32000),
]) {
    const entries = plainEnvironment({ env: { A: value } });
    equal(toHex(entries[0]), toHex(`A=${value}`));
}
const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`V${i}`, `value ${i}`]));
equal(environmentOf({ env: many }).filter((entry) => /^V\d+=value \d+$/.test(entry)).length, 500);
same(
    variables(["A", "B", "C", "D"], { env: { A: 1, B: true, C: null, D: undefined } }),
    ["A=1", "B=true", "C=null", "D=undefined"],
    "values become strings",
);
class Own {
    mine = "own";
    get inherited() {
        return "no";
    }
}
const own = new Own();
Object.defineProperty(own, "hidden", { value: "no", enumerable: false });
own[Symbol("s")] = "no";
same(plainEnvironment({ env: own }), withRoot("mine=own"), "own, enumerable, not symbols");

// Without `env` the child gets ours, as it is now.
same(variables(["QP_OURS"], {}), ["QP_OURS=ours"]);
std.setenv("QP_OURS", "changed \u00e4");
same(variables(["QP_OURS"], { env: undefined }), ["QP_OURS=changed \u00e4"]);
std.unsetenv("QP_OURS");
same(variables(["QP_OURS"], {}), ["QP_OURS unset"]);
ok(environmentOf({}).length > 3);
