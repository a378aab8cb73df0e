// The `=C:`-like entries of this process, each drive's own folder, are kept in a child's
// environment; a name may begin with `=`.
import { equal, ok } from "./support/assert.js";
import { capture, child, environmentOf, lines, script } from "./support/children.js";

ok(environmentOf({ env: { "=Q:": "Q:\\sub" } }).includes("=Q:=Q:\\sub"), "a name that begins with =");

// A process that has one starts a child with an environment of its own.
const inner = script(`
import { environmentOf } from ${JSON.stringify(import.meta.url.replace(/^file:\/+/, "").replace(/[^/]*$/, "support/children.js"))};
for (const entry of environmentOf({ env: { A: "1" } })) print(entry);
print("--");
for (const entry of environmentOf({ env: { A: "1", "=R:": "R:\\\\mine" } })) print(entry);
`);
const result = capture(inner, {
    env: { "=R:": "R:\\theirs", QP_TEST_CHILDREN: child("x").slice(0, -6), QP_TEST_TMP: "x" },
});
equal(result.code, 0);
const said = lines(result.out),
    middle = said.indexOf("--");
ok(said.slice(0, middle).includes("=R:=R:\\theirs"), result.out);
ok(said.slice(0, middle).includes("A=1"));
ok(!said.slice(0, middle).some((entry) => entry.startsWith("QP_")), "nothing else of ours");
ok(
    said.slice(middle).includes("=R:=R:\\mine") && !said.slice(middle).includes("=R:=R:\\theirs"),
    "the caller's wins",
);
