// No argument of a batch file can run a command, expand a variable or redirect: each arrives as it
// is. What cannot be escaped is refused. The background is CVE-2024-24576 and CVE-2024-43402.
import * as os from "os";
import * as std from "std";
import { equal, note, ok, same, throws } from "./support/assert.js";
import { exists, temp } from "./support/children.js";
import { EINVAL } from "./support/errno.js";
import { argvBatch, cmdKnowsPercent, throughBatch } from "./support/platform.js";
import { generator } from "./support/random.js";

std.setenv("QP_SECRET", "leaked");
const batch = argvBatch();
const marker = temp("marker");
const echo = `echo x>"${marker}"`;
const percent = cmdKnowsPercent();
if (!percent) {
    note("this cmd.exe does not know %cd:~,%: arguments with % are not tried");
}

function arrives(...args) {
    const result = throughBatch(batch, args);
    ok(!exists(marker), `a command ran: ${JSON.stringify(args)}`);
    same(result.args, args, `arguments of a batch file`);
    equal(result.code, 0);
}

const words = [
    "&", "&&", "|", "||", "<", ">", ">>", "^", "^^", "(", ")", "@", '"', '""', '"""', "!", "!QP_SECRET!",
    "!!", "%", "%%", "%QP_SECRET%", "%%QP_SECRET%%", "%QP_SECRET:~0,3%", "%1", "%*", "%~0", "%~dp0",
    "%=ExitCode%", "%CMDCMDLINE%", "%CMDCMDLINE:~-1%", "^%QP_SECRET^%", "%cd:~,%", "100%", "a%b%c", "~", "*",
    "?", ";", ",", "=", "a=b", "a;b", "a,b", "/c", "/?", "-x", "\\", "a\\", "a b\\", '\\"', '\\\\"', 'a\\"b',
    'a"b', 'a"b c"d', "\t", "a\tb", " ", "", "'", "`", "$x", "\u00e4", "\u4e2d", "\u{1f600}", "[x]", "{x}",
    "#", "+", ":", "rem", "%0 & %0", `& ${echo}`, `&${echo}&`, `"&${echo}`, `" & ${echo}`, `"" & ${echo}`,
    `\\" & ${echo}`, `\\\\" & ${echo}`, `"&${echo}&"`, `x" && ${echo} && "`, `x" | ${echo}`, `^" & ${echo}`,
    `^& ${echo}`, `%QP_SECRET% & ${echo}`, `%"% & ${echo}`, `%QP_NONE:"=% & ${echo}`, `>"${marker}"`,
    `" >"${marker}"`, `" >${marker} "`, `<${marker}`, `a\u0008& ${echo}`, `(${echo})`, `\u201d & ${echo}`,
    `\uff02 & ${echo}`,
].filter((word) => percent || !word.includes("%"));
for (let i = 0; i < words.length; i += 4) {
    arrives(words[i], words[i], ...words.slice(i + 1, i + 4));
}

// However the name hides it, it is a batch file.
for (const name of [
    "ARGV.BAT", "argv.bat.", "argv.bat ", "argv.bat. .", "argv.BaT...", "./argv.bat", "argv.bat .  .",
]) {
    const word = `" & ${echo}`;
    same(throughBatch(name, [word], { cwd: temp(), usePath: false }).args, [word], name);
    ok(!exists(marker), `${name}: a command ran`);
}

for (const bad of ["\r", "\n", "a\r\nb", "a\n", `\n${echo}`]) {
    const error = {};
    equal(os.exec([batch, bad], {}, error), -EINVAL, JSON.stringify(bad));
    equal(error.errno, EINVAL);
    equal(os.exec([batch, "x", bad], { block: false }), -EINVAL);
}
throws(TypeError, () => os.exec([batch, "a\0b"]), "NUL");
ok(!exists(marker));

// Random words of the dangerous characters.
const random = generator(20240409);
const pieces = [
    '"', '"', "&", "|", ">", "<", "^", "%", "!", "\\", " ", "a", "QP_SECRET", "(", ")", "=", ",", ";", "\t",
];
for (let round = 0; round < 25; round++) {
    arrives(
        ...Array.from({ length: 1 + random.below(20) }, () =>
            Array.from({ length: random.below(10) }, () =>
                random.pick(percent ? pieces : pieces.filter((piece) => piece !== "%")),
            ).join(""),
        ),
    );
}
