#!/bin/sh
# The window program of examples/gui with a real window, on a display of its own: what it says is the same as without
# one (js.example-gui), and closing the window ends it. Needs Xvfb, which scripts/setup installs where it can.
set -eu

command -v Xvfb >/dev/null || { echo "note: no Xvfb here: examples/gui is tested without a visible window only"; exit 77; }
work=$QP_BUILD/tests/tmp/check.gui-window
mkdir -p "$work"

# The server chooses a free display and writes its number.
mkfifo "$work/number.$$"
Xvfb -displayfd 3 -screen 0 800x600x24 3>"$work/number.$$" >/dev/null 2>&1 &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
read -r number <"$work/number.$$"
export DISPLAY=":$number"

cd "$QP_BUILD/examples"
children=$(printf 'Z:%s' "$QP_BUILD/tests/children" | tr / '\\')
said=$("$QP_LAUNCH" ./gui.exe --close-after 8000 script.js "$children\\true.exe" "$children\\false.exe" "$children\\no-such.exe")
for expected in 'exit code 0' 'exit code 1' 'cannot start' done; do
    case $said in
        *"$expected"*) ;;
        *) printf 'no "%s" in:\n%s\n' "$expected" "$said" >&2; exit 1 ;;
    esac
done
