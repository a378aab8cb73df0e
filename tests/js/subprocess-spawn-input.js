// stdin.write honours back-pressure: it is kept once the pipe has taken the bytes; who does not read makes the writer wait, who has
// gone makes it fail.
import * as os from "os";
import { ProcessError, spawn } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, hash, pattern } from "./support/children.js";

async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("it was kept");
}

// Nobody reads for a while: a megabyte is not taken.
const slow = spawn([child("slurp"), "65536", "150"], { stderr: "null" });
let taken = false;
const bytes = pattern(1000000);
const writing = slow.stdin.write(bytes).then(() => {
    taken = true;
});
const nothing = slow.stdin.write("").then(() => taken);
await os.sleepAsync(300);
ok(!taken, "the pipe is full");
await writing;
ok(await nothing, "one after the other, also when there is nothing to write");
await slow.stdin.end();
equal(await slow.stdout.text(), `1000000 ${hash(bytes)}\n`);
await slow.wait();

// Nobody reads any more: every write is told, also those after the first one that was, and an end that has something to write.
async function goneReader() {
    const gone = spawn([child("exit"), "3"], { stdout: "null", stderr: "null" });
    await gone.wait();
    let error = null;
    for (let i = 0; i < 50 && !error; i++) {
        error = await gone.stdin.write(new Uint8Array(65536)).then(() => null, (reason) => reason);
    }
    equal(error?.errno, 32, "EPIPE");
    return gone;
}

const gone = await goneReader();
equal((await rejected(gone.stdin.write("x"))).errno, 32, "EPIPE again");
equal((await rejected(gone.stdin.write(""))).errno, 32, "and for nothing");
await gone.stdin.end();
equal((await rejected(gone.stdin.write("x"))).errno, 32, "it has ended");
ok((await rejected(gone.stdin.end("more"))).message.startsWith("write after end"));
equal((await rejected((await goneReader()).stdin.end("more"))).errno, 32, "the end has something to write");

// Writes that nobody listens to do no harm.
const careless = spawn([child("exit"), "4"], { stdout: "null", stderr: "null" });
for (let i = 0; i < 20; i++) {
    careless.stdin.write(new Uint8Array(65536));
}
equal((await careless.wait()).code, 4);
careless.stdin.close();

const ended = spawn([child("copy")], { stderr: "null" });
await ended.stdin.end("all");
const late = await rejected(ended.stdin.write("more"));
ok(late instanceof ProcessError && late.errnoName === "EPIPE" && late.message.startsWith("write after end"), late.message);
await ended.stdin.end();
equal(await ended.stdout.text(), "all");
await ended.wait();

const cut = spawn([child("slurp"), "65536", "300"], { stderr: "null" });
const lost = cut.stdin.write(new Uint8Array(2000000));
await os.sleepAsync(100);
cut.stdin.close();
await rejected(lost);
equal((await rejected(cut.stdin.write("x"))).errnoName, "EPIPE");
ok(Number((await cut.stdout.text()).split(" ")[0]) < 2000000);
await cut.wait();
