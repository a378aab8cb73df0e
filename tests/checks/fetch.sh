#!/bin/sh
# scripts/fetch where it cannot bring what the tests know: it says why, and nothing that could be taken for it is left. Without a
# network: apt-get and its kin are stand-ins, which answer as apt 2.6 was seen to.
#   QP_BUILD  the build for Windows
set -u

root=$(cd "${0%/*}/../.." && pwd)
work=$QP_BUILD/tests/tmp/check.fetch
for tool in dpkg-deb apt-get; do
    command -v $tool >/dev/null || { echo "[test skipped] no $tool"; exit 77; }
done
rm -rf "$work"
mkdir -p "$work/bin" "$work/package/DEBIAN" "$work/package/usr/src/quickjs-ng"
: >"$work/package/usr/src/quickjs-ng/quickjs.c"
printf 'Package: qjs-src\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@localhost>\nDescription: none\n' \
    >"$work/package/DEBIAN/control"
dpkg-deb -b "$work/package" "$work/package.deb" >/dev/null || exit 1
export PACKAGE="$work/package.deb"
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
export CODENAME="$codename"

# NEWER: the version that each newer suite has; none, and their lists cannot be read.
cat >"$work/bin/apt-get" <<'END'
#!/bin/sh
case "$*" in
    # Only what apt has a Release file of, unless told not to look there.
    indextargets*--no-release-info*) echo "file:/nowhere $CODENAME" ;;
    # What cannot be read is a warning, and success, unless the configuration says otherwise.
    update*)
        [ -z "$NEWER" ] || exit 0
        echo "cannot read the list" >&2
        ! grep -q '^APT::Update::Error-Mode "any";' "$APT_CONFIG" ;;
    download*) [ -z "${BROKEN:-}" ] && cp "$PACKAGE" . ;;
esac
END
cat >"$work/bin/apt-cache" <<'END'
#!/bin/sh
[ -z "$NEWER" ] || echo "qjs-src | $NEWER | file:/nowhere newer/main Packages"
END
printf '#!/bin/sh\n' >"$work/bin/apt-config"
chmod +x "$work"/bin/*
failed=0

complain() {
    echo "$1:"
    cat "$work/said"
    failed=1
}

# fetch option…: its exit code
fetch() {
    PATH="$work/bin:$PATH" "$root/scripts/fetch" "$@" quickjs-ng "$work/deps" >"$work/printed" 2>"$work/said"
}

# refuses "what it says" option…
refuses() {
    word=$1
    shift
    fetch "$@" && complain "fetch $* with qjs-src '$NEWER' succeeds"
    grep -q "$word" "$work/said" || complain "fetch $* with qjs-src '$NEWER' does not say '$word'"
    [ "$(ls "$work/deps")" = "$kept" ] || complain "fetch $* with qjs-src '$NEWER' leaves $(ls "$work/deps")"
}

pinned=$(sed -n 's/^ *PINNED=//p' "$root/scripts/fetch" | head -n 1)
kept=lock
export NEWER=
refuses 'cannot read the lists of packages of file:/nowhere'
refuses 'cannot read the lists of packages of file:/nowhere' -n
NEWER=9.9-1
refuses "has qjs-src 9.9-1; the tests know $pinned"
NEWER=0.1-1
refuses 'the newest qjs-src on file:/nowhere is 0.1-1' -n
NEWER=$pinned
refuses 'is not the file that this project knows'
refuses 'is not the file that this project knows' -n
BROKEN=1 refuses 'cannot download'

# The newest, if that will do; what is there stays there, and needs no network the next time.
NEWER=9.9-1
fetch -n && [ "$(cat "$work/deps/quickjs-ng/version")" = 9.9-1 ] || complain "the newest is not fetched"
kept='lock
quickjs-ng'
NEWER=
fetch -n || complain "what is there needs a network"
refuses 'cannot read the lists of packages of file:/nowhere'
[ "$(cat "$work/deps/quickjs-ng/version")" = 9.9-1 ] || complain "what was there is not any more"

[ "$failed" = 0 ] && rm -rf "$work"
exit $failed
