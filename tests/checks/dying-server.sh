#!/bin/sh
# A test during which Wine's server dies has not passed, whatever its exit code is.
set -u

root=$(cd "${0%/*}/../.." && pwd)
work=$QP_BUILD/tests/tmp/check.dying-server
rm -rf "$work"
mkdir -p "$work"
log=$work/quickproc.log

# "passes" or "fails": a test of which the program runs this command.
verdict() {
    QP_WINEPREFIX=$work cmake "-DDIR=$work/test" "-DCHILDREN=$QP_BUILD/tests/children" -DTIMEOUT=60 -P "$root/cmake/RunTest.cmake" -- sh -c "$1" \
        >"$work/said" 2>&1 && echo passes || echo fails
}

expect() {
    actual=$(verdict "$2")
    [ "$actual" = "$1" ] && return
    echo "with the command $2 a test $actual:"
    cat "$work/said"
    exit 1
}

expect passes true
echo 'wineserver crashed, long ago' >"$log"
expect passes true
expect fails "echo 'wineserver crashed, please enable coredumps (ulimit -c unlimited) and restart.' >>$log"
grep -q 'server has crashed meanwhile' "$work/said" || {
    echo "it does not say why:"
    cat "$work/said"
    exit 1
}
rm -rf "$work"
