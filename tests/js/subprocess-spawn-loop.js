// A child that nobody waits for does not keep the script: neither unread output nor a reader that has left its loop.
import * as os from "os";
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, script } from "./support/children.js";

function takes(source) {
    const began = os.now();
    const { code, stdout, stderr } = run(script(`import { spawn } from "subprocess";\n${source}`), { drain: 0 });
    equal(code, 0, stderr);
    ok(os.now() - began < 15e6, "it ends");
    return stdout.trim();
}

const sleep = JSON.stringify([child("sleep"), "20000", "up"]);
equal(takes(`const child = spawn(${sleep}, { killOnExit: true }); print("done");`), "done");
equal(takes(`const child = spawn(${sleep}, { killOnExit: true }); for await (const line of child.stdout.lines()) { print(line); break; } print("done");`), "up\ndone");
equal(takes(`const child = spawn(${sleep}, { killOnExit: true }); print((await child.stdout.read()).length); print("done");`), "3\ndone");
equal(takes(`const child = spawn(${sleep}, { killOnExit: true }); await child.stdin.write("x"); print("done");`), "done");
// One that is waited for does.
equal(takes(`spawn([${JSON.stringify(child("exit"))}, "3", "500"]).wait().then(({ code }) => print(code));`), "3");
