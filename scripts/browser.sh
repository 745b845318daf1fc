#!/bin/sh
# Gets Debian's Chromium for the browser tests where we may: its headless shell, which takes half of the work of
# the whole browser. Where that cannot be had, the whole one does; without any, says why, and the tests that need
# it are skipped (or fail, with CI=true).
set -u

is_here() {
    for name in "$@"; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

do_without() {
    is_here chromium chromium-browser google-chrome ||
        echo "browser tests will be skipped: no Chromium here, and $1" >&2
    exit 0
}

if is_here chromium-headless-shell; then exit 0; fi
is_here apt-get || do_without "this is not a Debian system: install Chromium by hand"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    do_without "installing it takes root: sudo apt-get install chromium-headless-shell"
fi

apt() {
    # shellcheck disable=SC2086 # no word, or two
    $as_root apt-get --quiet -o Acquire::http::Timeout=10 "$@" >"$log" 2>&1
}

install() {
    apt install --yes --no-install-recommends "$1"
}

echo "Installing Chromium's headless shell for the browser tests"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install chromium-headless-shell || { apt update && install chromium-headless-shell; } ||
    is_here chromium chromium-browser google-chrome || install chromium ||
    { cat "$log" >&2; do_without "apt-get could not install it"; }
