// What the declarations promise, and what they refuse: each line below `@ts-expect-error` must be an error.
import * as os from "os";
import { pipeline, ProcessError, quote, run, runAsync, spawn, which } from "subprocess";

const code: number = os.exec(["a", "b"], { block: false, stdout: 1, env: { A: "1", B: 2 } }, {});
const [pid, status]: [number, number] = os.waitpid(-1, os.WNOHANG);
const pipe: [number, number] | null = os.pipe();
const at: bigint = os.seek(0, 0n, 1);
os.signal(os.SIGTERM, () => {});
os.signal(os.SIGTERM, null);
os.clearTimeout(os.setTimeout(() => {}, 100));

// @ts-expect-error
os.exec("a b");
// @ts-expect-error
os.exec(["a"], { stdout: "pipe" });
// @ts-expect-error
os.exec(["a"], { usepath: true });
// @ts-expect-error
os.signal("SIGTERM", null);
// @ts-expect-error
os.clearTimeout(5);

const text: string = run(["a"]).stdout;
const bytes: Uint8Array = run(["a"], { encoding: null, input: new Uint8Array(3) }).stdout;
const maybe: number | null = run("a b", { shell: true, killSignal: "SIGKILL", stderr: "stdout" }).code;
const unset = run(["a"], { timeout: null, cwd: null, env: null, shell: null });
const later: Promise<{ stdout: string }> = runAsync(["a"], { check: true, timeout: 1000 });
const found: string | null = which("a");
const line: string = quote(["a", "b"], { cwd: "c" });

// @ts-expect-error
run(["a"], { encoding: "latin1" });
// @ts-expect-error
run(["a"], { stdout: "stderr" });
// @ts-expect-error
run(["a"], { env: { A: {} } });
// @ts-expect-error
const wrong: string = run(["a"], { encoding: null }).stdout;
// @ts-expect-error
run();

async function talk(): Promise<void> {
    await using child = spawn(["a"], { killTree: true });
    await child.stdin.write("x");
    await child.stdin.end();
    for await (const each of child.stdout) {
        const first: number = each[0];
    }
    for await (const each of child.stderr.lines()) {
        const first: string = each.toUpperCase();
    }
    const sent: boolean = child.kill(os.SIGTERM);
    const { code: exitCode, signal } = await child.wait();
    const { stdout, exits } = await pipeline(["a"], ["b"], { cwd: "c" });
    const all: string = stdout + exits[0].code;
    const plain: string = (await pipeline(["a"], ["b"])).stdout;
    const raw: Uint8Array = (await pipeline(["a"], ["b"], { encoding: null })).stdout;
    // @ts-expect-error
    spawn(["a"], { check: true });
    // @ts-expect-error
    child.write("x");
}

try {
    run(["a"], { check: true });
} catch (error) {
    if (error instanceof ProcessError) {
        const errno: number = error.errno;
        const places: string[] = error.searched;
    }
}
export { at, bytes, code, found, later, line, maybe, pid, pipe, status, talk, text, wrong };
