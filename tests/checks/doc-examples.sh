#!/bin/sh
# Every ```js and ```javascript block of README.md and docs/*.md runs under the interpreter, each as a module in a folder of its own, and ends with 0. A
# ```text block right after it is what it prints.
#   doc-examples.sh [file.md…]
set -u

root=$(cd "${0%/*}/../.." && pwd)
work=$QP_BUILD/tests/tmp/check.doc-examples
[ $# -gt 0 ] || set -- "$root/README.md" "$root"/docs/*.md
rm -rf "$work"
mkdir -p "$work"

# <number>/main.js, where (file:line) and, if it is told, expected.
split() {
    awk -v work="$work" -v first="$1" -v name="${2##*/}" '
        function is_js(fence) { return fence == "```js" || fence == "```javascript" }
        function open_block() { number++; folder = work "/" number; system("mkdir -p " folder); print name ":" NR > (folder "/where"); close(folder "/where") }
        BEGIN { number = first }
        /^```/ && fence == "" {
            fence = $0
            if (is_js(fence)) { open_block(); file = folder "/main.js" }
            else if (fence == "```text" && after_js) file = folder "/expected"
            else file = ""
            if (file != "") printf "" > file
            after_js = 0
            next
        }
        /^```$/ { if (file != "") close(file); after_js = is_js(fence); fence = ""; next }
        fence != "" { if (file != "") print > file; next }
        NF { after_js = 0 }
        END { print number }
    ' "$2"
}

count=0
for page; do
    count=$(split "$count" "$page")
done
if [ "$count" -eq 0 ]; then
    echo "no examples found" >&2
    exit 1
fi

# Wine says on stderr when it has lost its server, and kills (137) what is slow to go: neither is the example's.
run_example() {
    timeout 180 $QP_LAUNCH "$QP_BUILD/quickproc.exe" main.js </dev/null >said 2>all-errors
    code=$?
    grep -v '^wine client error' all-errors >errors
}

failed=0
number=0
while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    cd "$work/$number" || exit 1
    run_example
    if [ "$code" -eq 137 ]; then
        echo "$(cat where): exit code 137, once more"
        run_example
    fi
    tr -d '\r' <said >plain
    if [ "$code" -ne 0 ] || [ -s errors ]; then
        echo "$(cat where): exit code $code"
        cat plain errors
        failed=$((failed + 1))
    elif [ -e expected ] && ! cmp -s plain expected; then
        echo "$(cat where): prints something else"
        diff expected plain
        failed=$((failed + 1))
    fi
done
cd "$root" || exit 1
echo "$count examples, $failed failed"
[ "$failed" -eq 0 ] && rm -rf "$work"
[ "$failed" -eq 0 ]
