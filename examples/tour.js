// What the process functions of `os` do, one after the other, with cmd.exe and this interpreter alone.
import * as os from "os";
import * as std from "std";

const script = (text, ...args) => [os.exePath(), "--std", "-e", text, ...args];

function say(title, result) {
    print(`${title.padEnd(34)} ${result}`);
}

// Everything that comes out of a pipe; the pipe is closed afterwards.
function read(fd) {
    const file = std.fdopen(fd, "r");
    const text = file.readAsString();
    file.close();
    return text.trim();
}

// Starts a program with its output in a pipe: [pid, fd to read from].
function start(args, options = {}) {
    const [reading, writing] = os.pipe();
    const pid = os.exec(args, { stdout: writing, block: false, ...options });
    os.close(writing);
    return [pid, reading];
}

// How a child ended.
const ending = (status) => (os.WIFSIGNALED(status) ? `signal ${os.WTERMSIG(status)}` : `exit code ${os.WEXITSTATUS(status)}`);
const wait = (pid) => ending(os.waitpid(pid, true)[1]);

const [hello, output] = start(["cmd", "/c", "echo hello from cmd"]);
say("start a program, read what it says", `"${read(output)}", ${wait(hello)}`);

const words = ["two words", "a \"quote\"", "a\\", "", "50%", "日本"];
const [echo, echoed] = start(script("print(JSON.stringify(scriptArgs));", ...words));
say("any argument arrives as it is", read(echoed) === JSON.stringify(words) ? "yes" : "no");
wait(echo);

const upper = script("let line; while ((line = std.in.getline()) !== null) print(line.toUpperCase());");
const [fed, feeding] = os.pipe();
const [shouter, shouted] = start(upper, { stdin: fed });
os.close(fed);
const input = std.fdopen(feeding, "w");
input.puts("fed through a pipe\n");
input.close();
say("feed it through a pipe", `"${read(shouted)}", ${wait(shouter)}`);

const [first, between] = start(script("for (const word of ['delta', 'alpha', 'charlie']) print(word);"));
const [second, sorted] = start(script("print(std.in.readAsString().trim().split('\\n').sort().join(' '));"), { stdin: between });
os.close(between);
say("two in a pipeline", `${read(sorted)}; ${wait(first)}, ${wait(second)}`);

const names = new Map();
for (const ms of [900, 100, 500]) {
    names.set(os.exec(script(`os.sleep(${ms}); std.exit(${ms / 100});`), { block: false }), `${ms} ms`);
}
const order = [...names].map(() => os.waitpid(-1, true)).map(([pid, status]) => `${names.get(pid)}: ${ending(status)}`);
say("several at once, as they end", order.join("; "));

say("an exit code, all 32 bits of it", os.exec(["cmd", "/c", "exit 305419896"]));
say("no such program", `${os.exec(["no-such-program"])} (${std.strerror(2)})`);
say("a crash (access violation)", `${os.exec(["cmd", "/c", `exit ${0xc0000005 | 0}`])}, -SIGSEGV is ${-os.SIGSEGV}`);
say("a timeout", `${os.exec(script("os.sleep(60000);"), { timeout: 300 })}, -SIGTERM is ${-os.SIGTERM}`);
const sleeper = os.exec(script("os.sleep(60000);"), { block: false });
say("a kill", `kill gives ${os.kill(sleeper, os.SIGKILL)}, then ${wait(sleeper)}`);

// A child that starts a child of its own, says its pid and goes on.
const family = `const child = os.exec([os.exePath(), "--std", "-e", "os.sleep(60000)"], { block: false });
    print(child); std.out.flush(); os.sleep(60000);`;
const [leader, told] = start(script(family), { newProcessGroup: true });
const grandchild = Number(std.fdopen(told, "r").getline());
const exists = () => os.kill(grandchild, 0) === 0;
const before = exists() ? "was there" : "never was";
os.kill(-leader, os.SIGTERM);
while (exists()) {
    os.sleep(10);
}
say("a whole tree ended", `leader: ${wait(leader)}; grandchild: ${before}, is gone`);
