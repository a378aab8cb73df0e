// What is measured. A benchmark:
//   id, title      in the table and on the command line
//   request        what a contestant is asked after the count
//   floor          another name of it in the floor program
//   count, rounds  samples a round, and rounds
//   metric, unit   which of the answer's values, and how to show it: ms, us, MiB/s (of `bytes`)
//   target         the ratio to the floor to reach: at most, or for MiB/s at least
//   most           the value to reach where the floor has next to nothing
//   who            the contestants; the first is the floor. `control` is the floor once more, as
//                  `execAgain` is `exec`: how far its ratio is from 1 says what a ratio of this run
//                  is worth
const MiB = 1024 * 1024;

const neighbours = ["node", "deno", "bun", "dotnet"];
const everybody = ["floor", "quickproc", ...neighbours];
const controlled = ["floor", "control", "quickproc", ...neighbours];

const spawn = (id, title, request, more = {}) => ({
    group: "spawn",
    id,
    title,
    request,
    count: 1,
    rounds: 80,
    metric: "time",
    unit: "ms",
    target: 1.03,
    who: controlled,
    ...more,
});

const transfer = (id, title, request, bytes, more = {}) => ({
    group: "throughput",
    id,
    title,
    request: [request, bytes],
    bytes,
    count: 1,
    rounds: 16,
    metric: "time",
    unit: "MiB/s",
    target: 0.97,
    who: controlled,
    ...more,
});

// Beside os.exec and os.waitpid with the same streams, in the same interpreter: `exec` is asked for `floor`.
const beside = (id, title, floor) =>
    spawn(id, title, [id], {
        group: "subprocess",
        floor,
        target: 1.05,
        who: ["exec", "execAgain", "quickproc"],
    });

const many = (number, rounds) => ({
    group: "many",
    request: ["many", number],
    number,
    count: 1,
    rounds,
    unit: "us",
    who: everybody,
});

const manyStart = (number, rounds) => ({
    ...many(number, rounds),
    id: `many-start-${number}`,
    title: `${number} children at once, start of one`,
    metric: "start",
    unit: "ms",
});

const manyReap = (number) => ({
    ...many(number, 0),
    id: `many-reap-${number}`,
    title: `${number} children at once, waitpid of one`,
    metric: "reap",
    shares: `many-start-${number}`,
});

const talk = (id, title, target) => ({
    group: "latency",
    id,
    title,
    request: [id],
    floor: "talk",
    count: 100,
    rounds: 20,
    metric: "time",
    unit: "us",
    target,
    who: controlled,
});

const weight = (number, metric, more) => ({
    group: "weight",
    id: `children-${metric}-${number}`,
    request: ["children", number],
    count: 1,
    rounds: 2,
    metric,
    who: everybody,
    ...more,
});

const weights = (number) => [
    weight(number, "bytes", { title: `${number} children, memory of one`, unit: "KiB", most: 8 }),
    weight(number, "threads", {
        title: `${number} children, threads of one`,
        unit: "threads",
        most: 0.01,
        shares: `children-bytes-${number}`,
    }),
];

export const suite = [
    spawn("spawn", "exec", ["spawn"]),
    spawn("spawn-10", "exec, 10 arguments", ["spawn-args", 10]),
    spawn("spawn-1000", "exec, 1,000 arguments", ["spawn-args", 1000]),
    spawn("spawn-env", "exec, environment of 100 variables", ["spawn-env"]),
    spawn("spawn-path", "exec, found in the last of 40 folders", ["spawn-path", "found"]),
    // Another job: Windows looks for found.exe alone, in the current folder and its own ones first.
    spawn("spawn-search", "the same, floor: Windows' own search", ["spawn-path", "found"], {
        floor: "spawn-search",
        target: undefined,
        who: ["floor", "control", "quickproc"],
    }),
    spawn("capture", "exec, 1 KiB of output", ["capture"], { group: "capture", target: 1.05 }),
    beside("run-inherit", "run without pipes, floor: os.exec", "spawn"),
    beside("run-capture", "run, two outputs, floor: os.exec, waitpid", "exec-capture"),
    beside("spawn-capture", "spawn, three pipes, floor: os.exec, waitpid", "exec-talk"),
    transfer("read", "os.read from a child", "read", 64 * MiB),
    transfer("write", "os.write to a child", "write", 64 * MiB),
    transfer("pipeline", "three children in a pipeline", "pipeline", 16 * MiB, { rounds: 12 }),
    transfer("handler-read", "setReadHandler and os.read", "handler-read", 64 * MiB, {
        floor: "read",
        target: 0.95,
    }),
    transfer("stream-read", "spawn().stdout", "stream-read", 64 * MiB, { floor: "read", target: 0.95 }),
    transfer("run-async", "runAsync, from start to end", "run-async", 64 * MiB, {
        floor: "collect",
        target: 0.95,
    }),
    manyStart(10, 20),
    manyReap(10),
    manyStart(100, 6),
    manyReap(100),
    manyStart(1000, 2),
    manyReap(1000),
    {
        group: "latency",
        id: "latency",
        title: "a child's write to its handler",
        request: ["latency"],
        count: 50,
        rounds: 10,
        metric: "time",
        unit: "us",
        target: 1.25,
        who: controlled,
    },
    {
        group: "latency",
        id: "end",
        title: "a child's end to its promise",
        request: ["end"],
        count: 1,
        rounds: 60,
        metric: "time",
        unit: "us",
        target: 1.25,
        who: controlled,
    },
    talk("talk-handler", "a byte to a child and back, by handlers", 1.25),
    talk("talk-stream", "the same through spawn()'s streams", 1.4),
    ...weights(10),
    ...weights(100),
    ...weights(1000),
    {
        group: "start-up",
        id: "start",
        title: "start-up, -e 1",
        measures: "start",
        count: 1,
        rounds: 60,
        metric: "time",
        unit: "ms",
        target: 1.1,
        who: ["stock", "quickproc", ...neighbours],
    },
    {
        group: "start-up",
        id: "memory",
        title: "memory after the start",
        measures: "memory",
        count: 1,
        rounds: 5,
        metric: "peak",
        unit: "MiB",
        who: ["stock", "quickproc", ...neighbours],
    },
];

// How a cost grows: the second benchmark's value to the first one's.
export const growths = [
    {
        title: "exec: 1,000 arguments to 10",
        from: "spawn-10",
        to: "spawn-1000",
    },
    {
        title: "start of one child: 1,000 at once to 10",
        from: "many-start-10",
        to: "many-start-1000",
    },
    {
        title: "waitpid of one child: 1,000 at once to 10",
        from: "many-reap-10",
        to: "many-reap-1000",
        target: 1.2,
    },
];
