#!/bin/sh
# The programs that the tests need besides Python: installed for root on Debian, otherwise named with the command.
set -eu
packages=""
command -v rapper >/dev/null 2>&1 || packages="$packages raptor2-utils"
command -v virtuoso-t >/dev/null 2>&1 || packages="$packages virtuoso-opensource-7-bin"
command -v apache2 >/dev/null 2>&1 || [ -x /usr/sbin/apache2 ] || packages="$packages apache2-bin"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || packages="$packages nginx-light"
command -v chromium >/dev/null 2>&1 || packages="$packages chromium"
command -v npm >/dev/null 2>&1 || packages="$packages nodejs npm"
command -v java >/dev/null 2>&1 || packages="$packages default-jre-headless"
command -v strace >/dev/null 2>&1 || packages="$packages strace"
[ -n "$packages" ] || exit 0
line="apt-get install --yes --no-install-recommends$packages"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing$packages" >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive $line -qq >&2
else
    echo "the tests need$packages; install them with: sudo $line" >&2
    exit 1
fi
