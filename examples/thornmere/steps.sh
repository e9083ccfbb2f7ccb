# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: MIT
# What was done with Thornmere's files, in its order. Sourced by tools/demo.sh and by the
# tests; whoever does has $example (this folder), a folder $sorted to write into, and two
# commands:
#
#   run VERB …   does it, as $actor where that is not empty
#   ask VERB …   the same, and shows what it says on standard output
#
# It may set the program's clock (WAYMARK_NOW), and leaves it on the last day of what it
# did. thornmere_larkrise needs more: $place, the folder that run and ask work in (or none,
# while it is empty), and $larkrise, where another one is to be made.

# thornmere_first_year: the cycle 2024 is there already.
thornmere_first_year() {
    for file in reviews-2024-schools reviews-2024-colleges; do
        run import reviews "$example/spreadsheets/$file.csv" --cycle 2024
    done
    run import participants "$example/spreadsheets/participants-2024.csv" --cycle 2024
    run "do" --file "$example/workshop-2024.txt" --cycle 2024
}

# decide same|different LINE: whether the person who came in with LINE of the late
# workbook is who the program took them to be, perhaps.
thornmere_decide() {
    doubt=$(ask list doubt --where state=open |
        awk -v line="$2," 'index($0, line) { print $1 }')
    run "do" "workplace.$1" doubt="$doubt"
}

# The numbers on the cards in place of where they came from.
thornmere_numbers() {
    ask list statement --cycle 2025 --json | awk -v sort="$1" '
        $1 == "\"card\":" { card = $2; sub(/,$/, "", card) }
        $1 == "\"source\":" {
            source = $0
            gsub(/^ *"source": "|",?$/, "", source)
            number[source] = card
        }
        END {
            while ((getline line < sort) > 0) {
                start = line ~ /^#/ ? 0 : index(line, ": ")
                count = start ? split(substr(line, start + 2), sources, ", ") : 0
                out = count ? substr(line, 1, start) : line
                for (i = 1; i <= count; i++)
                    out = out " " number[sources[i]]
                print out
            }
        }'
}

# thornmere_named NAME: a joined group gets its name, which one of the tables had for it.
thornmere_named() {
    group=$(ask list theme --cycle 2025 --where section=working |
        awk -v name="$1" 'index($0, name) { print $1; exit }')
    run "do" theme.name theme="$group" name="$1" --cycle 2025
}

thornmere_sorts() {
    for table in 1 2 3; do
        thornmere_numbers "$example/sorts-2025/table-$table.txt" >"$sorted/table-$table.txt"
        run import sorts "$sorted/table-$table.txt" --table "$table" --cycle 2025
    done
    run "do" theme.join --cycle 2025
    run theme --agreement --cycle 2025
    thornmere_named "I have someone here who really knows me"
    thornmere_named "I know what is going to happen each day"
    thornmere_named "I have friends here who save me a seat"
    thornmere_named "I have somewhere quiet to go when I need it"
}

# thornmere_before_the_day: the cycle 2025 is there already, with the process thornmere.
thornmere_before_the_day() {
    WAYMARK_NOW=2025-11-17T09:00:00Z
    export WAYMARK_NOW
    for file in schools.csv colleges.csv late.xlsx; do
        run import reviews "$example/spreadsheets/reviews-2025-$file" --cycle 2025
    done
    run import aspirations "$example/spreadsheets/aspirations-2025.csv" --cycle 2025
    run import participants "$example/spreadsheets/participants-2025.csv" --cycle 2025
    run import local_offer "$example/spreadsheets/local-offer-2025.csv" --cycle 2025
    run import good_practice "$example/spreadsheets/good-practice-2025.csv" --cycle 2025
    # She changed schools at Easter; his name was mistyped; and two girls of one name were
    # born on one day, and go to two schools.
    run people
    thornmere_decide same "[Marlpit Technology College]:5"
    thornmere_decide same "[The Weir School]:5"
    thornmere_decide different "[The Weir School]:6"
    run "do" workplace.member name="safeguarding lead" roles=safeguarding_lead
    run "do" --file "$example/before-2025.txt" --cycle 2025
    run look --cycle 2025 <"$example/look-2025.txt"
    thornmere_as_lead safeguarding-2025.txt
    run attach "$example/attachments/route-6.png" --cycle 2025 \
        --to reviews-2025-schools.csv:73:aspiration2 --name "The number 6" \
        --description "A map drawn by hand: home, club, bridge, work"
    run attach "$example/attachments/four-bars.wav" --cycle 2025 \
        --to reviews-2025-schools.csv:55:aspiration1 --name "Four bars" \
        --description "A tune for the harp, two seconds"
    run "do" collect.number_cards --cycle 2025
}

