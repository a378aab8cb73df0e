// Several children read at once with setReadHandler, in one thread.
import * as os from "os";
import { child, named, say } from "./support/transcript.js";

const texts = {};
let open = 0;

function follow(name, args) {
    const [reading, writing] = os.pipe();
    const pid = os.exec(args, { stdout: writing, block: false });
    os.close(writing);
    const buffer = new Uint8Array(64);
    texts[name] = "";
    open++;
    os.setReadHandler(reading, () => {
        const n = os.read(reading, buffer.buffer, 0, buffer.length);
        if (n > 0) {
            texts[name] += String.fromCharCode(...buffer.subarray(0, n));
            return;
        }
        os.setReadHandler(reading, null);
        os.close(reading);
        texts[name] += ` ${named(os.waitpid(pid, 0)[1])}`;
        if (--open === 0) {
            finish();
        }
    });
}

function finish() {
    for (const name of Object.keys(texts).sort()) {
        say(name, texts[name].length > 100 ? texts[name].length : texts[name].replaceAll("\n", "|"));
    }
}

follow("slow", ["sh", "-c", "echo one; sleep 1; echo two; exit 3"]);
follow("quick", ["sh", "-c", "echo quick"]);
follow("much", [child("spew"), "300000"]);
follow("silent", [child("sleep"), "500"]);
os.setTimeout(
    () =>
        say(
            "a timer meanwhile",
            Object.values(texts).some((text) => text.includes("exit")),
        ),
    200,
);
