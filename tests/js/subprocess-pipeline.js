// pipeline: each program reads what the one before writes; a promise of the last one's output and every exit.
import * as os from "os";
import { pipeline, ProcessError } from "subprocess";
import { equal, ok, same } from "./support/assert.js";
import { child, freeFd, hash, pattern, readFile, temp, writeFile } from "./support/children.js";

async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("it was kept");
}
const codes = ({ exits }) => exits.map(({ code, signal }) => code ?? signal);

const free = freeFd();
const three = await pipeline([child("spew"), "3000000"], [child("copy")], [child("slurp")]);
equal(three.stdout, `3000000 ${hash(pattern(3000000))}\n`);
equal(three.code, 0);
same(codes(three), [0, 0, 0]);
ok(new Set(three.exits.map(({ pid }) => pid)).size === 3);
equal(three.pid, three.exits[2].pid);

const one = await pipeline([child("sh"), "-c", "echo alone; exit 3"]);
same([one.stdout, one.code, codes(one)], ["alone\n", 3, [3]]);

const input = pattern(1000000);
const fed = await pipeline([child("copy")], [child("copy")], { input, encoding: null });
equal(hash(fed.stdout), hash(input));

// Exits of all of them; the last one's are the result's.
const failing = await pipeline([child("sh"), "-c", "echo a; exit 4"], [child("sh"), "-c", "cat; exit 5"]);
same([failing.stdout, failing.code, codes(failing)], ["a\n", 5, [4, 5]]);
const error = await rejected(pipeline([child("sh"), "-c", "echo a; exit 4"], [child("copy")], { check: true }));
ok(error instanceof ProcessError);
same([error.code, codes(error)], [4, [4, 0]]);

// One that does not read on ends those before it.
const head = await pipeline([child("spew"), "4000000000"], [child("slurp"), "1000", "0", "1000"]);
same(codes(head), [1, 0]);

const errors = await pipeline([child("sh"), "-c", "echo one >&2"], [child("sh"), "-c", "cat; echo two >&2"], { stderr: "pipe" });
same(errors.exits.map(({ stderr }) => stderr), ["one\n", "two\n"]);
equal(errors.stderr, "two\n");
const merged = await pipeline([child("sh"), "-c", "echo out; echo err >&2"], [child("copy")], { stderr: "stdout" });
equal(merged.stdout, "out\nerr\n");

// A file is one for all of them: none empties it again.
const log = temp("log");
writeFile(log, "old");
await pipeline([child("sh"), "-c", "echo the first >&2; echo out"], [child("sh"), "-c", "cat; echo two >&2"], { stderr: { file: log }, stdout: { file: log } });
equal(readFile(log), "the first\nout\ntwo\n");
await rejected(pipeline([child("true")], [child("true")], { stderr: { file: log }, timeout: -1 }));
equal(readFile(log), "the first\nout\ntwo\n", "a wrong call empties nothing");

// What is wrong with the last program is said before the first one is started.
for (const [last, options] of [[[], {}], [[null], {}], ["a line", {}], [[child("copy")], { stdout: "bogus" }], [[child("copy")], { stdout: [] }]]) {
    const refused = pipeline([child("sleep"), "0"], last, options);
    same(refused.pids, []);
    ok((await rejected(refused)) instanceof TypeError);
}

const slow = await pipeline([child("sleep"), "3600000"], [child("copy")], { timeout: 500 });
equal(slow.timedOut || slow.exits[0].timedOut, true);

equal((await pipeline("echo word", "find \"w\"", { shell: true })).stdout.trim(), "word");

// One that is not there: those that were started have ended when the promise is rejected.
const missing = await rejected(pipeline([child("sleep"), "60000"], ["no-such-program"], [child("copy")]));
equal(missing.errno, 2);
same(missing.exits.map(({ signal }) => signal), ["SIGTERM"]);
ok((await rejected(pipeline())) instanceof TypeError);
ok((await rejected(pipeline({ check: true }))) instanceof TypeError);
ok((await rejected(pipeline([child("true")], [])) ) instanceof TypeError);
equal(freeFd(), free, "no fd is left");
equal(os.waitpid(-1, false)[0], -10, "nor a child");
