#!/bin/sh
# The package: what `make package` puts into the zip works for somebody who has nothing else. The interpreter runs and loads
# quickproc.dll; projects find the libraries by find_package, by pkg-config and by add_subdirectory; the DLL exports what the
# headers declare. The projects are in tests/consumer.
set -eu

root=$(cd "${0%/*}/../.." && pwd)
work=$QP_BUILD/tests/tmp/check.packages
rm -rf "$work"
mkdir -p "$work"
cd "$work"

say() {
    echo "packages: $*"
}

fail() {
    say "$*" >&2
    exit 1
}

# Everybody says the same of the same child.
expect() {
    name=$1
    shift
    code=0
    timeout 60 "$QP_LAUNCH" "$@" </dev/null >said || code=$?
    [ "$(tr -d '\r' <said | sed 's/ *$//')" = 'of the child' ] || fail "$name says: $(cat said)"
    [ "$code" = 42 ] || fail "$name ends with $code"
    say "$name"
}

cache() {
    sed -n "s/^$1:[A-Z]*=//p" "$QP_BUILD/CMakeCache.txt"
}

toolchain=$(cache CMAKE_TOOLCHAIN_FILE)
version=$(cache CMAKE_PROJECT_VERSION)

# --- the name of the zip says for which processor it is ---
while read -r compiler machine expected; do
    named=$(cmake "-DCMAKE_C_COMPILER_ARCHITECTURE_ID=${compiler#-}" "-DCMAKE_SYSTEM_PROCESSOR=$machine" -P "$root/cmake/QuickprocArchitecture.cmake")
    [ "$named" = "$expected" ] || fail "$compiler on $machine is $named"
done <<END
x64 AMD64 x64
X86 AMD64 x86
ARM64 AMD64 arm64
x64 ARM64 x64
x86_64 AMD64 x64
- x86_64 x64
- AMD64 x64
- i686 x86
- ARM64 arm64
- aarch64 arm64
END

# --- the zip ---
(cd "$QP_BUILD" && cpack -B "$work/package" --config CPackConfig.cmake >"$work/cpack.log") || { cat "$work/cpack.log"; exit 1; }
set -- "$work"/package/*.zip
(cd "$work/package" && sha256sum --check --status ./*.sha256) || fail "the checksum is another"
cmake -E tar xf "$1"
prefix=$work/$(basename "$1" .zip)
docs=share/doc/quickproc
for file in bin/quickproc.exe bin/quickproc.dll lib/libquickproc.a lib/libquickproc_quickjs.a lib/libquickproc_dll.dll.a \
    include/quickproc/quickproc.h share/quickproc/types/os.d.ts share/quickproc/types/subprocess.d.ts $docs/docs/api.md \
    $docs/examples/tour.js $docs/LICENSE.txt $docs/LICENSE.quickjs-ng.txt $docs/CHANGELOG.md $docs/README.md $docs/SECURITY.md \
    share/quickproc/quickproc.spdx.json SHA256SUMS; do
    [ -s "$prefix/$file" ] || fail "no $file in the zip"
done
# What vcpkg and Conan refuse: files in the root, programs beside libraries.
stray=$(cd "$prefix" && find . -maxdepth 1 ! -name . ! -name bin ! -name lib ! -name include ! -name share ! -name SHA256SUMS)
[ -z "$stray" ] || fail "in the package's root: $stray"
(cd "$prefix" && sha256sum --check --status SHA256SUMS) || fail "SHA256SUMS does not match"
[ "$(cd "$prefix" && find . -type f ! -name SHA256SUMS | wc -l)" = "$(wc -l <"$prefix/SHA256SUMS")" ] || fail "SHA256SUMS misses files"
grep -q "^## $version" "$root/CHANGELOG.md" || fail "CHANGELOG.md has no $version"
[ "$version" = "$(sed -n 's/^#define QUICKPROC_VERSION_[A-Z]* \([0-9]*\)$/\1/p' "$prefix/include/quickproc/version.h" | paste -sd.)" ] ||
    fail "the header has another version"
"$QP_LAUNCH" "$prefix/bin/quickproc.exe" --version | grep -q "^quickproc $version," || fail "the program has another version"

# --- for package managers ---
mkdir release
cp "$1" "release/quickproc-$version-windows-x64.zip"
cmake -DPACKAGES="$work/release" -P "$root/cmake/PackageManifests.cmake" || fail "no manifests"
"$QP_LAUNCH" "$prefix/bin/quickproc.exe" "Z:$root/tests/checks/support/manifests.js" release "$version" \
    "$(sha256sum "$1" | cut -d' ' -f1)" "Z:$prefix/share/quickproc/quickproc.spdx.json" </dev/null || fail "a manifest is wrong"
if cmake -DPACKAGES="$work/package" -P "$root/cmake/PackageManifests.cmake" >/dev/null 2>&1; then
    case $(basename "$1") in *-development.zip) fail "a development package was taken for a release" ;; esac
fi

# --- the interpreter, and a native module, under any name ---
cp "$prefix/bin/quickproc.exe" "another name.exe"
cp "$prefix/bin/quickproc.dll" .
cat >native.js <<'END'
import { exec } from "./quickproc.dll";
import * as os from "os";
if (exec === os.exec) throw new Error("not the DLL's");
import * as std from "std";
std.exit(exec(["cmd", "/c", "echo of the child & exit 42"]));
END
expect 'quickproc.dll as a module' "./another name.exe" native.js
if "$QP_LAUNCH" "$QP_BUILD/tests/stock-qjs.exe" native.js >stock.out 2>&1; then
    fail "a program that exports nothing loaded the module"
fi
grep -q 'does not export JS_' stock.out || fail "no word about a program that exports nothing: $(cat stock.out)"

# --- exports ---
objdump=$(cache CMAKE_OBJDUMP)
# Declarations only: no comments, no types.
"${objdump:-objdump}" -p "$prefix/bin/quickproc.dll" | sed -n '/Ordinal\/Name Pointer/,/^$/p' | sed -n 's/.* \([a-z][A-Za-z0-9_]*\)$/\1/p' | sort >exported
{
    echo js_init_module
    echo qp__console_helper # for rundll32.exe, which only calls what a DLL exports
    cat "$prefix"/include/quickproc/*.h | tr '\n' ' ' | sed 's:/\*:\n/*:g; s:\*/:*/\n:g' | grep -v '^/\*' | tr ';' '\n' | grep -v typedef |
        grep -o '\bqp_[a-z0-9_]*(' | tr -d '('
} | sort -u >declared
cmp exported declared || fail "the DLL exports something else than the headers declare: $(diff exported declared)"
say "exports"

