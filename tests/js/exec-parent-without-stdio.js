// A parent without console or with closed fds 0 to 2 starts children all the same: what is missing
// reads as end of file and swallows output.
import { equal } from "./support/assert.js";
import {
    capture, child, exists, interpreter, readFile, script, temp, windowProgram,
} from "./support/children.js";

const result = temp("result.txt");
const quoted = JSON.stringify;
// Runs the children, and writes what it finds to a file: its own output may not exist.
const work = `
const code = os.exec([${quoted(child("exit"))}, "7"]);
const spew = os.exec([${quoted(child("spew"))}, "100000", "100000"]);
const copy = os.exec([${quoted(child("copy"))}]);
const [r, w] = os.pipe();
const pid = os.exec([${quoted(child("sh"))}, "-c", "cat; echo through a pipe"], { stdout: w, block: false });
os.close(w);
const pipe = std.fdopen(r, "r").getline();
const [waited, status] = os.waitpid(pid, true);
const file = std.open(${quoted(result)}, "wb");
file.puts([code, spew, copy, pipe, waited === pid, status].join());
file.close();
`;
const expected = "7,0,0,through a pipe,true,0";

const windowed = windowProgram(interpreter, temp("windowed.exe"));
for (const program of [interpreter, windowed]) {
    for (const how of ["nothing", "invalid", "output", "conin"]) {
        if (exists(result)) {
            capture(["cmd", "/c", `del "${result}"`]);
        }
        // Standard input of a console would wait for a person.
        const source =
            how === "conin"
                ? work
                      .replace(/const copy.*/, "const copy = 0;")
                      .replace("cat; ", "")
                      .replace(/"100000"/g, '"0"')
                : work;
        const [, path] = script(source);
        equal(capture([child("host"), how, program, path], { stderr: "out" }).code, 0, `${how}, ${program}`);
        equal(readFile(result), expected, `${how}, ${program}`);
    }
}

// fds closed by the script itself, one and all. (A pipe then takes their numbers, so no child may
// read its default input from there.)
for (const closed of [[0], [1], [2], [0, 1], [0, 1, 2]]) {
    const source = closed.map((fd) => `os.close(${fd});`).join(" ") + work.replace("cat; ", "");
    const [, path] = script(closed.includes(0) ? source : source.replace(/const copy.*/, "const copy = 0;"));
    capture([interpreter, path], { stderr: "out" });
    equal(readFile(result), expected, `closed ${closed}`);
}
