// $`…`: a program by its command line, without a shell.
import { pipeline } from "quickproc:subprocess-pipeline";
import { quiet } from "quickproc:subprocess-promises";
import { runAsync } from "quickproc:subprocess-run";
import { decodeText } from "quickproc:subprocess-text";
import { checkLength, give, refuse } from "quickproc:subprocess-values";

function textOf(value, i) {
    if (!["string", "number", "bigint", "boolean"].includes(typeof value)) {
        throw refuse(`value ${i + 1} of $`, value, "a string, a number, or an array of them");
    }
    return `${value}`;
}

// The words: literal text is split at white space, a value is one argument, an array one each; what touches is one word.
export function wordsOf({ raw }, values) {
    const words = [];
    let isOpen = false; // does the next text go on with the last word?
    const add = (text) => {
        if (isOpen) {
            words[words.length - 1] += text;
        } else {
            words.push(text);
        }
        isOpen = true;
    };
    raw.forEach((literal, i) => {
        for (const piece of literal.split(/(\s+)/)) {
            if (/^\s+$/.test(piece)) {
                isOpen = false;
            } else if (piece) {
                add(piece);
            }
        }
        if (i < values.length) {
            const list = Array.isArray(values[i]) ? values[i] : [values[i]];
            checkLength(list.length, `value ${i + 1} of $`);
            for (const [j, value] of list.entries()) {
                isOpen &&= j === 0;
                add(textOf(value, i));
            }
        }
    });
    return words;
}

// A promise of the result. It starts when the script has had its turn, or when its pid is asked for, unless pipe() has taken it.
class Command extends Promise {
    #stages;
    #options;
    #settle;
    #started = null;
    #isTaken = false;
    #taken; // the commands that pipe() made this one of: they have its result

    static get [Symbol.species]() {
        return Promise;
    }

    constructor(stages, options, taken = []) {
        let settle;
        super((resolve) => (settle = resolve));
        this.#settle = settle;
        this.#stages = stages;
        this.#options = options;
        this.#taken = taken;
        Promise.resolve().then(() => void (this.#isTaken || this.#start()));
    }

    #checkNotTaken() {
        if (this.#isTaken) {
            throw new TypeError("this command is part of a pipe: use the command that pipe() returned");
        }
    }

    #start() {
        this.#checkNotTaken();
        if (!this.#started) {
            const options = { check: true, ...this.#options };
            this.#started = this.#stages.length === 1 ? runAsync(this.#stages[0], options) : pipeline(...this.#stages, options);
            [this, ...this.#taken].forEach((command) => command.#settle(this.#started));
        }
        return this.#started;
    }

    #checkNotStarted() {
        this.#checkNotTaken();
        if (this.#started) {
            throw new TypeError("the command has already started");
        }
    }

    get pid() {
        const started = this.#start();
        return this.#stages.length === 1 ? started.pid : started.pids.at(-1);
    }

    kill(signal) {
        return this.#start().kill(signal);
    }

    stop(options) {
        return this.#start().stop(options);
    }

    // A failure is a result.
    nothrow() {
        this.#checkNotStarted();
        this.#options = { ...this.#options, check: false };
        return this;
    }

    // Its output is what `next` reads.
    pipe(next) {
        if (!(next instanceof Command) || next === this) {
            throw refuse("next", next, "another command: $`…`");
        }
        const parts = [this, next];
        parts.forEach((part) => part.#checkNotStarted());
        parts.forEach((part) => (quiet(part).#isTaken = true));
        const options = { ...this.#options, ...next.#options };
        return new Command([...this.#stages, ...next.#stages], options, [...parts, ...this.#taken, ...next.#taken]);
    }

    async text() {
        const { stdout } = await this;
        if (stdout === null) {
            throw new TypeError('text() and lines() need stdout: "pipe" or "tee"');
        }
        return typeof stdout === "string" ? stdout : decodeText(stdout, null);
    }

    // A promise of an array, and an async iterable.
    lines() {
        const promise = this.text().then((text) => {
            const lines = text.split(/\r?\n/);
            return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
        });
        return give(promise, {
            async *[Symbol.asyncIterator]() {
                yield* await promise;
            },
        });
    }
}

function bind(options) {
    return (first, ...values) => {
        if (Array.isArray(first) && Object.hasOwn(first, "raw") && Array.isArray(first.raw)) {
            return new Command([wordsOf(first, values)], options);
        }
        if (typeof first !== "object" || first === null) {
            throw refuse("the argument of $", first, "a template, or options");
        }
        return bind({ ...options, ...first });
    };
}

export const $ = bind({});
