#!/bin/sh
# stop() of programs with a window that is really on a screen: they get WM_CLOSE and end by their own code. Without a screen
# win32/stop holds this.
set -eu

. "${0%/*}/support/display"
children=$(printf 'Z:%s' "$QP_BUILD/tests/children" | tr / '\\')

# Starts both programs, says "up" when they are, and stops them when it is told to.
cat >"$work/stop.js" <<END
import * as os from "os";
import * as std from "std";
import { spawn } from "subprocess";

// It makes the first window, a hidden one, so that Wine's desktop is its child and none of a program that is stopped.
os.signal(os.SIGTERM, () => std.exit(1));
const quiet = { stdin: "null", forceKillAfter: 60000 };
const gui = spawn([".\\\\gui.exe", "script.js", String.raw\`$children\\true.exe\`], quiet);
await gui.stdout.until("done");
const own = spawn(["..\\\\tests\\\\win32_stop.exe", "visible"], quiet);
await own.stdout.until("r");
std.out.puts("up\n");
std.out.flush();
std.in.getline();
for (const child of [gui, own]) {
    const { code, stoppedBy } = await child.stop();
    console.log(stoppedBy, code);
}
END
mkfifo "$work/go"
cd "$QP_BUILD/examples"
"$QP_LAUNCH" ../quickproc.exe "$work/stop.js" <"$work/go" >"$work/said" &
script=$!
exec 4>"$work/go"
while ! grep -q up "$work/said"; do
    kill -0 $script 2>/dev/null || { cat "$work/said"; exit 1; }
    sleep 0.2
done
if command -v xwininfo >/dev/null; then
    xwininfo -root -tree >"$work/windows"
    grep -q '"quickproc: finished"' "$work/windows" || { echo "the window is not there:"; cat "$work/windows"; exit 1; }
fi
echo >&4
wait $script
[ "$(tr -d '\r' <"$work/said" | tr '\n' ' ')" = "up close 0 close 3 " ] || { cat "$work/said"; exit 1; }
