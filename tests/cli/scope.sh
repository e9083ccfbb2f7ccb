#!/bin/sh
# SPDX-License-Identifier: MIT
# Whose reviews count is said where a cycle is made: all five choices, and what cannot be.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
folder council
mkdir -p council/local/workflows
cat >council/local/workflows/town.lua <<'END'
local wtfc = require "workflows.working_together_for_change"
local groups = require "workflows.working_together_for_change.groups"
return wtfc:extend {
    prepare = { commands = { scope = { run = groups.named {
        not_heard = {
            title = "not heard before leaving",
            where = { year_group = { 12, 13 }, attended = false },
        },
    } } } },
}
END
# looks_at CYCLE WORDS
looks_at() {
    expect 0 status --cycle "$1"
    check_out "Whose reviews: $2;"
}

expect 0 cycle new one --scope "school=Elm School"
looks_at one "young people at Elm School"
expect 0 cycle new two --scope "locality=Thornmere East: Elm School, Oak Lane School; year_group=9,10"
check_out "Started the cycle two."
looks_at two "young people at Elm School or Oak Lane School, in years 9 and 10 (Thornmere East)"
expect 0 cycle new three --scope everyone
looks_at three "all young people"
expect 0 status --cycle three
check_no_out "Nobody has said whose reviews count"
expect 0 cycle new four --scope "in_area=no"
looks_at four "young people who learn outside the area"
expect 0 cycle new five --workflow town --scope "group=not_heard"
looks_at five "young people in years 12 and 13, who did not take part in their review (not heard before leaving)"

# The next cycle knows the localities, and what is said here takes the place of all that
# was chosen before.
expect 0 cycle next two six
looks_at six "young people at Elm School or Oak Lane School, in years 9 and 10 (Thornmere East)"
expect 0 cycle next six seven --scope "locality=Thornmere East"
looks_at seven "young people at Elm School or Oak Lane School (Thornmere East)"
expect 0 cycle next seven eight --scope "locality=North: Elm School; locality=Thornmere East"
looks_at eight "young people at Elm School or Oak Lane School (North, Thornmere East)"
expect 0 cycle next eight nine --scope "school=Elm School"
looks_at nine "young people at Elm School"
expect 0 cycle next nine ten --scope "locality=North,Thornmere East"
looks_at ten "young people at Elm School or Oak Lane School (North, Thornmere East)"
expect 0 cycle next ten eleven --scope everyone
looks_at eleven "all young people"

# Refused before anything is made.
cycles() {
    "$waymark" cycle list --names | wc -l
}
before=$(cycles)
expect 2 cycle new no --scope "locality=Thornmere East"
check_err 'write the schools of the locality, too, as "locality=North: Elm School, Oak School"'
expect 2 cycle new no --scope "locality=North:"
expect 2 cycle new no --scope "locality=: Elm School"
expect 2 cycle new no --scope "everyone; in_area=no"
check_err "in a scope, everyone stands alone"
expect 2 cycle new no --scope "group=not_heard; in_area=no"
check_err "in a scope, a group stands alone"
expect 2 cycle new no --scope "school=Elm School; locality=North: Oak School"
check_err "a scope names schools or localities, and not both"
expect 2 cycle new no --scope "localty=North"
check_err 'a scope cannot ask for "localty"; it can ask for: attended'
check_err "Besides, a scope can be everyone, locality=NAME: SCHOOL, … or group=NAME"
check_same "cycles" "$before" "$(cycles)"

# What only the cycle itself can tell is said once it is there.
expect 2 cycle new twelve --workflow town --scope "group=heard"
check_out "Started the cycle twelve."
check_err "waymark: the cycle twelve is there, but whose reviews count is not chosen:"
check_err 'There is no group called "heard"'
check_err "waymark do prepare.scope field=… values=… --cycle twelve"
expect 0 status --cycle twelve
check_out "Nobody has said whose reviews count"
expect 2 cycle next eleven thirteen --scope "locality=Nowhere"
check_err 'There is no locality called "Nowhere"'

# And what quick made.
unset WAYMARK_WORKPLACE
printf 'Pupil Ref,School,Review date,Working 1\nT1,Elm School,04/11/2024,I sing\n' >r.csv
expect 0 quick r.csv --output fast
export WAYMARK_WORKPLACE="$work/fast"
expect 0 cycle keep kept --scope "locality=North: Elm School; year_group=9"
looks_at kept "young people at Elm School, in year 9 (North)"

# How many reviews count is said with every choice: a slip may have emptied the cycle.
expect 0 do prepare.scope field=everyone
check_out "1 of 1 review counts now (\`waymark undo"
expect 0 do prepare.scope field=school values="Elm Shcool"
check_out "0 of 1 review counts now (\`waymark undo"
check_err 'did you mean "Elm School"?'
expect 0 do prepare.scope field=school values="Nowhere at all"
check_err "no review imported so far is of young people at Nowhere at all; there are: Elm School"
expect 0 --json do prepare.scope field=everyone
check_json
check_out '"reviews": 1'

