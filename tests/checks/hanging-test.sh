#!/bin/sh
# A test that hangs is ended and named, with every process that it started, and the next test is none the worse for it.
set -u

root=$(cd "${0%/*}/../.." && pwd)
work=$QP_BUILD/tests/tmp/check.hanging-test
rm -rf "$work"
mkdir -p "$work"

# Hangs with a grandchild that holds its output.
cat >"$work/hang.js" <<'EOF'
import * as os from "os";
import * as std from "std";
const children = std.getenv("QP_TEST_CHILDREN");
os.exec([os.exePath(), "--std", "-e", 'os.exec([std.getenv("QP_TEST_CHILDREN") + "\\\\sleep.exe", "600000"], { newProcessGroup: true })'], { block: false });
print("hanging");
std.out.flush();
os.exec([`${children}\\sleep.exe`, "600000"]);
EOF
cat >"$work/next.js" <<'EOF'
import * as os from "os";
import * as std from "std";
const code = os.exec([`${std.getenv("QP_TEST_CHILDREN")}\\exit.exe`, "7"]);
std.exit(code === 7 ? 0 : 1);
EOF
for name in hang next; do
    cat <<EOF
add_test($name "cmake" "-DDIR=$work/$name" "-DCHILDREN=$QP_BUILD/tests/children" "-DTIMEOUT=10" "-P" "$root/cmake/RunTest.cmake" "--" "$QP_LAUNCH" "$QP_BUILD/quickproc.exe" "Z:$work/$name.js")
set_tests_properties($name PROPERTIES TIMEOUT 300)
EOF
done >"$work/CTestTestfile.cmake"

# Wine keeps the environment of the Linux process that a Windows program began as.
left() {
    grep -lzs "^QP_TEST_TMP=.*check.hanging-test.hang\$" /proc/[0-9]*/environ
}

ctest --test-dir "$work" --output-on-failure >"$work/said" 2>&1
failed=0
grep -q 'hang .*\*\*\*' "$work/said" && grep -q '^hanging' "$work/said" && grep -q 'hang: still running after [0-9]* s, ended' "$work/said" || {
    echo "the test that hangs is not named:"
    failed=1
}
grep -q 'next .* Passed' "$work/said" || {
    echo "the test after it does not pass:"
    failed=1
}
[ "$failed" = 0 ] || cat "$work/said"
if left; then
    echo "these processes of it are left"
    failed=1
fi
[ "$failed" = 0 ] && rm -rf "$work"
exit $failed
