// From what is typed at the prompt to a script: `let`, `const` and `class` may be declared again,
// and `import` statements work.

const WORD = /[\p{ID_Start}$_#\\][\p{ID_Continue}$\u200c\u200d\\]*/uy;
const NUMBER = /\.?\d(?:[eE][+-]|[\w.])*/y;
const SPACE = /(?:\s|\/\/[^\n\u2028\u2029]*|\/\*[^]*?\*\/)+/y;
const STRING = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y;
const REGEXP = /\/(?:[^\\\/\[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\/\w*/y;
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y;
const PUNCTUATOR = /=>|\?\.(?!\d)|\+\+|--|\.\.\.|[^]/uy;

// import default, * as name, { names } from "module" with { attributes }
const NAME = "([\\p{ID_Start}$_][\\p{ID_Continue}$]*)";
const CLAUSE = `(?:${NAME}\\s*,?\\s*)?(?:\\*\\s*as\\s+${NAME}\\s*|(\\{[^}]*\\})\\s*)?from\\s*`;
const MODULE = `("[^"\\n]*"|'[^'\\n]*')(?:\\s*with\\s*(\\{[^}]*\\}))?`;
const IMPORT = new RegExp(`import\\s*(?:${CLAUSE})?${MODULE}`, "uy");

// Words and punctuators after which a slash begins a regular expression.
const BEFORE_VALUE = new Set(
    "return typeof case in of delete void throw new instanceof else do await yield".split(" "),
);
const AFTER_VALUE = new Set([")", "]", "++", "--"]);

function match(pattern, source, position) {
    pattern.lastIndex = position;
    const found = pattern.exec(source);
    return found === null ? null : found[0];
}

function endsValue(token) {
    if (token === null) {
        return false;
    }
    if (token.type === "word") {
        return !BEFORE_VALUE.has(token.text);
    }
    return token.type !== "punctuator" || AFTER_VALUE.has(token.text);
}

// Every token but space, with the depth of brackets that it is in. Stops where nothing fits.
export function* tokenize(source) {
    const open = []; // brackets; "`" for the text of a template
    let position = 0;
    let previous = null;
    while (position < source.length) {
        const space = match(SPACE, source, position) ?? "";
        position += space.length;
        if (position >= source.length) {
            return;
        }
        const newline = space.includes("\n");
        const token = { start: position, depth: open.length, newline, previous };
        const c = source[position];
        const resumesTemplate = c === "}" && open.at(-1) === "`";
        if (c === "`" || resumesTemplate) {
            const text = match(TEMPLATE, source, position + 1);
            if (text === null) {
                return;
            }
            token.type = "template";
            token.text = c + text;
            if (resumesTemplate) {
                open.pop();
            }
            if (text.endsWith("${")) {
                open.push("`");
            }
        } else if ((token.text = match(WORD, source, position)) !== null) {
            token.type = "word";
        } else if ((token.text = match(NUMBER, source, position)) !== null) {
            token.type = "number";
        } else if ((token.text = match(STRING, source, position)) !== null) {
            token.type = "string";
        } else if (
            c === "/" &&
            !endsValue(previous) &&
            (token.text = match(REGEXP, source, position)) !== null
        ) {
            token.type = "regexp";
        } else {
            token.type = "punctuator";
            token.text = match(PUNCTUATOR, source, position);
            if ("([{".includes(token.text)) {
                open.push(token.text);
            } else if (")]}".includes(token.text)) {
                open.pop();
                token.depth = open.length;
            }
        }
        position += token.text.length;
        token.end = position;
        yield token;
        previous = token;
    }
}

// Whether a statement can begin with this token of depth 0.
function beginsStatement(token) {
    const before = token.previous;
    if (before === null || before.text === ";" || before.text === "}") {
        return true;
    }
    return token.newline && endsValue(before);
}

function importScript([, defaultName, namespace, names, module, attributes]) {
    const load = `await import(${module}${attributes ? `, { with: ${attributes} }` : ""})`;
    const parts = [];
    if (defaultName) {
        parts.push(`default: ${defaultName}`);
    }
    if (names) {
        parts.push(names.slice(1, -1).replace(/\s+as\s+/g, ": "));
    }
    if (namespace) {
        return `var ${namespace} = ${load}` + (defaultName ? `, { ${parts} } = ${namespace}` : "");
    }
    return names || defaultName ? `var { ${parts} } = ${load}` : load;
}

/*
 * { text, usesAwait, unfinished }: the script to run, whether it needs `await` at the top, and
 * whether it surely needs more lines (`import {` is no script, so the compiler cannot tell).
 */
export function rewrite(source) {
    const edits = []; // [start, end, text]
    const result = { text: source, usesAwait: false, unfinished: false };
    let classBody = 0; // 1: after `class Name` at the top; 2: in its braces
    let skipTo = 0;
    for (const token of tokenize(source)) {
        if (token.start < skipTo) {
            continue;
        }
        if (token.type === "word" && token.text === "await" && token.previous?.text !== ".") {
            result.usesAwait = true;
        }
        if (classBody > 0 && token.depth === 0 && token.type === "punctuator") {
            if (token.text === "{") {
                classBody = 2;
            } else if (token.text === "}" && classBody === 2) {
                edits.push([token.end, token.end, ";"]);
                classBody = 0;
            }
        }
        if (token.type !== "word" || token.depth > 0 || !beginsStatement(token)) {
            continue;
        }
        const rest = source.slice(token.end);
        if (/^(?:let|const)$/.test(token.text) && /^\s*[\p{ID_Start}$_\[{]/u.test(rest)) {
            edits.push([token.start, token.end, "var"]);
        } else if (token.text === "class" && /^\s+[\p{ID_Start}$_]/u.test(rest)) {
            const name = match(WORD, source, token.end + /^\s+/.exec(rest)[0].length);
            edits.push([token.start, token.start, `var ${name} = `]);
            classBody = 1;
        } else if (token.text === "import" && !/^\s*[(.]/.test(rest)) {
            IMPORT.lastIndex = token.start;
            const statement = IMPORT.exec(source);
            if (statement === null) {
                result.unfinished = /^[^"';]*$/.test(rest);
                break;
            }
            skipTo = token.start + statement[0].length;
            edits.push([token.start, skipTo, importScript(statement)]);
            result.usesAwait = true;
        }
    }
    let text = "";
    let position = 0;
    for (const [start, end, replacement] of edits) {
        text += source.slice(position, start) + replacement;
        position = end;
    }
    result.text = text + source.slice(position);
    return result;
}
