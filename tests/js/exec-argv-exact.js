// Each argument of an .exe arrives exactly: by the rules of the Universal C runtime and by
// CommandLineToArgvW.
import { same } from "./support/assert.js";
import { argvOf, toHex } from "./support/children.js";

const hostile = [
    "", " ", "  ", "\t", "\n", "\r\n", "a b", "a\tb", '"', '""', '"""', '""""', 'a"b', 'a""b', '"a b"',
    '"a" "b"', "\\", "\\\\", "\\\\\\", "a\\", "a\\\\", "a b\\", "a b\\\\", '\\"', '\\\\"', '\\\\\\"',
    'a\\"b', 'a\\\\"b c', '\\ "', "C:\\Program Files\\", 'C:\\a b\\"', "'", "'a b'", "`x`", "$HOME",
    "%PATH%", "%%", "!x!", "^", "^^", "&", "a&b", "|", "<", ">", ">out", "(", ")", ";", ",", "=", "@", "*",
    "?", "*.js", "[a-z]", "{a,b}", "~", "#", "-", "--", "/", "/c", "-e", "\u0001", "\u0007", "\u001b[0m",
    "\u007f", "\u00a0", "\u00e4\u00f6\u00fc", "\u4e2d\u6587", "\u{1f600}", "\ud800", "\udfff",
    "\udc00\ud800", "a\ud83d", "\ufeff", "\ufffd", "\uffff", "\u2028", "\u202e", "e\u0301", "\u00a0x\u3000",
    "\v", "\f", "a\vb",
    "x".repeat(5000),
    "\\".repeat(1001),
    '"'.repeat(500),
    '\\" '.repeat(300),
];

for (const mode of ["crt", "shell"]) {
    same(
        argvOf(mode, hostile.slice(0, -3)).slice(1).map(toHex),
        hostile.slice(0, -3).map(toHex),
        `${mode}: all at once`,
    );
    for (let i = 0; i < hostile.length; i += mode === "crt" ? 1 : 6) {
        const args = [hostile[i], "x", ...hostile.slice(i + 1, mode === "crt" ? i + 1 : i + 6)];
        same(argvOf(mode, args).slice(1).map(toHex), args.map(toHex), `${mode}: ${JSON.stringify(args)}`);
    }
    same(argvOf(mode, []).slice(1), [], `${mode}: none`);
    same(
        argvOf(mode, new Array(1000).fill("")).slice(1),
        new Array(1000).fill(""),
        `${mode}: a thousand empty ones`,
    );
}
