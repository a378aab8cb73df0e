#!/bin/sh
# The sources as Visual C++'s ABI and headers other than mingw-w64's see them: clang for {x86_64,i686,aarch64}-pc-windows-msvc,
# with Wine's headers of the Windows API and the Universal CRT (scripts/fetch), reads every C file of src and, for x86_64, of
# tests, bench and examples. It links nothing. Names that Wine's headers lack are in support/wine_shim.h.
#   QP_BUILD  the build for Windows      QP_QUICKJS  quickjs-ng's source
set -u

here=$(cd "${0%/*}" && pwd)
root=${here%/tests/checks}
command -v clang >/dev/null || { echo "skipped: no clang"; exit 77; }
# The same version on every machine, so that the shim fits.
headers=$("$root/scripts/fetch" wine-headers "$root/build/deps") || { echo "skipped: Wine's headers cannot be had here"; exit 77; }
said=$QP_BUILD/tests/tmp/check.msvc-abi
rm -rf "$said"
mkdir -p "$said"
# read TARGET FILE: prints what clang says, under the target's name.
cat >"$said/read" <<END
#!/bin/sh
# The generated header of the scripts that its program embeds.
case \$2 in
    */src/quickjs/*) embedded=$QP_BUILD/src/quickproc_quickjs_js ;;
    */src/qjs/*) embedded=$QP_BUILD/src/quickproc_exe_js ;;
    */tests/quickjs/*) embedded=$QP_BUILD/tests/quickjs_\$(basename "\$2" .c)_js ;;
    *) embedded=/ ;;
esac
out=\$(clang --target="\$1-pc-windows-msvc" -fsyntax-only -std=c11 -Wall -Wextra -pedantic -Werror -Wno-string-conversion \\
    -D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00 -DUNICODE -D_UNICODE -D_CRT_SECURE_NO_WARNINGS \\
    -I"$root/src" -I"$root/include" -I"$root/tests" -I"$root/bench" -I"\${2%/*}" -I"\$embedded" \\
    -isystem "$QP_QUICKJS" -isystem "$headers/msvcrt" -isystem "$headers/windows" -include "$here/support/wine_shim.h" "\$2" 2>&1) || {
    echo "\$1 \$2"
    echo "\$out"
    exit 1
}
END
{
    find "$root/src" -name '*.c' | sort | sed 's/.*/x86_64 &\ni686 &\naarch64 &/'
    # The bodies of the hooks are machine code of x64; what runs on Linux only is not for this ABI.
    find "$root/tests/core" "$root/tests/win32" "$root/tests/children" "$root/tests/faults" "$root/tests/quickjs" "$root/bench" \
        "$root/examples" -name '*.c' | sort | sed 's/^/x86_64 /'
} >"$said/list"
xargs -P "$(nproc)" -L 1 sh "$said/read" <"$said/list" >"$said/errors"
code=$?
cat "$said/errors"
echo "$(wc -l <"$said/list") readings, $(grep -c -E '^(x86_64|i686|aarch64) /' "$said/errors") with complaints"
[ $code = 0 ] && rm -rf "$said"
exit $code
