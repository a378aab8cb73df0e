#!/bin/sh
# clang-tidy, with the checks of .clang-tidy, has nothing to say about any C file of ours.
set -u

root=$(cd "${0%/*}/../.." && pwd)
version=14

# Versions disagree: only this one answers.
find_tool() {
    for tool in clang-tidy-$version clang-tidy; do
        "$tool" --version 2>/dev/null | grep -q "version $version\." && return
    done
    return 1
}

find_tool || {
    echo "skipped: no clang-tidy $version on this machine"
    exit 77
}
case ${1:-} in
    --key)
        $tool --version
        x86_64-w64-mingw32-gcc --version
        cat "$root/.clang-tidy"
        ;;
    --file)
        # Its count of what it left out is no finding.
        $tool --quiet -p "$5" "$3" 2>/dev/null
        ;;
    *)
        exec "$root/tests/checks/support/analyse" "$0" "${QP_BUILD%/*}/clang-x64" "$QP_NATIVE"
        ;;
esac
