// Converts a film or a sound with ffmpeg and shows how far it is. ffmpeg draws its progress on one line, ended by \r.
//
//     quickproc convert.js SOURCE TARGET
import * as std from "std";
import { ProcessError, spawn, which } from "subprocess";

const [, source, target] = scriptArgs;
if (target === undefined) {
    std.err.puts("usage: convert.js SOURCE TARGET\n");
    std.exit(2);
}

// "01:02:03.50" in seconds.
/** @type {(time: string) => number} */
function seconds(time) {
    return time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

async function convert() {
    // stdin: ffmpeg would take our keys for its own.
    await using child = spawn(["ffmpeg", "-y", "-i", source, target], { stdin: "null", stdout: "null" });
    let duration = 0, last = "";
    for await (const line of child.stderr.lines({ separator: /\r\n|\n|\r/ })) {
        const length = /Duration: ([\d:.]+)/.exec(line);
        const time = /time=([\d:.]+)/.exec(line);
        duration ||= length ? seconds(length[1]) : 0;
        if (time && duration) {
            std.out.puts(`\r${Math.min(100, Math.round((100 * seconds(time[1])) / duration))} %`);
            std.out.flush();
        }
        last = line.trim() || last;
    }
    std.out.puts("\n");
    const { code } = await child.wait();
    return { code, last };
}

try {
    const { code, last } = await convert();
    if (code !== 0) {
        std.err.puts(`${source} was not converted: ${last}\n`);
    }
    std.exit(code === 0 ? 0 : 1);
} catch (error) {
    if (!(error instanceof ProcessError)) {
        throw error;
    }
    std.err.puts(which("ffmpeg") ? `${error.message}\n` : "ffmpeg is not in PATH\n");
    std.exit(2);
}
