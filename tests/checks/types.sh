#!/bin/sh
# What `quickproc --types` writes: valid by itself, right about every example and every ```js block of the docs, and about the
# globals that there are. TypeScript comes through npm.
set -u

root=$(cd "${0%/*}/../.." && pwd)
version=5.9.3
tools=$root/build/types
work=$QP_BUILD/tests/tmp/check.types

if ! command -v npm >/dev/null 2>&1; then
    echo "skipped: npm is not installed"
    exit 77
fi
if ! [ -x "$tools/node_modules/.bin/tsc" ]; then
    mkdir -p "$tools"
    if ! npm install --prefix "$tools" --no-save --no-audit --no-fund --silent "typescript@$version"; then
        echo "skipped: npm could not install typescript $version"
        exit 77
    fi
fi

rm -rf "$work"
mkdir -p "$work/strict" "$work/wrong"
quickproc() {
    $QP_LAUNCH "$QP_BUILD/quickproc.exe" "$@"
}
for folder in project strict wrong; do
    quickproc --types "Z:$work/$folder" || exit 1
done
tsc() {
    "$tools/node_modules/.bin/tsc" -p "$@"
}

# A project as a user has it: the configuration is the one that was written. Each block of the docs is a module.
project=$work/project
mkdir "$project/docs"
for page in "$root/README.md" "$root"/docs/*.md; do
    awk -v out="$project/docs/$(basename "$page" .md)" '
        $0 == "```js" || $0 == "```javascript" { file = out "-" NR ".js"; next }
        $0 == "```" { if (file != "") close(file); file = "" }
        file != "" { print > file }
    ' "$page"
done
cp "$root"/examples/*.js "$root"/examples/wsh/*.js "$project"
tsc "$project/jsconfig.json" || exit 1

# That it finds what is wrong there.
printf 'import { exec } from "os";\nexec("a b");\n' >"$work/wrong/wrong.js"
printf 'import { run } from "subprocess";\nrun(["a"], { cmd: 1 });\nnoSuchThing();\n' >"$work/wrong/wrong2.js"
if found=$(tsc "$work/wrong/jsconfig.json"); then
    echo "a wrong script passes"
    exit 1
fi
for place in 'wrong.js(2,6)' 'wrong2.js(2,14)' 'wrong2.js(3,1)'; do
    case $found in
    *"$place"*) ;;
    *)
        echo "$place is wrong and was not found: $found"
        exit 1
        ;;
    esac
done

# The declarations alone, as strictly as it goes; and that they know each global of the interpreter.
cat >"$work/strict/tsconfig.json" <<JSON
{
    "compilerOptions": { "target": "ES2024", "lib": ["ESNext"], "module": "ESNext", "moduleResolution": "Bundler", "noEmit": true, "strict": true, "types": [], "typeRoots": [] }
}
JSON
cp "$root/tests/checks/types/uses.ts" "$work/strict/uses.ts"
quickproc -e 'print("export default [" + Object.getOwnPropertyNames(globalThis) + "];")' | tr -d '\r' >"$work/strict/globals.ts"
grep -q 'queueMicrotask.*AbortSignal' "$work/strict/globals.ts" || exit 1
tsc "$work/strict/tsconfig.json"
