// examples/wsh: the three scripts that were Windows Script Host's.
import * as os from "os";
import * as std from "std";
import { run } from "subprocess";
import { equal, ok } from "./support/assert.js";
import { child, copyFile, interpreter, temp, writeFile } from "./support/children.js";

const folder = import.meta.url.replace(/^file:\/\//, "").replace("tests/js/example-wsh.js", "examples/wsh");
const script = (name, ...args) => run([interpreter, `${folder}/${name}.js`, ...args]);

// Inventory: a heading once, a row each time.
const table = temp("table.csv");
for (let i = 0; i < 2; i++) equal(script("inventory", table).code, 0);
const rows = std.loadFile(table).trimEnd().split("\r\n");
equal(rows.length, 3);
equal(rows[0], "computer,user,windows,address,date");
for (const row of rows.slice(1)) ok(/^"[^"]*","[^"]*","\d+\.\d+\.\d+","[^"]*","\d{4}-\d\d-\d\d"$/.test(row), row);
equal(script("inventory").code, 2);
equal(script("inventory", temp("no\\such\\folder.csv")).code, 1);

// Clean-up: old logs are handed over as one argument each and deleted; young ones, other files and what fails stay.
const logs = temp("logs");
os.mkdir(logs);
const day = 24 * 3600 * 1000;
const file = (name, age) => {
    const path = writeFile(`${logs}\\${name}`, name);
    os.utimes(path, Date.now() - age, Date.now() - age);
};
file("old & odd.log", 40 * day);
file("young.log", 0);
file("old.txt", 40 * day);
const archived = script("clean-up", logs, "30", child("argv"), "crt");
equal(archived.code, 0, archived.stderr);
ok(archived.stdout.includes("archived old & odd.log"), archived.stdout);
equal(os.readdir(logs)[0].filter((name) => !/^\.+$/.test(name)).sort().join(), "old.txt,young.log");
file("old.log", 40 * day);
const failed = script("clean-up", logs, "30", child("false"));
equal(failed.code, 1);
ok(failed.stderr.includes("old.log"), failed.stderr);
equal(os.stat(`${logs}\\old.log`)[1], 0, "what was not archived is kept");
equal(script("clean-up", logs, "many", "x").code, 2);

// Start once: the program's exit code, its folder, its variable; a program that runs is not started again.
// Other tests run exit.exe as well, so this is a copy.
const log = temp("start.log");
const once = temp("once.exe");
copyFile(child("exit"), once);
equal(script("start-once", log, once, "7").code, 7);
ok(std.loadFile(log).includes("once.exe ended with 7"));
equal(script("start-once", log, "no-such-program").code, 1);
ok(std.loadFile(log).includes("no-such-program was not found"));
equal(script("start-once", log, interpreter, "-e", "throw 1").code, 0, "this interpreter runs");
ok(std.loadFile(log).includes("quickproc.exe runs already"));
