// No handle, thread, child or fd is left by run, whatever happens.
import * as os from "os";
import { run } from "subprocess";
import { ok } from "./support/assert.js";
import { census, child, leavesNothing, temp, writeFile } from "./support/children.js";

function swallow(work) {
    try {
        work();
    } catch {
    }
}

const bytes = new Uint8Array(300000);
// Asking windows to close loads user32.dll, whose handles stay.
run([child("sleep"), "60000"], { timeout: 50 });
leavesNothing(() => {
    run([child("both")], { input: bytes, encoding: null });
    run([child("exit"), "3"], { input: bytes });
    run([child("sleep"), "60000"], { timeout: 50, input: bytes, killTree: true, killSignal: "SIGKILL" });
    run([child("linger"), "1500"], { drain: 10 });
    run([child("true")], { stdin: "null", stdout: "null", stderr: "stdout" });
    swallow(() => run([child("spew"), "1000000"], { maxBuffer: 10 }));
    swallow(() => run([child("exit"), "3"], { check: true }));
    swallow(() => run(["no-such-program"], { input: bytes }));
    swallow(() => run([child("true")], { stdout: 999, stdin: "null", input: undefined }));
    swallow(() => run([child("true")], { stdin: "null", stdout: "file" }));
    swallow(() => run([writeFile(temp("text.exe"), "x")]));
    swallow(() => run([child("true"), { toString() { throw new Error(); } }], { stdin: "null" }));
    os.sleep(1700);
}, 4);

// What a program wrote is given back with the result: on both streams, however much it was.
{
    const much = () => {
        run([child("spew"), "2000000", "2000000"], { encoding: null });
        gc();
    };
    much();
    much();
    const { committed } = census(); // KiB
    for (let i = 0; i < 12; i++) {
        much();
    }
    const kept = census().committed - committed;
    ok(kept < 16000, `${kept} KiB more`);
}
