// std.getenv and its like: any name and value, empty or not set, and children get the same.
import * as os from "os";
import * as std from "std";
import { equal, ok, same, throws } from "./support/assert.js";
import { environmentOf, variables } from "./support/children.js";

const values = ["x", "", " ", "a=b", "\u00e4\u00f6", "\u540d\u524d", "\u{1f600}", "\ud800", "%PATH%", "a\nb", "x".repeat(5000)];
for (const value of values) {
    std.setenv("QP_VALUE", value);
    equal(std.getenv("QP_VALUE"), value);
    equal(std.getenv("qp_value"), value, "without case, as Windows has it");
    equal(std.getenviron().QP_VALUE, value);
    ok(environmentOf().includes(`QP_VALUE=${value}`), JSON.stringify(value.slice(0, 10)));
}
std.unsetenv("QP_VALUE");
equal(std.getenv("QP_VALUE"), undefined);
ok(!("QP_VALUE" in std.getenviron()));
same(variables(["QP_VALUE"]).filter((line) => line.includes("=")), []);
std.unsetenv("QP_VALUE");

std.setenv("QP_\u540d\u524d", "1");
equal(std.getenv("QP_\u540d\u524d"), "1");
ok("QP_\u540d\u524d" in std.getenviron());
std.setenv("QP_NUMBER", 5);
equal(std.getenv("QP_NUMBER"), "5");

equal(std.getenv(""), undefined);
equal(std.getenv("QP_NEVER_SET"), undefined);
for (const name of ["", "=", "a=b", "n".repeat(40000)]) {
    const before = JSON.stringify(std.getenviron());
    std.setenv(name, "x");
    std.unsetenv(name);
    equal(JSON.stringify(std.getenviron()), before, `setenv("${name.slice(0, 9)}")`);
}
// As long as Windows takes it, and no character is cut off: what is too long leaves the variable as it is.
std.setenv("QP_LONG", "x".repeat(32766));
equal(std.getenv("QP_LONG").length, 32766);
throws(RangeError, () => std.setenv("QP_LONG", "y".repeat(32767)));
throws(RangeError, () => std.setenv("QP_LONG", "y".repeat(100000)));
equal(std.getenv("QP_LONG"), "x".repeat(32766));
std.unsetenv("QP_LONG");
throws(TypeError, () => std.setenv("a\0b", "x"));
throws(TypeError, () => std.setenv("a", "x\0y"));
throws(TypeError, () => std.getenv(Symbol()));
equal(throws(Error, () => std.setenv("a", { toString() { throw new Error("mine"); } })).message, "mine");

for (const name of Object.keys(std.getenviron())) {
    ok(name !== "" && !name.includes("="), `a name: "${name}"`);
}
ok(os.getcwd()[1] === 0);
