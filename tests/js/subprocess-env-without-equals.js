// An entry without "=" in our own environment is no variable: `env` adds to the others, and gives it to nobody.
import { equal } from "./support/assert.js";
import { capture, child, script } from "./support/children.js";

const program = JSON.stringify(child("env"));
const other = script(`
    const { run } = await import("subprocess");
    const hex = run([${program}], { env: { MINE: "1" } }).stdout;
    const names = hex.split(/\\r?\\n/).map((line) => line.replace(/..../g, (unit) => String.fromCharCode(parseInt(unit, 16))));
    print(names.filter((one) => /noequal/i.test(one)).join(), names.includes("MINE=1"), names.some((one) => /^PATH=/i.test(one)));
`);
equal(capture([child("noequals"), ...other]).out.trim(), "true true");
