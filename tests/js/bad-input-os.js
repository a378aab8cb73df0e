// Every argument and option of every process function of `os`, with every kind of nonsense: what
// comes of each is in bad-input-os.txt. Nothing crashes, nothing is left behind. An argument or option
// that the types declare and that has no row fails the test.
import * as os from "os";
import { equal, same } from "./support/assert.js";
import { check, closedFd, declaredArguments, declaredMembers, few, loadTypes, others } from "./support/bad-input.js";
import { census, child, freeFd, makeFolder, startStranger, temp } from "./support/children.js";

const empty = makeFolder("empty");
const missing = child("no-such-program");
const before = { ...census(), fd: freeFd() };

// 0, 1 and 2 may be closed and replaced by what follows; they are NUL meanwhile.
const saved = [0, 1, 2].map((fd) => os.dup2(fd, 60 + fd));
const nul = os.open("NUL", os.O_RDWR);
// Where no value among them points.
const [reading, writing] = os.pipe().map((fd, i) => (os.dup2(fd, 70 + i), os.close(fd), 70 + i));
const dead = os.exec([child("true")], { block: false });
os.waitpid(dead);
const stranger = startStranger();
const silence = () => [0, 1, 2].forEach((fd) => os.dup2(nul, fd));

const asFd = (result) => {
    if (result > 2) {
        os.close(result);
        return "fd";
    }
    return String(result);
};
// What exec returned; a pid is reaped.
const asExec = (result) => {
    if (result > 0) {
        os.waitpid(result, true);
        return "pid";
    }
    return String(result);
};
const withNul = (call) => (value) => {
    silence();
    return call(value);
};
const named = { reading, writing, dead };

const quiet = { stdin: nul, stdout: nul, stderr: nul };
const start = (options, program = missing, ...args) => os.exec([program, ...args], { ...quiet, ...options });

