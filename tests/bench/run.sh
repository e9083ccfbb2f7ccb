#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures the release build in BUILD, beside peers, in one run: prints a table with
# ratios, and asserts no times. tests/bench/run.sh BUILD
#     PEER_PYTHON=…     a python that has scikit-learn, if not the system's
#     LABELLED_SETS=…   a folder of statements with labels: measures, too, how good the
#                       groups are
set -eu
cd "$(dirname "$0")/../.." || exit 1
build=${1:-build}
work=$(mktemp -d "$build/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
peer_python=${PEER_PYTHON:-/usr/bin/python3}

python3 tests/bench/measure.py "$build" "$work" "$peer_python"
echo
mkdir "$work/two-hours"
python3 tests/bench/look.py "$build" "$work/two-hours"
if [ -n "${LABELLED_SETS:-}" ]; then
    echo
    "$build/bench-cluster" "$LABELLED_SETS" "$peer_python"
fi
