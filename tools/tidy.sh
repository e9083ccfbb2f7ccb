#!/bin/sh
# SPDX-License-Identifier: MIT
# tidy.sh KEPT FLAGS FILE FLAG…: clang-tidy of one file, which takes seconds. Passes at once
# where all that it would read (the file, every header with its comments, the flags, the
# rules) was found clean before: the folder KEPT, one for each version of the program, has
# a fingerprint of that.
set -u
kept=$1 flags=$2 file=$3
shift 3
# shellcheck disable=SC2086 # into words
set -- $flags "$@"
read_by_it() {
    cat .clang-tidy "$file" && echo "$*" && clang -E -C -dD "$@" "$file"
}
fingerprint=$(read_by_it "$@" | sha256sum | cut -d ' ' -f 1)
[ ! -e "$kept/$fingerprint" ] || exit 0
clang-tidy --quiet --warnings-as-errors='*' "$file" -- "$@" || exit 1
mkdir -p "$kept" && : >"$kept/$fingerprint"
