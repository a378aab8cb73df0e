// The command line: every option, in every form that it can be written in, and what is refused.
import { equal, ok, same } from "./support/assert.js";
import { interpreter, temp, writeFile } from "./support/children.js";
import { run } from "./support/interpreter.js";

function says(args, out, options) {
    const result = run(args, options);
    same([result.out, result.err, result.code], [out, "", 0], JSON.stringify(args));
}

function refuses(args, message) {
    const result = run(args);
    equal(result.code, 1, JSON.stringify(args));
    ok(result.err.startsWith(`quickproc: ${message}`), `${JSON.stringify(args)}: ${result.err}`);
    return result.out;
}

const printArgs = "print(JSON.stringify(scriptArgs))";
const file = writeFile(temp("args.js"), printArgs);

// -e
says(["-e", "print(1)"], "1\n");
says(["-eprint(1)"], "1\n");
says(["--eval", "print(1)"], "1\n");
says(["--eval=print(1)"], "1\n");
says(["-e", printArgs, "a", "-b", "--c"], '["a","-b","--c"]\n');
says(["-e", "print(import.meta.url, import.meta.main, await 5)"], "file://<cmdline> true 5\n");
says(["-C", "-e", "print(this === globalThis)"], "true\n");
says(["-Ce", "print(this === globalThis)"], "true\n");
says(["-m", "-e", "print(this)"], "undefined\n");
says(["-e", "print('\\u{1f600} \u{1f600} \u540d\u524d')"], "\u{1f600} \u{1f600} \u540d\u524d\n");
says(["-e", "print(scriptArgs[0].charCodeAt(0), scriptArgs[0].length)", "\ud800"], "55296 1\n");

// The file and what follows it.
same(JSON.parse(run([file]).out), [file]);
same(JSON.parse(run([file, "-e", "x", "", "a b", "\u{1f600}", "\ud800", "\"\\"]).out),
    [file, "-e", "x", "", "a b", "\u{1f600}", "\ud800", "\"\\"]);
same(JSON.parse(run(["--", file, "x"]).out), [file, "x"]);
says(["-", "x", "-v"], '["-","x","-v"]\n', { input: printArgs });
says(["-m", "-"], "file://<stdin>\n", { input: "print(import.meta.url)" });
says(["-"], "end\n", { input: `//${" x".repeat(100000)}\nprint("end")` });

// What the program was started with.
same(JSON.parse(run(["-e", "print(JSON.stringify([argv0, execArgv]))", "x"]).out),
    [interpreter, [interpreter, "-e", "print(JSON.stringify([argv0, execArgv]))", "x"]]);

// -I, several times; the scripts share one global scope, before the file.
const one = writeFile(temp("one.js"), "var list = ['one']; let hidden = 1;");
const two = writeFile(temp("two.js"), "list.push('two'); globalThis.list = list;");
says(["-I", one, "--include", two, "-e", "print(list, hidden)"], "one,two 1\n");
says([`-I${one}`, `--include=${two}`, "-e", "print(list)"], "one,two\n");
const usesStd = writeFile(temp("uses-std.js"), "std.out.puts('included ');");
says(["-I", usesStd, "--std", "-e", "print(1)"], "included 1\n");

// -e opens no prompt afterwards: what it does not read of standard input nobody reads.
says(["-e", "print(1)"], "1\n", { input: "print('typed')\n" });
says(["-e", "print(1)", file], "1\n", { input: "print('typed')\n" });

// --std
says(["--std", "-e", "print(typeof std.open, typeof os.exec, typeof bjson.write)"], "function function function\n");
says(["--std", "-C", "-e", "print(typeof std.open, typeof os.exec, typeof bjson.write)"], "function function function\n");
says(["-e", "print(typeof std, typeof os, typeof bjson)"], "undefined undefined undefined\n");

// -h, -v end the reading.
const version = run(["-v"]);
ok(/^quickproc \d+\.\d+\.\d+\S*, quickjs-ng \d+\.\d+\.\d+\S*\n$/.test(version.out), version.out);
equal(run(["--version", "--bogus"]).out, version.out);
const help = run(["-h"]);
equal(help.code, 0);
for (const option of ["--eval", "--interactive", "--module", "--script", "--include", "--std", "--memory-limit", "--stack-size", "--types"]) {
    ok(help.out.includes(option), `${option} in the help`);
}
equal(run(["--help"]).out, help.out);
says(["-?", "nonsense"], help.out);
says(["/?"], help.out);

// -d, -q
const dump = run(["-d", "-e", "0"]);
equal(dump.code, 0);
ok(dump.out.includes("memory"), dump.out);
equal(run(["-d", "-e", "throw 1"]).out, "", "an error is the last word");
says(["-q"], "");
says(["-q", "-e", "print(1)"], "");
says(["-D", "0", "-e", "print(1)"], "1\n");

// Refused, with the help where it can help.
equal(refuses(["--bogus"], "unknown option '--bogus'\n"), help.out);
equal(refuses(["--bogus=5", file], "unknown option '--bogus'\n"), help.out);
equal(refuses(["-mX", file], "unknown option '-X'\n"), help.out);
equal(refuses(["-\u00e9"], "unknown option '-\u00e9'\n"), help.out);
// What is known needs no help.
equal(refuses(["-e"], "option '-e' needs a value\n"), "");
refuses(["--eval"], "option '--eval' needs a value\n");
refuses(["-I"], "option '-I' needs a value\n");
refuses(["--memory-limit"], "option '--memory-limit' needs a value\n");
refuses(Array(33).fill(["-I", one]).flat(), "option '-I' is given too often\n");
for (const size of ["", "x", "-1", "k", "1x", "1kb", "0x10", "inf", "nan", " 1"]) {
    refuses(["--stack-size", size, file], "option '--stack-size': not a size");
    refuses([`--memory-limit=${size}`, file], "option '--memory-limit': not a size");
}
for (const option of ["-o", "--exe", "--icon", "--info"]) {
    refuses([option, file], "--out, --exe, --icon, --info and --no-console need --compile\n");
}
for (const option of ["--types=x", "--std=x", "--no-console=", "--module=x", "--help=x"]) {
    refuses([option, file], `option '${option.split("=")[0]}' takes no value\n`);
}
refuses(["--types", "-e", "1"], "--types runs nothing");
refuses(["-c", file], "--compile needs --out\n");
ok(/^C \d+ \d+ -> |^A \d+ -> /.test(run(["-T", "-q"]).out), "a line for each allocation");
