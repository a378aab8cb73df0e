#!/bin/sh
# Every ```c block of README.md and docs/*.md compiles, with this project's warnings, around what its page takes for granted (a context, a runtime, …);
# every ```cmake block configures a project of its own, for whose target my_host there is a build rule then.
#   doc-builds.sh [file.md…]
set -u

root=$(cd "${0%/*}/../.." && pwd)
work=$QP_BUILD/tests/tmp/check.doc-builds
[ $# -gt 0 ] || set -- "$root/README.md" "$root"/docs/*.md
rm -rf "$work"
mkdir -p "$work"

cached() { sed -n "s/^$1:[A-Z]*=//p" "$QP_BUILD/CMakeCache.txt"; }
compiler=$(sed -n 's/^set(CMAKE_C_COMPILER "\(.*\)")$/\1/p' "$QP_BUILD"/CMakeFiles/*/CMakeCCompiler.cmake)
toolchain=$(cached CMAKE_TOOLCHAIN_FILE)
engine=$(find "$QP_BUILD/../deps" "$(cached QUICKPROC_QUICKJS_DIR)" /usr/src/quickjs-ng -name quickjs-libc.h 2>/dev/null | head -n 1)
engine=${engine%/*}
failed=0
count=0

# <page>-<line>.<language>
for page; do
    awk -v out="$work/$(basename "$page" .md)" '
        /^```(c|cmake)$/ { file = out "-" NR "." substr($0, 4); printf "" > file; next }
        /^```/ { if (file != "") close(file); file = "" }
        file != "" { print > file }
    ' "$page"
done

report() {
    echo "${1##*/}: $2"
    cat "$work/said"
    failed=$((failed + 1))
}

# Lines that begin with # stand before the function, the rest in it.
build_c() {
    {
        cat <<C
#include <stdio.h>
#include <windows.h>
#include <quickjs-libc.h>
#include <quickproc/quickjs.h>
#include <quickproc/quickproc.h>
#include <quickproc/subprocess.h>
extern JSRuntime *rt;
extern JSContext *ctx;
extern void *self;
extern int code;
int take_messages(void);
void dispatch(void *self);
void example(void);
C
        grep '^#' "$1"
        echo 'void example(void) {'
        grep -v '^#' "$1"
        echo '}'
    } >"$work/main.c"
    "$compiler" -fsyntax-only -Wall -Wextra -Werror -D_WIN32_WINNT=0x0A00 -DUNICODE -isystem "$engine" -I"$root/include" "$work/main.c" >"$work/said" 2>&1 ||
        report "$1" "does not compile"
}

build_cmake() {
    project=$work/project
    rm -rf "$project"
    mkdir -p "$project"
    ln -s "$root" "$project/quickproc"
    ln -s "$engine" "$project/quickjs"
    echo 'int main(void) { return 0; }' >"$project/main.c"
    {
        printf 'cmake_minimum_required(VERSION 3.25)\nproject(host C)\nadd_executable(my_host main.c)\n'
        cat "$1"
    } >"$project/CMakeLists.txt"
    if ! cmake -S "$project" -B "$project/build" -G Ninja ${toolchain:+"-DCMAKE_TOOLCHAIN_FILE=$toolchain"} \
        "-DCMAKE_FIND_ROOT_PATH=$work/prefix" "-DCMAKE_PREFIX_PATH=$work/prefix" \
        "-DFETCHCONTENT_SOURCE_DIR_QUICKPROC=$root" >"$work/said" 2>&1; then
        report "$1" "does not configure"
    # The block itself says where quickjs.h is.
    elif grep -q "add_subdirectory\|FetchContent" "$1" && ! ninja -C "$project/build" -t commands my_host.exe | grep -q -- "-isystem [^ ]*/project/quickjs .*quickjs/calls/exec.c"; then
        : >"$work/said"
        report "$1" "the module does not find quickjs.h"
    # The library is on the line that links my_host.
    elif ! ninja -C "$project/build" -t commands my_host.exe 2>"$work/said" | grep -q -- '-o my_host.exe.*libquickproc_quickjs'; then
        report "$1" "my_host is not linked with the library"
    fi
}

cmake --install "$QP_BUILD" --prefix "$work/prefix" >"$work/said" 2>&1 || report install "does not install"
for block in "$work"/*.c "$work"/*.cmake; do
    [ -e "$block" ] || continue
    count=$((count + 1))
    case $block in
        *.c) build_c "$block" ;;
        *) build_cmake "$block" ;;
    esac
done
if [ "$count" -eq 0 ]; then
    echo "no blocks found" >&2
    exit 1
fi
echo "$count blocks, $failed failed"
[ "$failed" -eq 0 ] && rm -rf "$work"
[ "$failed" -eq 0 ]
