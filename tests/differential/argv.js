// Arguments arrive as they are.
import * as os from "os";
import { capture, child, say } from "./support/transcript.js";

const words = [
    "", " ", "a b", "\t", "\n", "a\nb", '"', '""', "'", "\\", "\\\\", "a\\", '\\"', 'a"b\\"c', "$HOME",
    "%PATH%", "!x!", "^", "&", "|", "<", ">", "*", "?", "(x)", ";", "`x`", "~", "#", "\u0001", "\u007f",
    "\u00e4", "\u4e2d\u6587", "\u{1f600}", "\ud800", "\udfffx", "\ufeff", "\uffff", "-", "--", "-c",
    "x".repeat(3000),
    "\\".repeat(99) + '"',
];
words.forEach((word, i) =>
    say(
        `word ${i}`,
        capture([child("argv"), "crt", word])[0]
            .split("\n")
            .slice(1),
    ),
);
say(
    "all",
    capture([child("argv"), "crt", ...words])[0]
        .split("\n")
        .slice(1),
);
say(
    "none",
    capture([child("argv"), "crt"])[0]
        .split("\n")
        .slice(1),
);
say("name", capture(["another name", "crt"], { file: child("argv") })[0].split("\n")[0]);
say("empty name", capture(["", "crt"], { file: child("argv") })[0].split("\n")[0]);
say(
    "values",
    capture([child("argv"), "crt", 1, true, null, undefined, 1.5, [1, 2], { toString: () => "own" }])[0]
        .split("\n")
        .slice(1),
);
say("many", capture([child("argv"), "crt", ...new Array(2000).fill("x")])[0].split("\n").length);
say(
    "thrown by toString",
    (() => {
        try {
            os.exec([
                child("true"),
                {
                    toString() {
                        throw new RangeError("mine");
                    },
                },
            ]);
        } catch (error) {
            return `${error.name} ${error.message}`;
        }
    })(),
);
