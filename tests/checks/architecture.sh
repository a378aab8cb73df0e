#!/bin/sh
# The include graph of src against floors.txt: no include of a higher floor or of a room beside, no circle between files (a
# source and its header count as one), the SDK's headers in win32/system only. Names the line that breaks a rule.
set -u

here=$(cd "${0%/*}" && pwd)
root=${here%/tests/checks}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "${1:-$root/src}" || exit 1

# The includes of ours as "file line included", and the others as "file line <header>".
find . -name '*.[ch]' | sed 's,^\./,,' | sort | xargs awk '
    /^[ \t]*#[ \t]*include[ \t]*["<]/ {
        name = $0
        sub(/^[^"<]*["<]/, "", name)
        sub(/[">].*$/, "", name)
        print FILENAME, FNR, ($0 ~ /include[ \t]*</ ? "<" name ">" : name)
    }
' >"$work/includes"

awk '
    function unit(file) { sub(/\.[ch]$/, "", file); return file }
    function room(file,   name) {
        name = unit(file)
        if (name in floor) return name
        while (sub(/\/[^\/]*$/, "", name)) if (name in floor) return name
        return ""
    }
    function broken(why) { print "src/" $1 ":" $2 ": includes " $3 ": " why; bad = 1 }
    FNR == NR {
        if (/^#/ || NF == 0) next
        floors++
        for (i = 1; i <= NF; i++) floor[$i] = floors
        next
    }
    $3 ~ /^<(windows|winternl|tlhelp32|psapi|sddl|aclapi|shellapi|shlobj|userenv|winioctl|ntstatus|winsock2|processthreadsapi|consoleapi)\.h>$/ {
        if ($1 !~ /^win32\/system\//) broken("the SDK is for win32/system only")
        next
    }
    $3 ~ /^</ || $3 ~ /^quickproc\// || $3 == "embedded.h" { next }
    {
        from = room($1)
        to = room($3)
        if (from == "") broken("src/" $1 " is in no room of floors.txt")
        else if (to == "") broken("it is in no room of floors.txt")
        else if (floor[to] > floor[from]) broken(to " is above " from)
        else if (floor[to] == floor[from] && to != from) broken(to " is beside " from)
    }
    END { exit bad }
' "$here/floors.txt" "$work/includes"
floors=$?

# tsort names the files of a circle.
awk '
    function unit(file) { sub(/\.[ch]$/, "", file); return file }
    $3 !~ /^</ && $3 !~ /^quickproc\// && $3 != "embedded.h" && unit($1) != unit($3) { print unit($1), unit($3) }
' "$work/includes" | sort -u >"$work/pairs"
tsort "$work/pairs" >"$work/order" 2>"$work/circles"
circles=$?
sed 's/^tsort: [^:]*: /a circle of includes: /; s/^tsort: /    /' "$work/circles"

echo "$(wc -l <"$work/includes") includes, $(wc -l <"$work/pairs") between files"
[ -s "$work/pairs" ] && [ $floors = 0 ] && [ $circles = 0 ]
