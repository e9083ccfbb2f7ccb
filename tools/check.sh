#!/bin/sh
# SPDX-License-Identifier: MIT
# Formatting, both compilers' warnings, linters, layers. Ends with `N passed, N
# failed`, a check each.
# shellcheck disable=SC2046,SC2086 # lists of files and flags are divided on purpose
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0
cores=$(nproc)
log=$(mktemp) tidied=$(mktemp)
trap 'rm -f "$log" "$tidied"' EXIT

# check NAME COMMAND…
check() {
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "ok: $name"
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        tail -n 40 "$log" | sed 's/^/    /'
    fi
}

# Those for another kind of processor cannot be compiled here.
sources=$(make -s sources)
all=$(git ls-files '*.c' '*.h')
flags="-std=c17 -D_POSIX_C_SOURCE=200809L -Isrc -Itests/unit
    $(pkg-config --cflags lua5.4 sqlite3 libcjson libsodium libutf8proc minizip expat)"

layers() {
    awk -f tools/layers.awk src/LAYERS $(git ls-files 'src/*/*.c' 'src/*/*.h')
}

doors() {
    awk -f tools/doors.awk $(git ls-files 'src/*.c' 'src/*.h')
}

banned() {
    ! grep -nE '\b(strcpy|strcat|sprintf|vsprintf|strtok|gmtime|localtime|atoi|gets)[ ]*\(' $all
}

allocation() {
    ! grep -nE '\b(malloc|calloc|realloc|free)[ ]*\(' $(echo "$sources" | tr ' ' '\n' |
        grep -v '^src/base/arena.c$')
}

# A suite that is built and never run proves nothing.
suites() {
    sed -n 's/^const struct test_case \([a-z_]*\)\[\].*/\1/p' tests/unit/test_*.c |
        while read -r table; do
            grep -q ", $table}," tests/unit/test_main.c || {
                echo "tests/unit/test_main.c does not run $table"
                return 1
            }
        done
}

compiles() {
    for file in $sources; do
        "$@" "$file" || return 1
    done
}

# What clang-tidy counts in every file, and how it reasons, would hide what it found.
findings() {
    awk '/^[0-9]+ warnings? (generated|treated)/ { next }
        / note: / { quiet = 1 }
        /(^| )(error|warning): / || /^Error/ { quiet = 0 }
        !quiet'
}

tidy() {
    version=$(clang-tidy --version | sed -n 's/.*version \([0-9.]*\).*/\1/p')
    for file in $sources; do
        own=$(sed -n "s|^${file#src/} *||p" src/FLAGS)
        echo "$file${own:+ $own}" # a blank at its end would join the next line to it
    done | xargs -P "$cores" -L 1 tools/tidy.sh "build/tidied/$version" "$flags" \
        >"$tidied" 2>&1
    tidy_code=$?
    findings <"$tidied"
    return $tidy_code
}

{
    check "formatting (clang-format)" clang-format --dry-run -Werror $all
    check "layers (src/LAYERS)" layers
    check "one door to each library" doors
    check "banned functions" banned
    check "every suite is run" suites
    check "memory comes from arenas" allocation
    check "clang is clean" make --no-print-directory -s -j "$cores" CC=clang WERROR=1 \
        BUILD=build/clang build/clang/waymark
    check "gcc is clean" make --no-print-directory -s -j "$cores" WERROR=1 BUILD=build/gcc \
        build/gcc/waymark
    check "cppcheck" cppcheck --quiet -j "$cores" --std=c11 --language=c --error-exitcode=1 \
        --enable=warning,performance,portability --inline-suppr \
        --suppress=missingIncludeSystem -Isrc src
    check "clang-tidy" tidy
    check "luacheck" luacheck -q lua examples tests/lua
    check "shell scripts (shellcheck)" shellcheck $(git ls-files '*.sh' '*.bash') .ci/run
}
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
