#!/bin/sh
# The window program of examples/gui with a real window, on a display of its own: what it says is the same as without
# one (js.example-gui), and closing the window ends it.
set -eu

. "${0%/*}/support/display"
cd "$QP_BUILD/examples"
children=$(printf 'Z:%s' "$QP_BUILD/tests/children" | tr / '\\')
said=$("$QP_LAUNCH" ./gui.exe --close-after 8000 script.js "$children\\true.exe" "$children\\false.exe" "$children\\no-such.exe")
for expected in 'exit code 0' 'exit code 1' 'cannot start' done; do
    case $said in
        *"$expected"*) ;;
        *) printf 'no "%s" in:\n%s\n' "$expected" "$said" >&2; exit 1 ;;
    esac
done