# --- find_package ---
cmake -S "$root/tests/consumer" -B found -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" \
    ${toolchain:+-DCMAKE_TOOLCHAIN_FILE="$toolchain"} -DENGINE_INCLUDE="$(cat "$QP_BUILD/engine-folder")" \
    -DENGINE_LIBRARY="$QP_BUILD/src/libqjs.a" >found.log 2>&1 || { cat found.log; exit 1; }
cmake --build found >found.log 2>&1 || { cat found.log; exit 1; }
cp "$prefix/bin/quickproc.dll" found
for name in with_static with_dll older_with_dll with_quickjs; do
    expect "find_package: $name" "found/$name.exe"
done

# --- pkg-config ---
if command -v pkg-config >/dev/null; then
    # A toolchain file's compiler is not in the cache.
    compiler=$(sed -n 's/^set(CMAKE_C_COMPILER "\(.*\)")$/\1/p' "$QP_BUILD"/CMakeFiles/*/CMakeCCompiler.cmake | head -n 1)
    export PKG_CONFIG_LIBDIR="$prefix/lib/pkgconfig"
    for name in quickproc quickproc-dll; do
        # shellcheck disable=SC2046
        "$compiler" -o "pc-$name.exe" "$root/tests/consumer/host.c" $(pkg-config --cflags --libs $name) -static-libgcc
        expect "pkg-config: $name" "./pc-$name.exe"
    done
else
    say "note: no pkg-config here: its files are not tried"
fi

# --- add_subdirectory ---
cmake -S "$root/tests/consumer/inside" -B inside -G Ninja -DCMAKE_BUILD_TYPE=Release -DQUICKPROC_SOURCE="$root" \
    ${toolchain:+-DCMAKE_TOOLCHAIN_FILE="$toolchain"} >inside.log 2>&1 || { cat inside.log; exit 1; }
cmake --build inside >inside.log 2>&1 || { cat inside.log; exit 1; }
expect add_subdirectory inside/with_source.exe
# --- as vcpkg builds it: the C library alone ---
# shellcheck disable=SC2046,SC2015,SC2016 # options
cmake -S "$root" -B port -G Ninja -DCMAKE_BUILD_TYPE=Release ${toolchain:+-DCMAKE_TOOLCHAIN_FILE="$toolchain"} \
    $(sed -n 's/^ *OPTIONS //p' release/vcpkg/portfile.cmake) >port.log 2>&1 && cmake --build port >>port.log 2>&1 &&
    cmake --install port --prefix port/installed >>port.log 2>&1 || { cat port.log; fail "vcpkg: does not build"; }
unexpected=$(cd port/installed && find . -name '*.exe' -o -name '*.dll' -o -name '*quickjs.a' -o -name '*-dll.pc')
[ -z "$unexpected" ] || fail "vcpkg: installs $unexpected"
[ -s port/installed/lib/cmake/quickproc/quickprocConfig.cmake ] || fail "vcpkg: no package configuration"
say "vcpkg's way"

# --- Meson: the meson.build of docs/embedding.md ---
if command -v meson >/dev/null; then
    mkdir -p meson/subprojects
    ln -s "$root" meson/subprojects/quickproc
    cp "$root/tests/consumer/host.c" meson/main.c
    { echo "project('my_host', 'c')"; sed -n '/^```meson$/,/^```$/p' "$root/docs/embedding.md" | grep -v '^```'; } >meson/meson.build
    cat >meson/cross.ini <<END
[binaries]
c = 'x86_64-w64-mingw32-gcc'
ar = 'x86_64-w64-mingw32-ar'
cmake = 'cmake'
[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
END
    meson setup meson/build meson --cross-file meson/cross.ini >meson.log 2>&1 && ninja -C meson/build >>meson.log 2>&1 ||
        { cat meson.log; fail "Meson: does not build"; }
    expect Meson meson/build/my_host.exe
else
    say "note: no Meson here: its way is not tried"
fi
cd "$root"
rm -rf "$work"
