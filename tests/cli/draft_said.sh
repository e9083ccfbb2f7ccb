#!/bin/sh
# SPDX-License-Identifier: MIT
# A card that may show who somebody is stands for no group: its number does.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder flagged
expect 0 cycle new 2025
cat >r.csv <<'CSV'
Reference,Date of birth,Date of review,Working 1,Not working 1
R1,04/03/2011,12/05/2025,Swimming at the pool with @otter71 now,The bus is late and ben@example.org knows
R2,05/03/2011,13/05/2025,I go swimming at the pool,The bus is late and ann@example.org knows
R3,06/03/2011,14/05/2025,Swimming at the pool with @otter71,The bus is late and eve@example.org knows
CSV
expect 0 import reviews r.csv
expect 0 theme --count 1
check_out 'one of them “I go swimming at the pool”'
check_no_out "otter71"
check_no_out "example.org"
check_out "one of them r.csv:"
check_out "(not shown: it may show who somebody is; look at it first: \`waymark look\`)"

# By the number of its card, where it has one.
expect 0 do collect.number_cards
expect 0 theme --count 1
check_no_out "example.org"
check_out "one of them card "
finish