# A school is meant however somebody spells it, and is called as the reviews call it.
expect 0 do prepare.scope field=school values="elm-school"
check_out "1 of 1 review counts now (\`waymark undo"
check_no_err "did you mean"
expect 0 cycle new spelt --scope "school=ELM  school"
cat >spelt.csv <<END
Reference,School,Date of review,Working 1,Not working 1
S1,Elm School,12/05/2025,I like chess,N/A
S2,Oak School,12/05/2025,I like tea,The bus
END
expect 0 import reviews spelt.csv --cycle spelt
check_out "1 row outside of this cycle's scope: left out"
check_no_err "differ only in capitals"
expect 0 coverage --cycle spelt
check_out "Elm School                                        1      1      1         0"
check_out "1 statement."
check_out "what is not working; no view recorded 1 time."
expect 0 status --cycle spelt
check_out "1 of the 1 imported. 1 statement."

# A need is read as an import reads it, wherever it is said; what is none is said at once.
cat >needs.csv <<END
Reference,Primary need,Date of review,Working 1
N1,ASC,12/05/2025,I like chess
N2,Autism,12/05/2025,I like tea
N3,SEMH,12/05/2025,I like pool
N4,Speech and language,12/05/2025,I like art
END
expect 0 cycle new needs --scope "need=ASC,SEMH"
check_quiet
expect 0 import reviews needs.csv --cycle needs
check_out "1 row outside of this cycle's scope: left out"
looks_at needs "young people whose main need is ASD or SEMH"
check_out "3 of the 3 imported. 3 statements."
expect 0 cycle new slip --scope "need=Autsim"
check_err 'an import knows no kind of need called "Autsim"; did you mean autism?'

# A school that the reviews write otherwise is one of those, or is named: by the import, a
# dry run of it too, and by status until it is put right.
cat >dale.csv <<END
Reference,School,Date of review,Working 1
D1,Hill & Dale School,12/05/2025,I like chess
D2,Oak School,12/05/2025,I like tea
END
expect 0 cycle new dale --scope "school=Hill and Dale School,Oak School"
expect 0 import reviews dale.csv --cycle dale
check_quiet
check_out "       2 reviews"
expect 0 status --cycle dale
check_no_out "No review"
expect 0 cycle new hill --scope "school=Hill and Dale,Oak School"
expect 0 --json import reviews dale.csv --cycle hill --dry-run
check_out 'some are of \"Hill & Dale School\": if that is meant, choose it'
expect 0 import reviews dale.csv --cycle hill
check_err "no review imported so far is of young people at Hill and Dale; of the rows left out, some are of \"Hill & Dale School\": if that is meant, choose it"
expect 0 status --cycle hill
check_out "No review imported so far is of young people at Hill and Dale; there are: Oak School"
expect 0 --json status --cycle hill
check_json
check_out '"scope_unmet"'
expect 0 do prepare.scope field=school values="Hill & Dale School,Oak School" --cycle hill
expect 0 import reviews dale.csv --cycle hill
check_quiet
expect 0 status --cycle hill
check_no_out "No review"

# Nothing is imported, for the name is another: that is all the more to be said.
expect 0 cycle new none --scope "school=Hill and Dale"
expect 0 import reviews dale.csv --cycle none
check_err 'some are of "Hill & Dale School"'
expect 0 status --cycle none
check_out "none is imported yet"
check_out "No review imported so far is of young people at Hill and Dale."

# What a narrower choice left out is not there when the choice is wider: the command says
# which file to import again, and status until it is done.
expect 0 cycle new wider --scope "school=Oak School"
cp dale.csv "dale and oak.csv"
expect 0 import reviews "dale and oak.csv" --cycle wider
check_out "1 row outside of this cycle's scope: left out"
expect 0 status --cycle wider
check_no_out "import it again"
expect 0 do prepare.scope field=everyone --cycle wider
check_out "1 of 1 review counts now"
check_err "waymark: 1 row of dale and oak.csv was left out by whose reviews counted when it was imported, and is not there: import it again, so that those who count now come in (\`waymark import reviews \"dale and oak.csv\" --cycle wider\`)"
expect 0 status --cycle wider
check_out "1 row of dale and oak.csv was left out by whose reviews counted"
expect 0 --json status --cycle wider
check_json
check_out '"import_again"'
check_out '"file": "dale and oak.csv"'
expect 0 import reviews "dale and oak.csv" --cycle wider
check_out "       1 review"
expect 0 status --cycle wider
check_no_out "import it again"
check_out "2 of the 2 imported"

# A name with a comma in it, known or in quotes.
expect 0 cycle new comma --scope "school='Rushmere; The, Old',Oak; year_group=9"
looks_at comma "young people at Rushmere; The, Old or Oak, in year 9"
expect 0 cycle new commas --scope "locality=North, East: Elm, 'Rushmere, The'"
looks_at commas "young people at Elm or Rushmere, The (North, East)"
expect 0 cycle next commas again --scope "locality=North, East"
looks_at again "young people at Elm or Rushmere, The (North, East)"
finish
