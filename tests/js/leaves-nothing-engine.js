// What exec and its like read of a script's values they give back: the engine counts its atoms, strings and objects the same afterwards. Each call
// has names and values of its own, so that nothing is found again.
import { equal, ok } from "./support/assert.js";
import { child } from "./support/children.js";
import { run } from "./support/interpreter.js";

const head = `
    const none = ${JSON.stringify(child("no-such-program"))};
    let n = 0;
    const own = (what) => \`\${what} \${n++} \${"\\u{1f600}".repeat(20)}\`;
    const env = () => ({ [own("name")]: own("value"), [own("name")]: own("value") });
    const options = () => ({
        env: env(), file: own(none), cwd: own(none), timeout: 1000.5, groups: undefined, stdin: String(0), block: 1,
        get windowsHide() { return own("hide"); },
    });
    const words = () => [none, own("word")];
    const refusedEnv = () => ({ [own("name")]: own("value"), [own("a") + "=b"]: own("value") });
    function refused(call) {
        try {
            call();
        } catch (error) {
            return;
        }
        throw new Error("not refused");
    }
`;
const calls = {
    exec: "os.exec(words(), options(), {})",
    ids: "os.exec(words(), { groups: [own('group')], uid: String(1) })",
    "a refused name": "refused(() => os.exec(words(), { env: refusedEnv() }))",
    "a refused word": "refused(() => os.exec([none, own('a') + '\\0']))",
    "a refused option": "refused(() => os.exec(words(), { file: own('file') + '\\0' }))",
    "a refused time": "refused(() => os.exec(words(), { cwd: own('cwd'), timeout: own('time') + 'x' }))",
    "a proxy": "os.exec(new Proxy(words(), {}), new Proxy(options(), {}))",
    execAsync: "await os.execAsync(words(), options(), {})",
    waitpidAsync: "await os.waitpidAsync(String(0x7ffffffc))",
    "waitpidAsync, which does not wait": "await os.waitpidAsync(String(0x7ffffffc), os.WNOHANG)",
    kill: "os.kill(0x7ffffff0, 0); refused(() => os.kill(0x7ffffff0, own('x')))",
    open: "os.open(own(none), String(0), String(0))",
    pipe: "os.pipe().forEach((fd) => os.close(String(fd)))",
    signal: "os.signal(os.SIGUSR1, () => own('x')); os.signal(os.SIGUSR1, () => own('y')); os.signal(os.SIGUSR1, null)",
    handlers: "const fds = os.pipe(); os.setReadHandler(fds[0], () => own('x')); os.setReadHandler(fds[0], () => own('y')); os.setReadHandler(fds[0], null); fds.forEach(os.close)",
    "a refused handler": "refused(() => os.setReadHandler(500, () => own('x'))); refused(() => os.setWriteHandler(500, () => own('y')))",
    environment: "std.setenv('QP_X', own('value')); std.getenv('QP_X'); std.getenviron()",
    which: "subprocess.which(own('name'), { cwd: own('cwd'), env: env() })",
    run: "try { subprocess.run(words(), { env: env(), cwd: own('cwd') }); } catch (error) { error.message; }",
    files: "os.stat(own('file')); os.readdir(own('folder')); os.realpath(own('file')); std.loadFile(own('file')); os.rename(own('a'), own('b'))",
    writing: "std.writeFile('x', new Uint8Array(300)); std.loadFile('x'); std.loadFile('x', { binary: true }); std.open('x', 'r').close()",
};

function engine(call, rounds) {
    const result = run(["-d", "-e", `
        import * as os from "os";
        import * as std from "std";
        import * as subprocess from "subprocess";
        ${head}
        async function once() { ${call}; }
        for (let i = 0; i < ${rounds}; i++) await once();
        gc();
    `]);
    equal(result.code, 0, `${call}: ${result.err}`);
    return Object.fromEntries([...result.out.matchAll(/^(memory allocated|atoms|strings|objects|properties) +(\d+)/gm)].map(([, name, count]) => [name, Number(count)]));
}

for (const [name, call] of Object.entries(calls)) {
    const before = engine(call, 10);
    const after = engine(call, 310);
    ok(before.objects > 0 && before.atoms > 0 && before["memory allocated"] > 0, JSON.stringify(before));
    for (const what of Object.keys(before)) {
        ok(after[what] - before[what] < 100, `${name}: ${what}, ${before[what]} and then ${after[what]}`);
    }
}