const matrix = {
    "os.pipe": { call: (value) => os.pipe(value), show: (pair) => (pair.forEach((fd) => os.close(fd)), "pair") },
    "os.getpid": { call: (value) => os.getpid(value) === os.getpid() },
    "os.dup fd": { call: withNul((value) => os.dup(value)), show: asFd },
    "os.dup2 oldFd": { call: withNul((value) => os.dup2(value, 95)), show: asFd },
    "os.dup2 newFd": { call: (value) => os.dup2(nul, value), show: (result) => (result > 2 ? asFd(result) : String(result)) },
    "os.close fd": { call: withNul((value) => os.close(value)) },
    "os.open filename": { call: (value) => os.open(value, os.O_RDONLY) },
    "os.open flags": { call: (value) => os.open(temp("none", "flags"), value) },
    "os.open mode": { call: (value) => os.open(temp("mode"), os.O_WRONLY | os.O_CREAT, value), show: (fd) => (os.remove(temp("mode")), asFd(fd)) },
    "os.read fd": { call: withNul((value) => os.read(value, new ArrayBuffer(8), 0, 8)), more: { writing, dead: closedFd } },
    "os.read buffer": { call: (value) => os.read(nul, value, 0, 8) },
    "os.read offset": { call: (value) => os.read(nul, new ArrayBuffer(8), value, 1) },
    "os.read length": { call: (value) => os.read(nul, new ArrayBuffer(8), 0, value) },
    "os.write fd": { call: withNul((value) => os.write(value, new ArrayBuffer(8), 0, 8)), more: { reading } },
    "os.write buffer": { call: (value) => os.write(nul, value, 0, 8) },
    "os.write offset": { call: (value) => os.write(nul, new ArrayBuffer(8), value, 1) },
    "os.write length": { call: (value) => os.write(nul, new ArrayBuffer(8), 0, value) },
    "os.setReadHandler fd": { call: withNul((value) => (os.setReadHandler(value, () => {}), os.setReadHandler(value, null))), more: { reading, writing } },
    "os.setReadHandler handler": { call: (value) => os.setReadHandler(reading, value), show: (result) => (os.setReadHandler(reading, null), String(result)) },
    "os.setWriteHandler fd": { call: withNul((value) => (os.setWriteHandler(value, () => {}), os.setWriteHandler(value, null))), more: { reading, writing } },
    "os.setWriteHandler handler": { call: (value) => os.setWriteHandler(writing, value), show: (result) => (os.setWriteHandler(writing, null), String(result)) },
    "os.signal signal": { call: (value) => os.signal(value, null) },
    "os.signal handler": { call: (value) => os.signal(os.SIGUSR1, value), show: (result) => (os.signal(os.SIGUSR1, null), String(result)) },
    "os.kill pid": { call: (value) => os.kill(value, 0), more: { dead, stranger, "beside-stranger": stranger + 1 } },
    "os.kill signal": { call: (value) => os.kill(dead, value), more: { 9: 9, 32: 32 } },
    "os.waitpid pid": { call: (value) => os.waitpid(value, false), more: { dead, stranger } },
    "os.waitpid block": { call: (value) => os.waitpid(-1, value) },
    "os.waitpidAsync pid": { call: (value) => os.waitpidAsync(value), more: { dead, stranger } },
    "os.exec args": { call: (value) => os.exec(value, { ...quiet, cwd: empty, usePath: false }), show: asExec },
    "os.exec args[0]": { call: (value) => os.exec([value], { ...quiet, cwd: empty, usePath: false }), show: asExec },
    "os.exec args[1]": { call: (value) => os.exec([child("true"), value], quiet), show: asExec },
    "os.exec options": { call: withNul((value) => os.exec([child("true")], value)), show: asExec },
    "os.exec errorObj": { call: (value) => os.exec([child("true")], quiet, value), show: asExec },
    "os.execAsync args": { call: (value) => os.execAsync(value, { ...quiet, cwd: empty, usePath: false }) },
    "os.execAsync options": { call: withNul((value) => os.execAsync([child("true")], value)) },
    "os.execAsync errorObj": { call: (value) => os.execAsync([child("true")], quiet, value) },
    "os.exec env{value}": { call: (value) => start({ env: { A: value } }, child("true")) },
    "os.exec env{name}": { call: (value) => start({ env: typeof value === "symbol" ? {} : { [value]: "1" } }) },
};
for (const name of ["WIFEXITED", "WEXITSTATUS", "WIFSIGNALED", "WTERMSIG"]) {
    matrix[`os.${name} status`] = { call: (value) => os[name](value) };
}
for (const option of declaredMembers(loadTypes("os"), "ExecOptions")) {
    matrix[`os.exec options.${option}`] = { call: withNul((value) => start({ [option]: value })), more: named };
    matrix[`os.execAsync options.${option}`] = { call: withNul((value) => os.execAsync([missing], { ...quiet, [option]: value })), only: few };
}
matrix["os.exec options.killSignal, with a timeout"] = { call: (value) => start({ timeout: 60000, killSignal: value }, child("true")), more: { 9: 9, 15: 15, 17: 17, 19: 19 } };
for (const option of ["cwd", "killSignal", "block"]) {
    matrix[`os.exec options.${option}, started`] = { call: (value) => start({ [option]: value }, child("true")), show: asExec };
}
// Longer than the shortest of the values, shorter than the longest.
matrix["os.exec options.timeout, started"] = { call: (value) => start({ timeout: value }, child("sleep"), "300") };

// Nothing that is exported or declared is forgotten.
const declared = declaredArguments(loadTypes("os")).filter(([name]) => !others.includes(name));
same(
    declared.map(([name]) => name).sort(),
    Object.keys(os).filter((name) => typeof os[name] === "function" && !others.includes(name)).sort(),
    "functions",
);
for (const [name, list] of declared) {
    equal(list.filter((argument) => !matrix[`os.${name} ${argument}`]).join(), "", `arguments of os.${name} without a row`);
}

let calls;
try {
    calls = await check(matrix, "bad-input-os.txt");

    // However few or many there are.
    for (const [name] of declared) {
        if (name !== "close") {
            for (const args of [[], new Array(20).fill(0x7ffffffc)]) {
                try {
                    const result = os[name](...args);
                    if (name === "pipe") {
                        result.forEach((fd) => os.close(fd));
                    } else if (result instanceof Promise) {
                        await result.catch(() => {});
                    }
                } catch (error) {
                    equal(error.constructor, name === "signal" && args.length ? RangeError : TypeError, name);
                }
            }
        }
    }
} finally {
    // Else nobody sees what went wrong.
    [0, 1, 2].forEach((fd) => os.dup2(saved[fd], fd));
}
os.kill(stranger, os.SIGKILL);
[...saved, nul, reading, writing].forEach((fd) => os.close(fd));
equal(os.waitpid(-1, false)[0], -10, "no child is left");
equal(freeFd(), before.fd, "no fd is left");
equal(os.exec([child("exit"), "5"]), 5, "everything still works");
print(`${calls} cells`);
