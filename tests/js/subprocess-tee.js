// "tee": what a program writes is shown on our own stream, and captured as well.
import { pipeline, run, runAsync, spawn } from "subprocess";
import { same } from "./support/assert.js";
import { child, interpreter, readBytes, temp } from "./support/children.js";

if (scriptArgs[1] === "show") {
    const args = [child("sh"), "-c", "echo out; echo err >&2"];
    const tee = { stdout: "tee", stderr: "tee" };
    const first = run(args, tee);
    const second = await runAsync(args, tee);
    const third = spawn(args, tee);
    const said = await Promise.all([third.stdout.text(), third.stderr.text()]);
    await third.wait();
    const fourth = await pipeline(args, [child("copy")], tee);
    same([first.stdout, first.stderr, second.stdout, second.stderr, said, fourth.stdout], ["out\n", "err\n", "out\n", "err\n", ["out\n", "err\n"], "out\n"]);
} else {
    const script = import.meta.url.replace(/^file:\/\//, "").replace(/^\/(?=[a-z]:)/i, "");
    const shown = run([interpreter, script, "show"]);
    same([shown.code, shown.stdout, shown.stderr], [0, "out\n".repeat(4), "err\n".repeat(4)]);
    // More than a pipe holds.
    const out = temp("out");
    const big = run([interpreter, "-m", "-e", `import { run } from "subprocess"; run([${JSON.stringify(child("spew"))}, "300000"], { encoding: null, stdout: "tee" })`], { stdout: { file: out } });
    same([big.code, readBytes(out).length], [0, 300000]);
}
