#!/bin/sh
# The public headers: options structs can grow, every declaration has a comment, errors are lists with one errno a line, and
# nothing of the sources or the SDK is included.
#   public-headers.sh [folder]
set -u

root=$(cd "${0%/*}/../.." && pwd)
folder=${1:-$root/include/quickproc}
failed=0

say() {
    echo "$*"
    failed=1
}

# An options struct begins with its size, has a function that sets it, and no padding at its end (src/core/options.h).
structs=$(cat "$folder"/*.h | sed -n 's/^typedef struct \(qp_[a-z_]*_options\) {$/\1/p')
[ -n "$structs" ] || say "no options struct found"
for name in $structs; do
    first=$(cat "$folder"/*.h | sed -n "/^typedef struct $name {\$/{n;s/^ *//;s/ *\/\*.*//;p}")
    [ "$first" = "size_t size;" ] || say "$name begins with: $first"
    cat "$folder"/*.h | grep -q "^void ${name}_init($name \*options, size_t size);\$" || say "$name has no function ${name}_init"
    grep -rq "^QP__ENDS_WITH($name, " "$root/src" || say "$name may have padding at its end: no QP__ENDS_WITH"
done

for header in "$folder"/*.h; do
    awk '
        function wrong(why) { print FILENAME ":" FNR ": " why; bad = 1 }
        /^[ ]*#[ ]*include/ && !/"quickproc\/[a-z]+\.h"/ && !/<(stddef|stdint|wchar|quickjs)\.h>/ { wrong("includes " $2) }
        length($0) > 100 { wrong("is wider than 100 columns") }
        # One errno a line, at its beginning or where it is mentioned.
        { line = $0; if (gsub(/-E[A-Z0-9]+/, "", line) > 1) wrong("names more than one errno") }
        # clang-format runs a list together with a line above it that was too long.
        /[^ *] -E[A-Z0-9]+  / { wrong("has a list in its prose") }
        # A function or callback type: behind a comment, or behind another that is.
        /^(typedef )?[a-zA-Z_].*[ *](qp|quickproc)_[a-z0-9_]+\(/ && !/\/\*/ { if (!documented) wrong("has no comment") }
        /\*\/$/ { documented = 1 }
        /^$/ { documented = 0 }
        END { exit bad }
    ' "$header" || failed=1
done
exit $failed
