#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures the release build in BUILD, beside peers, in one run: prints a table and
# ratios, and asserts no times. tests/bench/run.sh BUILD
set -eu
cd "$(dirname "$0")/../.." || exit 1
build=${1:-build}
work=$(mktemp -d "$build/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Another interpreter, if the usual one lacks scikit-learn: PEER_PYTHON=…
peer_python=${PEER_PYTHON:-python3}
labelled=${LABELLED_SETS:-tests/data/themes}

python3 tests/bench/measure.py "$build" "$work"

echo
echo "Drafting themes (build/bench-cluster)"
if ! "$peer_python" -c 'import sklearn' 2>/dev/null; then
    echo "PEER MISSING: scikit-learn (name a python that has it: PEER_PYTHON=…)"
fi
if [ -d "$labelled" ]; then
    "$build/bench-cluster" "$labelled" "$peer_python"
else
    echo "MISSING: folder of labelled sets (LABELLED_SETS=…)"
    "$build/bench-cluster"
fi
