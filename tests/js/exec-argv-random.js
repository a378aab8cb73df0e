// Thousands of random arguments of hostile characters, many to a child, arrive exactly, read back
// by two independent parsers. The seed of a failing round is printed; QP_TEST_SEED runs it again.
import * as std from "std";
import { same } from "./support/assert.js";
import { argvOf, toHex } from "./support/children.js";
import { generator } from "./support/random.js";

const pieces = [
    '"', '"', '"', "\\", "\\", "\\", "\\\\", '\\"', " ", " ", "\t", "\n", "\r", "a", "b", "'", "%", "!", "^",
    "&", "|", "<", ">", "*", "?", "$", "`", "=", ";", "(", ")", "\u0001", "\u001f", "\u00e9", "\u4e2d",
    "\u{1f600}", "\ud800", "\udbff", "\udc00", "\udfff", "\ufeff", "\uffff", "\u00a0",
];

function argument(random) {
    let text = "";
    for (let n = random.below(5) === 0 ? random.below(60) : random.below(12); n > 0; n--) {
        text += random.below(12) === 0 ? String.fromCharCode(1 + random.below(0xffff)) : random.pick(pieces);
    }
    return text;
}

const fixed = Number(std.getenv("QP_TEST_SEED") ?? 0);
let total = 0;
for (let round = 1; round <= 60; round++) {
    const seed = fixed || round * 7919;
    const random = generator(seed);
    const args = Array.from({ length: 1 + random.below(250) }, () => argument(random));
    const mode = round % 2 ? "crt" : "shell";
    same(argvOf(mode, args).slice(1).map(toHex), args.map(toHex), `seed ${seed}, ${mode}`);
    total += args.length;
}
print(`${total} arguments`);
