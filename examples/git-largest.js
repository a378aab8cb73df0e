// Drives git: which files make this repository big? Lists the largest that its history has ever held.
//
//     quickproc git-largest.js [FOLDER [COUNT]]
import * as std from "std";
import { pipeline, ProcessError, runAsync, which } from "subprocess";

const [folder = ".", count = "10"] = scriptArgs.slice(1);

// One git names all objects, the other tells what they are; neither's output passes through this script until the end.
async function files() {
    const { stdout } = await pipeline(
        ["git", "rev-list", "--objects", "--all"],
        ["git", "cat-file", "--batch-check=%(objecttype) %(objectsize) %(rest)"],
        { cwd: folder, check: true },
    );
    const largest = new Map();
    for (const line of stdout.split("\n")) {
        const [, type, size, name] = /^(\w+) (\d+) (.*)$/.exec(line) ?? [];
        if (type === "blob" && Number(size) > (largest.get(name) ?? -1)) {
            largest.set(name, Number(size));
        }
    }
    return [...largest].sort(([, a], [, b]) => b - a);
}

try {
    const [{ stdout: branch }, sizes] = await Promise.all([
        runAsync(["git", "rev-parse", "--abbrev-ref", "HEAD"], { cwd: folder, check: true }),
        files(),
    ]);
    console.log(`${sizes.length} files in the history of ${branch.trim()}; the largest:`);
    for (const [name, size] of sizes.slice(0, Number(count))) {
        console.log(`${(size / 1024).toFixed(1).padStart(12)} KiB  ${name}`);
    }
} catch (error) {
    if (!(error instanceof ProcessError)) {
        throw error;
    }
    std.err.puts(which("git") ? `${error.message}\n` : "git is not in PATH: install it from git-scm.com, then open a new terminal\n");
    std.exit(1);
}
