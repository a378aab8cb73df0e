// The examples of examples/ that need nothing else run, and say what they should.
import { equal, ok } from "./support/assert.js";
import { capture, exists, interpreter, lines, temp } from "./support/children.js";

const folder = import.meta.url.replace(/^file:\/+/, "").replace(/tests\/js\/[^/]*$/, "examples/");
function run(name, ...args) {
    const result = capture([interpreter, `${folder}${name}`, ...args], { cwd: temp(), stderr: "out" });
    return { code: result.code, lines: lines(result.out), out: result.out };
}

const tour = run("tour.js");
equal(tour.code, 0, tour.out);
const expected = [
    /"hello from cmd", exit code 0$/,
    /arrives as it is +yes$/,
    /"FED THROUGH A PIPE", exit code 0$/,
    / alpha charlie delta; exit code 0, exit code 0$/,
    /(?=.* 100 ms: exit code 1)(?=.* 500 ms: exit code 5)(?=.* 900 ms: exit code 9)/, // as they end, which a busy machine changes
    / 305419896$/,
    / -2 \(No such file or directory\)$/,
    / -11, -SIGSEGV is -11$/,
    / -15, -SIGTERM is -15$/,
    / kill gives 0, then signal 9$/,
    /leader: signal 15; grandchild: was there, is gone$/,
];
equal(tour.lines.length, expected.length, tour.out);
expected.forEach((pattern, i) => ok(pattern.test(tour.lines[i]), tour.lines[i]));

const pipeline = run("pipeline.js");
ok(/^\d+ programs in /.test(pipeline.lines[0]) && parseInt(pipeline.lines[0]) > 0, pipeline.out);
equal(pipeline.lines.slice(1).join(), "stage 1: exit code 0,stage 2: exit code 0,stage 3: exit code 0");
equal(pipeline.code, 0);

const batch = run("batch-arguments.js");
equal(batch.code, 0, batch.out);
ok(!batch.lines.some((line) => line.trim() === "INJECTED"), batch.out);
ok(batch.out.includes('"& echo INJECTED"') && batch.lines.at(-1).endsWith("Invalid argument"), batch.out);
ok(!exists(temp("injected.txt")));

const supervisor = run("supervisor.js");
equal(supervisor.code, 0, supervisor.out);
equal(
    supervisor.lines.join("|"),
    [
        "start 1|  ended by SIGSEGV|start 2|  ran for more than 3000 ms|  ended by SIGINT",
        "|start 3|  exit code 70|start 4|  exit code 0",
    ].join(""),
);
equal(run("supervisor.js", "no-such-program").code, 1);
equal(run("supervisor.js", "cmd", "/c", "exit 0").code, 0);
