#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes build/assets.c: the files named as arguments as constant arrays.
set -eu
LC_ALL=C
export LC_ALL
printf '/* Made by tools/embed.sh; do not edit. */\n#include "base/asset.h"\n\n'
number=0
for file in "$@"; do
    printf 'static const char asset_%d[] = {\n' "$number"
    od -An -v -td1 "$file" | sed 's/\([-0-9][0-9]*\)/\1,/g'
    printf '0};\n'
    number=$((number + 1))
done
printf '\nconst struct asset asset_table[] = {\n'
number=0
for file in "$@"; do
    printf '    {"%s", asset_%d, sizeof asset_%d - 1},\n' "$file" "$number" "$number"
    number=$((number + 1))
done
printf '};\nconst size_t asset_table_count = sizeof asset_table / sizeof asset_table[0];\n'
