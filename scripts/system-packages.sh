#!/bin/sh
# Installs Debian packages where this user may do so; otherwise says which are missing and how to get them.
# With --wanted as its first argument it goes on without them: only some files cannot be read then.
set -eu
code=1
if [ "${1:-}" = --wanted ]; then
    code=0
    shift
fi
missing=""
for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && $install >/dev/null && exit 0
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo apt-get update -qq && sudo $install >/dev/null && exit 0
fi
echo "Thiếu gói hệ thống:$missing. Hãy chạy: sudo $install" >&2
echo "System packages are missing:$missing. Run: sudo $install" >&2
exit $code
