// `windowsVerbatimArguments: true`: args are joined by single spaces, with no quoting at all.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { capture, child, fromHex, lines } from "./support/children.js";

const argv = child("argv");
function rawOf(args) {
    return fromHex(lines(capture(args, { file: argv, windowsVerbatimArguments: true }).out)[0]);
}

equal(rawOf(["name", "raw", "a  b", '"c', 'd"', 'e\\"']), 'name raw a  b "c d" e\\"');
equal(rawOf(["name", "raw", "", "", "x"]), "name raw   x");
equal(rawOf(['"quoted name"', "raw"]), '"quoted name" raw');
same(
    lines(capture(["argv", "crt", "a b", '"c d"'], { file: argv, windowsVerbatimArguments: true }).out).map(
        fromHex,
    ),
    ["argv", "a", "b", "c d"],
);
same(
    lines(capture(["argv", "crt", "a b"], { file: argv, windowsVerbatimArguments: false }).out).map(fromHex),
    ["argv", "a b"],
);
equal(
    capture([argv, "raw", '"x'], { windowsVerbatimArguments: true }).code,
    0,
    "without file the first word is the program",
);
equal(os.exec(["cmd", "/c exit 5"], { windowsVerbatimArguments: true }), 5);
