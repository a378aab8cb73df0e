// Random lists of arguments through os.exec into programs of several toolchains, each of which
// shows what it received: its own start-up code is the oracle.
//
//   main.js LISTS SEED [PROGRAM…]     QP_ORACLES is the folder with the programs that scripts/oracles brought
//
// A command line carries as many lists as it has been given room for, from one to hundreds, so that
// there are short lines and lines as long as Windows allows.
import * as std from "std";
import { hostileArguments } from "../js/support/arguments.js";
import { toHex } from "../js/support/children.js";
import { generator } from "../js/support/random.js";
import { oracles } from "./programs.js";

const [lists, seed] = scriptArgs.slice(1, 3).map(Number);
const only = scriptArgs.slice(3);
const separator = ",";
// What an argument takes at most on the command line: each quote and backslash twice, quotes
// around, a space; and what the oracle puts before it.
const room = (text, oracle) => 2 * text.length + 3 + oracle.each;
const longest = 32000;

// The lists of one command line: [arguments, how many lists they are].
function fill(random, oracle, atMost) {
    // Seeds that are near each other begin alike.
    for (let i = 0; i < 20; i++) {
        random.below(2);
    }
    const limit = random.below(4) === 0 ? longest : 200 + random.below(8000);
    const args = [];
    let count = 0;
    let used = oracle.before;
    while (count < atMost) {
        const list = hostileArguments(random, 1 + random.below(10)).map(oracle.can);
        const more = [...list, separator].reduce((sum, text) => sum + room(text, oracle), 0);
        if (count > 0 && used + more > limit) {
            break;
        }
        args.push(...list, separator);
        used += more;
        count++;
    }
    return [args, count];
}

function compare(received, expected, where) {
    const at = expected.findIndex((text, i) => text !== received[i]);
    if (at >= 0 || received.length !== expected.length) {
        const show = (list) => (at >= 0 && at < list.length ? `"${toHex(list[at])}"` : `${list.length} arguments`);
        throw new Error(`${where}, argument ${at}: ${show(expected)} was sent, ${show(received)} arrived (UTF-16)`);
    }
}

function check(name, oracle) {
    const total = { lists: 0, args: 0, lines: 0, milliseconds: -Date.now() };
    for (; total.lists < lists; total.lines++) {
        const lineSeed = (seed + 7919 * total.lines) >>> 0;
        const [args, count] = fill(generator(lineSeed), oracle, lists - total.lists);
        compare(oracle.ask(args), args.map(oracle.shows), `${name}, seed ${lineSeed}`);
        total.lists += count;
        total.args += args.length;
    }
    total.milliseconds += Date.now();
    return total;
}

print(`seed ${seed}`);
let failed = 0;
const sum = { lists: 0, args: 0, lines: 0 };
for (const [name, oracle] of Object.entries(oracles)) {
    if (only.length && !only.includes(name)) {
        continue;
    }
    if (!oracle.there()) {
        print(`${name}: skipped, the program is not here`);
        continue;
    }
    try {
        const total = check(name, oracle);
        const seconds = (total.milliseconds / 1000).toFixed(1);
        print(
            `${name}: ${total.lists} lists, ${total.args} arguments, ${total.lines} processes, ${seconds} s: exact (${oracle.toolchain})`,
        );
        Object.keys(sum).forEach((key) => (sum[key] += total[key]));
    } catch (error) {
        failed++;
        print(`${name}: FAILED: ${error.message} (${oracle.toolchain})`);
    }
}
print(`${sum.lists} lists, ${sum.args} arguments, ${sum.lines} processes`);
std.exit(failed ? 1 : 0);
