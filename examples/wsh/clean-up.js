// What clean-up.vbs did: hands each log file older than so many days to an archiver, and deletes what was archived.
//
//     quickproc clean-up.js FOLDER DAYS ARCHIVER [ARGUMENT...]
//
// The archiver is called with the file's path as its last argument: quickproc clean-up.js C:\logs 30 7z a C:\archive\logs.7z
import * as os from "os";
import * as std from "std";
import { ProcessError, run } from "subprocess";

const [, folder, days, ...archiver] = scriptArgs;
if (archiver.length === 0 || !(Number(days) >= 0)) {
    std.err.puts("usage: clean-up.js FOLDER DAYS ARCHIVER [ARGUMENT...]\n");
    std.exit(2);
}
const limit = Date.now() - Number(days) * 24 * 3600 * 1000;
const [names, refused] = os.readdir(folder);
if (refused !== 0) {
    std.err.puts(`${folder}: ${std.strerror(refused)}\n`);
    std.exit(1);
}

let failures = 0;
for (const name of names.filter((name) => /\.log$/i.test(name)).sort()) {
    const path = `${folder}\\${name}`;
    const [stat] = os.stat(path);
    if (stat === null || stat.mtime > limit) {
        continue;
    }
    // The path is one argument, whatever is in the file's name.
    try {
        run([...archiver, path], { check: true, timeout: 10 * 60 * 1000 });
        const error = os.remove(path);
        console.log(error === 0 ? `archived ${name}` : `archived ${name}, but kept it: ${std.strerror(-error)}`);
    } catch (error) {
        if (!(error instanceof ProcessError)) throw error;
        std.err.puts(`${name}: ${error.message}\n`);
        failures++;
    }
}
std.exit(failures === 0 ? 0 : 1);
