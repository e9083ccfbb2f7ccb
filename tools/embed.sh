#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes build/assets.c: files as constant arrays, and scripts compiled too.
#     embed.sh COMPILE-LUA DICTIONARY FILE…
set -eu
LC_ALL=C
export LC_ALL
compile=$1 dictionary=$2
shift 2
if [ ! -r "$dictionary" ]; then
    echo "embed: there is no $dictionary; \`tools/setup.sh build\` installs it" >&2
    exit 1
fi
compiled=$(mktemp)
trap 'rm -f "$compiled"' EXIT

# array NAME <BYTES
array() {
    printf 'static const char %s[] = {\n' "$1"
    od -An -v -td1 | sed 's/\([-0-9][0-9]*\)/\1,/g'
    printf '0};\n'
}

printf '/* Made by tools/embed.sh; do not edit. */\n#include "base/asset.h"\n\n'
number=0
for file in "$@"; do
    array "asset_$number" <"$file"
    case $file in
    *.lua)
        "$compile" "@built in/${file#lua/}" <"$file" >"$compiled"
        array "compiled_$number" <"$compiled"
        ;;
    esac
    number=$((number + 1))
done
sed -n "/^[a-z]/{s/'s\$//;s/'//g;p;}" "$dictionary" | sort -u | array words
printf 'const struct str asset_words = {words, sizeof words - 1};\n'
printf '\nconst struct asset asset_table[] = {\n'
number=0
for file in "$@"; do
    printf '    {"%s", {asset_%d, sizeof asset_%d - 1}, ' "$file" "$number" "$number"
    case $file in
    *.lua)
        hash=$(sha256sum <"$file" | cut -c 1-64)
        printf '{"%s", 64}, {compiled_%d, sizeof compiled_%d - 1}},\n' "$hash" \
            "$number" "$number"
        ;;
    *) printf '{0, 0}, {0, 0}},\n' ;;
    esac
    number=$((number + 1))
done
printf '};\nconst size_t asset_table_count = sizeof asset_table / sizeof asset_table[0];\n'
