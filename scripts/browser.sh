#!/bin/sh
# Installs Debian's Chromium for the browser tests when it is missing and we may; otherwise says why not, and
# the tests that need it are skipped (or fail, with CI=true).
set -u

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done

explain() {
    echo "browser tests will be skipped: no Chromium here, and $1" >&2
    exit 0
}

command -v apt-get >/dev/null 2>&1 || explain "this is not a Debian system: install Chromium by hand"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    explain "installing it takes root: sudo apt-get install chromium"
fi

echo "Installing Chromium for the browser tests"
export DEBIAN_FRONTEND=noninteractive
install="$as_root apt-get install --yes --quiet --no-install-recommends chromium"
{ $install || { $as_root apt-get update --quiet && $install; }; } >/dev/null || explain "apt-get could not install it"
