// examples/dialogue.js: each question gets its answer; one that is not asked, and a program that is not there, are told.
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { interpreter, temp, writeFile } from "./support/children.js";

const example = import.meta.url.replace(/^file:\/\//, "").replace("tests/js/example-dialogue.js", "examples/dialogue.js");
const program = writeFile(temp("asks.js"), `
    import * as std from "std";
    const ask = (question) => {
        std.out.puts(question);
        std.out.flush();
        return std.in.getline().trim();
    };
    const folder = ask("Folder? ");
    if (ask("Install into " + folder + " (y/n)? ") !== "y") std.exit(9);
    print("installed into " + folder);
    std.exit(3);
`);
const talk = (answers, ...command) => run([interpreter, example, writeFile(temp("answers.json"), JSON.stringify(answers)), ...command]);

const done = talk([["Folder? ", "D:\\tools"], ["(y/n)? ", "y"]], interpreter, program);
equal(done.stdout.replaceAll("\r", ""), "Folder? D:\\tools\nInstall into D:\\tools (y/n)? y\ninstalled into D:\\tools\n");
equal(done.code, 3, done.stderr);
equal(talk([["Folder? ", "x"], ["(y/n)? ", "n"]], interpreter, program).code, 9);

const silent = talk([["Password: ", "x"]], "cmd", "/c", "echo bye");
equal(silent.code, 2);
ok(silent.stderr.includes("Password: "), silent.stderr);
const missing = talk([], "no-such-program");
equal(missing.code, 2);
ok(missing.stderr.includes("no-such-program"), missing.stderr);
equal(run([interpreter, example, "no-such-file.json", "cmd"]).code, 2);
equal(run([interpreter, example]).code, 2);
