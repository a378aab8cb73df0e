// Engines keep a long part of a string, and one made of parts, in other ways than a whole one: they arrive as they are.
import { argvOf } from "./support/children.js";
import { same } from "./support/assert.js";

const wholes = ["plain letters", "\u00e4\u00f6\u00fc\u00df \u00ff", "\u540d\u0436 \u05e9", "a\u{1f600}\u{20000}", "\ud800a\udc00"].map((text) => text.repeat(Math.ceil(1400 / text.length)));
const args = [];
for (const whole of wholes) {
    for (const start of [0, 1, 2, 3]) {
        args.push(whole.slice(start), whole.slice(start, start + 50), whole.slice(start, 1250), whole.slice(start).slice(1, -1), whole.substring(start, start + 1));
    }
    args.push(whole.slice(0, 60) + whole.slice(30), `${whole.slice(5)}/${whole.slice(7, 90)}`, whole.split(" ")[1] ?? "", whole.at(-1));
}
// What each is, unit by unit, in a string of its own.
const plain = args.map((arg) => String.fromCharCode(...Array.from({ length: arg.length }, (_, i) => arg.charCodeAt(i))));
for (let i = 0; i < args.length; i += 20) {
    for (const parser of ["crt", "shell32"]) {
        same(argvOf(parser, args.slice(i, i + 20)).slice(1), plain.slice(i, i + 20));
    }
}