thornmere_as_lead() {
    before=$actor actor="safeguarding lead"
    run safeguarding --cycle 2025
    run "do" --file "$example/$1" --cycle 2025
    actor=$before
}

# thornmere_the_day_and_after: its last lines link this year's themes to last year's.
thornmere_the_day_and_after() {
    WAYMARK_NOW=2026-07-20T09:00:00Z
    thornmere_sorts
    run "do" --file "$example/workshop-2025.txt" --cycle 2025
    thornmere_as_lead safeguarding-after-2025.txt
}

thornmere_second_year() {
    thornmere_before_the_day
    thornmere_the_day_and_after
}

# thornmere_east: an evening done once, for the schools of one locality, with a sample of
# their cards; and its end.
thornmere_east() {
    question="What would a good Saturday be for us, on this side of the bridge?"
    run cycle new east-2026 --question "$question"
    run "do" prepare.locality name="East of the bridge" \
        schools="Holly Bank School,Kingsmarsh Community School" --cycle east-2026
    run "do" prepare.scope field=locality values="East of the bridge" --cycle east-2026
    run import reviews "$example/spreadsheets/reviews-2025-schools.csv" --cycle east-2026
    run import participants "$example/spreadsheets/participants-east-2026.csv" \
        --cycle east-2026
    for line in 19 24; do
        from=reviews-2025-schools.csv:$line
        run "do" collect.pick_top review="$from:working1" section=working \
            statements="$from:working1,$from:working2" --cycle east-2026
    done
    run "do" prepare.sample size=24 by=section,school seed=2026 --cycle east-2026
    run "do" --file "$example/east-2026.txt" --cycle east-2026
    run coverage --cycle east-2026
    run status --cycle east-2026
    run cycle close --cycle east-2026
}

# thornmere_once CYCLE: what a conversation that is done once has in common with others,
# when its reviews are in.
thornmere_once() {
    run coverage --cycle "$1"
    run "do" --file "$example/$1.txt" --cycle "$1"
    run status --cycle "$1"
    run cycle close --cycle "$1"
}

# thornmere_away: a call with those who learn outside the area.
thornmere_away() {
    question="What has to change so that I come back to something, and not to nothing?"
    run cycle new away-2026 --scope "in_area=no" --question "$question"
    for file in schools colleges; do
        run import reviews "$example/spreadsheets/reviews-2025-$file.csv" --cycle away-2026
    done
    thornmere_once away-2026
}

# thornmere_leavers: pizza with a group that has a rule in local/workflows/thornmere.lua.
thornmere_leavers() {
    question="Nearly half of our reviews were not held. What would make it worth coming?"
    run cycle new leavers-2026 --workflow thornmere --scope "group=lost_after_school" \
        --question "$question"
    for file in schools.csv colleges.csv late.xlsx; do
        run import reviews "$example/spreadsheets/reviews-2025-$file" --cycle leavers-2026
    done
    thornmere_once leavers-2026
}

# thornmere_larkrise: the form came back, and goes into Thornmere's cycle 2026, which is
# there already. The school made a folder of its own of the same file, for an hour of its own.
thornmere_larkrise() {
    WAYMARK_NOW=2026-10-02T09:00:00Z
    form=$example/spreadsheets/larkrise-2026.xlsx thornmere=$place
    run import reviews "$form" --cycle 2026
    place=''
    run quick "$form" --output "$larkrise"
    place=$larkrise
    run cycle keep larkrise-2026 --authority "Larkrise School" \
        --question "What would make next year a good one here?" \
        --scope "school=Larkrise School"
    thornmere_once larkrise-2026
    place=$thornmere
}

# thornmere_october: what was kept long enough goes; and a family that moves away asks that
# everything of their son's be erased, by the school and by the council.
thornmere_october() {
    run retain --dry-run
    run retain --yes
    run erase TH10504
    run erase TH10504 --yes
    thornmere=$place place=$larkrise
    run erase TH10504 --yes
    # Printed and cut up long ago; the workbook was never used.
    rm -f -- "$larkrise/cards.html" "$larkrise/themes.xlsx"
    run verify
    place=$thornmere
}
