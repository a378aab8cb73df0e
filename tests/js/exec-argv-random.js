// Thousands of random arguments of hostile characters, many to a child, arrive exactly, read back
// by two independent parsers. The seed of a failing round is printed; QP_TEST_SEED runs it again.
// (`make oracles` asks programs of other toolchains, and more of them.)
import * as std from "std";
import { same } from "./support/assert.js";
import { hostileArguments } from "./support/arguments.js";
import { argvOf, toHex } from "./support/children.js";
import { generator } from "./support/random.js";

const fixed = Number(std.getenv("QP_TEST_SEED") ?? 0);
let total = 0;
for (let round = 1; round <= 60; round++) {
    const seed = fixed || round * 7919;
    const random = generator(seed);
    const args = hostileArguments(random, 1 + random.below(250));
    const mode = round % 2 ? "crt" : "shell";
    same(argvOf(mode, args).slice(1).map(toHex), args.map(toHex), `seed ${seed}, ${mode}`);
    total += args.length;
}
print(`${total} arguments`);
