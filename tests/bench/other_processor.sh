#!/bin/sh
# SPDX-License-Identifier: MIT
# Whether every kernel, 1 and 2 threads, and another processor (arm64, by qemu-user) give
# the same vectors and the same groups to the bit: tests/bench/other_processor.sh BUILD
# [LINES]. Takes the first 60 lines, for qemu is slow. Prints a line each, KIND THREADS SPEED VECTORS GROUPS; fails if hashes differ.
# Not part of make test: it needs aarch64-linux-gnu-gcc and qemu-aarch64-static, and fetches
# arm64 libraries with apt into BUILD, without changing what is installed. Without those
# only this computer's kernels are compared.
set -eu
cd "$(dirname "$0")/../.." || exit 1
build=$(cd "${1:-build}" && pwd)
root="$build/arm64" out="$build/other-processor.txt" lines="$build/other-lines.txt"
head -n 60 "${2:-tests/data/minilm-sentences.txt}" >"$lines"
export WAYMARK_MODEL="$build/all-MiniLM-L6-v2.model"
: >"$out"

for kind in avx512 vnni avx2 neon plain; do
    for threads in 1 2; do
        "$build/bench-encode" "$kind" "$threads" 1 groups <"$lines" 2>/dev/null |
            tee -a "$out" || true
    done
done

fetch_libraries() {
    mkdir -p "$root/lists/partial" "$root/cache/archives/partial" "$root/packages"
    : >"$root/status"
    set -- -q -o APT::Architecture=arm64 -o APT::Architectures=arm64 \
        -o Dir::State::Lists="$root/lists" -o Dir::Cache="$root/cache" \
        -o Dir::State::status="$root/status" -o APT::Sandbox::User=root
    apt-get "$@" update >/dev/null &&
        (cd "$root/packages" && apt-get "$@" download libsodium-dev libsodium23 \
            libutf8proc-dev libutf8proc2 libstemmer-dev libstemmer0d >/dev/null) || return 1
    for package in "$root"/packages/*.deb; do
        dpkg -x "$package" "$root"
    done
    touch "$root/ready"
}

if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64-static >/dev/null &&
    { [ -e "$root/ready" ] || fetch_libraries; }; then
    sources=$(printf '%s\n' src/base/*.c src/text/*.c | grep -v -e encoder_avx -e encoder_vnni \
        -e encoder_x86 -e encoder_other)
    # shellcheck disable=SC2086 # a list
    aarch64-linux-gnu-gcc -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc -I"$root/usr/include" \
        -O2 -ffp-contract=off -Wno-psabi -o "$root/bench-encode" $sources \
        tests/bench/bench_encode.c "$build/assets.c" \
        -L"$root/usr/lib/aarch64-linux-gnu" -lsodium -lutf8proc -lstemmer -lm -lpthread -ldl
    for kind in neon plain; do
        for threads in 1 2; do
            LD_LIBRARY_PATH="$root/usr/lib/aarch64-linux-gnu" qemu-aarch64-static \
                -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH="$root/usr/lib/aarch64-linux-gnu" \
                "$root/bench-encode" "$kind" "$threads" 1 groups <"$lines" |
                sed 's/^/arm64-/' | tee -a "$out"
        done
    done
else
    echo "ANOTHER PROCESSOR WAS NOT TRIED: a cross compiler, qemu or its libraries are missing"
fi

different=$(cut -d ' ' -f 4,5 "$out" | sort -u | wc -l)
[ "$different" = 1 ] || {
    echo "NOT THE SAME: $different answers" >&2
    exit 1
}
echo "The same vectors and the same groups, $(wc -l <"$out") times."
