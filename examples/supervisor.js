// A supervisor: keeps a program running. It is started again when it fails, a little later each time; what runs too long is stopped
// with all that it started; exit code 0 is the end of the story. Ctrl+C here stops the program with its tree, as gently as it allows:
// Python, Node, Go and Java programs get Ctrl+C on their own console, those that use quickproc a signal.
//
//     quickproc supervisor.js [--longest MS] [PROGRAM [ARGUMENT…]]
import * as os from "os";
import * as std from "std";
import { spawn } from "subprocess";

const mostStarts = 5;
const firstPauseMs = 100;
const graceMs = 3000;
let longestMs = 3000;
const args = scriptArgs.slice(1);
if (args[0] === "--longest") {
    longestMs = Number(args[1]);
    args.splice(0, 2);
}

// Without arguments: a program that crashes at its first start, hangs at the second, fails at the third and then does its work.
const troubled = ["std.exit(0xc0000005 | 0)", "os.sleep(60000)", "std.exit(70)", "std.exit(0)"];
const command = (start) => (args.length > 0 ? args : [os.exePath(), "--std", "-e", troubled[start - 1]]);

let child = null;
let isStopping = false;
let endPause = () => {};

function pause(ms) {
    return new Promise((resolve) => {
        const timer = os.setTimeout(resolve, ms);
        endPause = () => {
            os.clearTimeout(timer);
            resolve();
        };
    });
}

// The first time politely; who presses Ctrl+C again does not want to wait.
function stop() {
    if (isStopping) {
        child?.kill("SIGKILL");
    } else {
        isStopping = true;
        print("stopping");
        child?.stop();
        endPause();
    }
}

for (const signal of [os.SIGINT, os.SIGBREAK, os.SIGTERM, os.SIGHUP]) {
    os.signal(signal, stop);
}

async function runOnce(args) {
    // windowsHide: a console of its own, so that Ctrl+C reaches us alone, and stop() can send it one. killOnExit: should we be ended
    // ourselves, nothing stays behind. drain: what it left running may keep its output.
    child = spawn(args, {
        stdin: "null", stderr: "stdout", windowsHide: true, killOnExit: true, drain: 1000, timeout: longestMs, forceKillAfter: graceMs,
    });
    for (let text; (text = await child.stdout.read({ text: true })) !== null;) {
        std.out.puts(text);
        std.out.flush();
    }
    const exit = await child.wait();
    child = null;
    return exit;
}

for (let start = 1, pauseMs = firstPauseMs; start <= mostStarts && !isStopping; start++, pauseMs *= 2) {
    print(`start ${start}`);
    try {
        const { code, signal, timedOut } = await runOnce(command(start));
        if (timedOut && !isStopping) {
            print(`  ran for more than ${longestMs} ms`);
        }
        print(signal ? `  ended by ${signal}` : `  exit code ${code}`);
        if (code === 0) {
            std.exit(0);
        }
    } catch (error) {
        print(error.message);
        std.exit(1);
    }
    if (!isStopping) {
        await pause(pauseMs);
    }
}
print(isStopping ? "stopped" : "given up");
std.exit(isStopping ? 0 : 1);
