// A program that answers requests: `benchmark TAB count TAB word…`, one line; the answer is a line
// of metric=value in nanoseconds or bytes.
import * as os from "os";
import * as std from "std";

export class Contestant {
    #args;
    #env;
    #in = null;
    #out = null;
    #pid = 0;

    constructor(name, args, env) {
        this.name = name;
        this.#args = args;
        this.#env = env;
    }

    #start() {
        const [childIn, writer] = os.pipe();
        const [reader, childOut] = os.pipe();
        const stdio = { block: false, stdin: childIn, stdout: childOut, env: this.#env };
        this.#pid = os.exec(this.#args, stdio);
        os.close(childIn);
        os.close(childOut);
        this.#in = std.fdopen(writer, "w");
        this.#out = std.fdopen(reader, "r");
        if (this.#pid < 0) {
            throw new Error(`${this.#args[0]}: ${std.strerror(-this.#pid)}`);
        }
    }

    // Resolves to { metric: [value…] }; throws when the program ended instead of answering.
    ask(words) {
        if (this.#in === null) {
            this.#start();
        }
        this.#in.puts(words.join("\t") + "\n");
        this.#in.flush();
        const line = this.#out.getline();
        if (line === null) {
            this.stop();
            throw new Error(`${this.name} could not do it`);
        }
        const samples = {};
        for (const part of line.trim().split(" ")) {
            const [metric, value] = part.split("=");
            (samples[metric] ??= []).push(Number(value));
        }
        return samples;
    }

    stop() {
        if (this.#in !== null) {
            this.#in.close();
            this.#out.close();
            os.waitpid(this.#pid, 0);
            this.#in = this.#out = null;
        }
    }
}
