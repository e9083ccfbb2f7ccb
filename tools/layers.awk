# SPDX-License-Identifier: MIT
# The law of the layers: src/LAYERS names, for each folder, the folders that it may
# include besides itself.
FNR == NR { layer = $1; known[layer] = 1; may[layer, layer] = 1
            for (i = 2; i <= NF; i++) may[layer, $i] = 1; next }
/^#include "/ {
    split($2, path, /["\/]/); split(FILENAME, own, "/")
    if (known[path[2]] && known[own[2]] && !may[own[2], path[2]]) {
        print FILENAME ":" FNR ": " own[2] " may not use " path[2]; bad = 1
    }
}
END { exit bad }
