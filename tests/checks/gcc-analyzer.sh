#!/bin/sh
# gcc's analyzer (-fanalyzer) has nothing to say about any C file of ours: as they are compiled for Windows, and those that are only for this
# machine, the fuzzers, as its own gcc compiles them.
set -u

root=$(cd "${0%/*}/../.." && pwd)
version=12

# Versions disagree: only this one answers.
is_right() {
    [ "$("$1" -dumpversion 2>/dev/null | sed 's/[-.].*//')" = $version ]
}

# The command with the analyzer and without its output. For build/native, which clang compiles, with gcc and without sanitizers.
analyse() {
    printf '%s\n' "$2" | sed \
        -e 's/ -o [^ ]*/ -o \/dev\/null -fanalyzer -Werror -Wno-string-conversion/' \
        -e "$([ "$1" = "$QP_NATIVE" ] && echo 's/^[^ ]* /gcc /')" \
        -e 's/ -f\(no-\)\{0,1\}sanitize[^ ]*//g'
}

case ${1:-} in
    --key)
        cat "$0"
        x86_64-w64-mingw32-gcc --version
        is_right gcc && gcc --version
        ;;
    --file)
        command=$(analyse "$2" "$4")
        eval "$command"
        ;;
    *)
        is_right x86_64-w64-mingw32-gcc || {
            echo "skipped: no gcc $version for Windows on this machine"
            exit 77
        }
        is_right gcc || {
            echo "note: no gcc $version for this machine: not the fuzzers"
            QP_NATIVE=
        }
        exec "$root/tests/checks/support/analyse" "$0" "$QP_BUILD" ${QP_NATIVE:+"$QP_NATIVE"}
        ;;
esac
