#!/bin/sh
# Portable scripts under quickjs-ng's own `os` on this machine and under our interpreter: the transcripts must be the same, except for the
# differences that tests/differential/differences.txt lists and justifies.
#   QP_BUILD   the build for Windows      QP_NATIVE  the native build (stock-qjs, children)
#   QP_LAUNCH  how a Windows program is run here
set -u

here=$(cd "${0%/*}/../differential" && pwd)
native=${QP_NATIVE:-}
[ -x "$native/tests/stock-qjs" ] || {
    echo "no native build with the stock interpreter (QP_NATIVE=$native)"
    exit 77
}
work=$(mktemp -d "$QP_BUILD/differential.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/posix" "$work/ours"

windows_path() {
    printf 'Z:%s' "$1" | tr / '\\'
}

# run FOLDER SCRIPT command…: the transcript of one script, its exit code as the last line.
run() {
    transcript=$work/$1/$2
    shift 2
    mkdir "$work/tmp"
    (cd "$work/tmp" && timeout 50 "$@" </dev/null >"$transcript" 2>"$work/errors")
    echo "exit: $?" >>"$transcript"
    if [ -s "$work/errors" ]; then
        sed 's/^/  /' "$work/errors"
    fi
    rm -rf "$work/tmp"
}

for script in "$here"/*.js; do
    name=${script##*/}
    [ "$name" = compare.js ] && continue
    QP_TEST_TMP=$work/tmp QP_TEST_CHILDREN=$native/tests/children \
        run posix "$name" "$native/tests/stock-qjs" "$script"
    # shellcheck disable=SC2086 # a command line
    QP_TEST_TMP=$(windows_path "$work/tmp") QP_TEST_CHILDREN=$(windows_path "$QP_BUILD/tests/children") \
        run ours "$name" ${QP_LAUNCH:-} "$QP_BUILD/quickproc.exe" "Z:$script"
done
"$native/tests/stock-qjs" "$here/compare.js" "$work/posix" "$work/ours" "$here/differences.txt"
