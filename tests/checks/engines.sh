#!/bin/sh
# The QuickJS module in a host without quickjs-libc, once with quickjs-ng and once with the original QuickJS, whose source comes
# through apt (scripts/fetch quickjs); without it that half is left out, and said so.
#   QP_BUILD    the build for Windows      QP_LAUNCH  how a Windows program is run here
#   QP_QUICKJS  quickjs-ng's source
set -u

root=$(cd "${0%/*}/../.." && pwd)
work=$QP_BUILD/tests/tmp/check.engines
library=$QP_BUILD/src
embedded=$library/quickproc_quickjs_js
QP_TEST_CHILDREN=$(printf 'Z:%s' "$QP_BUILD/tests/children" | tr / '\\')
export QP_TEST_CHILDREN

# compile ENGINE'S-FOLDER option… file…
compile() {
    engine=$1
    shift
    x86_64-w64-mingw32-gcc -std=gnu11 -O0 -D_WIN32_WINNT=0x0A00 -I"$root/include" -isystem "$engine" "$@"
}

# ours ENGINE'S-FOLDER: the module's sources, as strictly as another's compiler may be told to.
ours() {
    for room in "$root/src/quickjs" "$root"/src/quickjs/*/; do
        objects=$work/ours/${room#"$root/src/"}
        mkdir -p "$objects"
        if [ -n "$(find "$room" -maxdepth 1 -name '*.c')" ]; then
            (cd "$objects" && compile "$1" -Wall -Wextra -Wshadow -Werror -I"$root/src" -I"$embedded" -c "$room"/*.c) || exit 1
        fi
    done
    (cd "$objects" && compile "$1" -I"$embedded" -c "$embedded"/*.c) || exit 1
}

# The original engine, as its own Makefile has it but for the optimisation.
original() {
    mkdir -p "$work/engine"
    for file in quickjs libregexp libunicode cutils dtoa; do
        compile "$1" -w -fwrapv -D_GNU_SOURCE -DCONFIG_VERSION="\"$(cat "$1/VERSION")\"" -D__USE_MINGW_ANSI_STDIO \
            -c "$1/$file.c" -o "$work/engine/$file.o" || exit 1
    done
}

# host NAME ENGINE'S-FOLDER library…: links and runs.
host() {
    name=$1
    engine=$2
    shift 2
    compile "$engine" -Wall -Wextra -Werror -static "$root/tests/engine/host.c" "$@" "$library/libquickproc.a" -lpthread \
        -o "$work/$name.exe" || exit 1
    # shellcheck disable=SC2086 # a command line
    ${QP_LAUNCH:-} "$work/$name.exe" "Z:$root/tests/engine/processes.js" </dev/null || {
        echo "failed with $name"
        exit 1
    }
    echo "$name: passed"
}

rm -rf "$work"
mkdir -p "$work"
host quickjs-ng "$QP_QUICKJS" "$library/libquickproc_quickjs.a" "$library/libqjs.a"

if quickjs=$("$root/scripts/fetch" quickjs "$root/build/deps"); then
    ours "$quickjs"
    original "$quickjs"
    # shellcheck disable=SC2046 # no white space in these names
    host original "$quickjs" $(find "$work/ours" "$work/engine" -name '*.o')
else
    echo "note: the original QuickJS cannot be had here; nothing is said about it"
fi
rm -rf "$work"
