// Arguments made of what has a meaning to some parser of command lines.

const pieces = [
    '"', '"', '"', "\\", "\\", "\\", "\\\\", '\\"', " ", " ", "\t", "\n", "\r", "a", "b", "'", "%", "!", "^",
    "&", "|", "<", ">", "*", "?", "$", "`", "=", ";", "(", ")", "\u0001", "\u001f", "\u00e9", "\u4e2d",
    "\u{1f600}", "\ud800", "\udbff", "\udc00", "\udfff", "\ufeff", "\uffff", "\u00a0",
];

// One argument, of at most 120 units; now and then an empty one.
export function hostileArgument(random) {
    let text = "";
    for (let n = random.below(5) === 0 ? random.below(60) : random.below(12); n > 0; n--) {
        text += random.below(12) === 0 ? String.fromCharCode(1 + random.below(0xffff)) : random.pick(pieces);
    }
    return text;
}

export function hostileArguments(random, count) {
    return Array.from({ length: count }, () => hostileArgument(random));
}
