#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what is missing, after saying so: tools/setup.sh build|test|check|bench|form
set -eu

libraries="liblua5.4-dev libsqlite3-dev libcsv-dev libcjson-dev libsodium-dev
    libstemmer-dev libutf8proc-dev libminizip-dev zlib1g-dev libexpat1-dev tzdata
    wbritish"
# The encoder is measured by what OpenBLAS computes.
reference="libopenblas0-pthread"
# command:package, where any version of the command will do
build="gcc:gcc make:make pkg-config:pkg-config python3:python3"
test="$build lua5.4:lua5.4 sqlite3:sqlite3 node:nodejs npm:npm
    chromium:chromium strace:strace unzip:unzip"
check="$test clang:clang clang-format:clang-format clang-tidy:clang-tidy
    cppcheck:cppcheck luacheck:lua-check shellcheck:shellcheck"

case ${1:-build} in
build) commands=$build ;;
test)
    commands=$test
    libraries="$libraries $reference"
    ;;
check)
    commands=$check
    libraries="$libraries $reference"
    ;;
bench)
    commands="$build sqlite3:sqlite3"
    libraries="$libraries $reference python3-sklearn"
    ;;
form) commands="pandoc:pandoc" ;; # what writes Word documents; the rest does without
*) echo "setup: build, test, check, bench or form" >&2 && exit 64 ;;
esac

missing=
for package in $libraries libc6-dev; do
    state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    case $state in
    *" installed") ;;
    *) missing="$missing $package" ;;
    esac
done
for pair in $commands; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
# The language model comes by pip.
case $commands in
*python3*) python3 -m pip --version >/dev/null 2>&1 || missing="$missing python3-pip" ;;
esac
[ -n "$missing" ] || exit 0
# Wanted, but nothing fails without it: it comes along with the rest.
command -v pandoc >/dev/null 2>&1 || missing="$(echo "$missing" | sed 's/ pandoc//') pandoc"

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "Waymark needs these Debian packages, and installs them now with apt-get:"
echo " $missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086 # a list of packages
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
echo "Installed."
