#!/bin/sh
# types/*.d.ts: valid by themselves, and right about every example and every ```js block of the docs. TypeScript comes through npm.
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
mkdir -p "$work/docs"
# Each block of the docs is a module; `export` makes it one where it imports nothing.
for page in "$root/README.md" "$root"/docs/*.md; do
    awk -v out="$work/docs/$(basename "$page" .md)" '
        $0 == "```js" || $0 == "```javascript" { file = out "-" NR ".js"; print "export {};" > file; next }
        $0 == "```" { if (file != "") close(file); file = "" }
        file != "" { print > file }
    ' "$page"
done
cp "$root"/examples/*.js "$root"/examples/wsh/*.js "$work"

cat >"$work/tsconfig.json" <<JSON
{
    "compilerOptions": {
        "target": "ES2024", "lib": ["ESNext"], "module": "ESNext", "moduleResolution": "Bundler", "moduleDetection": "force",
        "allowJs": true, "checkJs": true, "noEmit": true, "strict": true, "noImplicitAny": false, "strictNullChecks": false,
        "useUnknownInCatchVariables": false, "types": [], "typeRoots": []
    },
    "files": ["$root/types/os.d.ts", "$root/types/std.d.ts", "$root/types/subprocess.d.ts"],
    "include": ["*.js", "docs/*.js"]
}
JSON
# The declarations alone, as strictly as it goes.
cat >"$work/strict.json" <<JSON
{
    "compilerOptions": { "target": "ES2024", "lib": ["ESNext"], "module": "ESNext", "moduleResolution": "Bundler", "noEmit": true, "strict": true, "types": [], "typeRoots": [] },
    "files": ["$root/types/os.d.ts", "$root/types/std.d.ts", "$root/types/subprocess.d.ts", "uses.ts"]
}
JSON
cp "$root/tests/checks/types/uses.ts" "$work/uses.ts"
"$tools/node_modules/.bin/tsc" -p "$work/strict.json" || exit 1
"$tools/node_modules/.bin/tsc" -p "$work/tsconfig.json"
