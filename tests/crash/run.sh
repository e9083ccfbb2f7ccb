#!/bin/sh
# SPDX-License-Identifier: MIT
# kill -9 in the middle of imports, of commands and of restores:
# tests/crash/run.sh PROGRAM RUNS.
# A run kills one import of 5,000 reviews, one restore of a backup that holds somebody
# who has been erased since, and once each of twelve commands with known keys, each at
# a random moment of the time that it takes undisturbed. After every kill nobody who
# was erased can be read, the log and the records are whole, what was acknowledged is there, and
# doing the same again ends with exactly what an undisturbed folder holds: nothing
# lost, nothing doubled. SEED=N repeats the same moments, as far as a machine can.
#
# So it is with the steps in depth: each run kills once each of the sorts and groups that
# come back from people, joining and merging, a no, two decisions about people who may be
# one, an attachment, a look over flagged cards, a review while it is written down,
# letting go what has had its time, and `quick` with keeping what it made.
set -u
program=$1 runs=$2
seed=${SEED:-$(date +%s)}
work=$(mktemp -d)
trap 'cd / && rm -rf "$work"' EXIT
# A name of its own, by which a worker that is left over can be told.
cp "$program" "$work/waymark-to-kill"
program=$work/waymark-to-kill
cd "$work" || exit 1
instead=
unset WAYMARK_WORKPLACE WAYMARK_ASSETS WAYMARK_LOG
export WAYMARK_NOW=2025-11-20T10:00:00Z LC_ALL=C.UTF-8 TZ=UTC

# Each part counts for itself: in $half, one line a check or a kill.
good() {
    echo good >>"$half"
}

wrong() {
    echo "FAILED [$half, run $run, seed $seed] $1" | tee -a "$half"
}

# same WHAT A B
same() {
    if [ "$2" = "$3" ]; then good; else wrong "$1: \"$2\" is \"$3\""; fi
}

# succeeds WHAT COMMAND …
succeeds() {
    what=$1
    shift
    if "$@" >"$half.said" 2>&1; then
        good
    else
        wrong "$what: $(head -c 600 "$half.said")"
    fi
}

# in_folder FOLDER VERB …; in the place of the shell where $instead is set, so that
# it is Waymark itself that is killed.
in_folder() {
    folder=$1
    shift
    ${instead:+exec} "$program" --as sam --in "$folder" "$@"
}

sound() {
    succeeds "verify after a kill" in_folder "$1" verify
    succeeds "log --verify after a kill" in_folder "$1" log --verify
}

# All that a folder holds, but for names that are sealed anew each time.
dump() {
    for kind in person review statement theme cycle; do
        in_folder "$1" list "$kind" --json
    done | cksum
    in_folder "$1" log --last 1000
}

now() {
    date +%s%N
}

# moments COUNT LONGEST SEED: random parts of LONGEST nanoseconds, as seconds.
moments() {
    awk -v count="$1" -v longest="$2" -v seed="$3" 'BEGIN {
        srand(seed)
        for (i = 0; i < count; i++) printf "%.4f\n", rand() * longest / 1e9
    }'
}

# killed OUT SECONDS COMMAND …: starts it, kills it after so long; whether it was
# still running.
killed() {
    out=$1 seconds=$2
    shift 2
    : >"$out" # a kill may come before the shell does
    # shellcheck disable=SC2030 # it is meant for this one
    (instead=yes && "$@") >"$out" 2>&1 &
    pid=$!
    sleep "$seconds"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    [ $? = 137 ]
}

make_folder() {
    {
        "$program" --as sam init "$1" --authority Thornmere &&
            in_folder "$1" cycle new 2025
    } >"$1.made" 2>&1 || {
        echo "FAILED: the folder cannot be made"
        cat "$1.made"
        exit 1
    }
}

# reviews COUNT: a spreadsheet of made-up reviews, two statements each.
reviews() {
    awk -v count="$1" 'BEGIN {
        print "Pupil Ref,Surname,Forename,DOB,School,NC Year,Review date," \
              "Working 1,Not working 1"
        for (i = 1; i <= count; i++)
            printf "CR%05d,Surname%d,Forename%d,%02d/%02d/2008,School %d,%d," \
                   "%02d/%02d/2025,I like thing %d,The bus is %d minutes late\n",
                   i, i, i % 97, i % 28 + 1, i % 12 + 1, i % 20, 9 + i % 5,
                   i % 28 + 1, i % 6 + 1, i, i
    }'
}

imports() {
    half=imports run=0 long=
    : >"$half"
    reviews 5000 >reviews.csv
    make_folder import-empty
    # The quicker of two: a moment later than that would find nothing to kill.
    for import in import-other import-whole; do
        cp -r import-empty "$import"
        begun=$(now)
        succeeds "an undisturbed import" in_folder "$import" import reviews reviews.csv
        took=$(($(now) - begun))
        [ "$took" -gt "${long:-$took}" ] || long=$took
    done
    same "two undisturbed imports" "$(dump import-other)" "$(dump import-whole)"
    whole=$(dump import-whole)
    same "reviews" 5000 "$(in_folder import-whole list review | grep -c '^review-')"
    moments "$runs" "$long" "$seed" >import-moments
    while read -r moment; do
        run=$((run + 1))
        rm -rf import-now
        cp -r import-empty import-now
        if killed import-said "$moment" in_folder import-now import reviews reviews.csv; then
            echo "killed" >>"$half"
            held=$(in_folder import-now list review | grep -c '^review-')
            [ "$held" = 0 ] || [ "$held" = 5000 ] || {
                echo "between batches" >>"$half"
                succeeds "status says that it was cut short" sh -c \
                    "'$program' --in import-now status | grep -q 'was cut short after $held rows'"
            }
        fi
        sound import-now
        succeeds "the same import again" in_folder import-now import reviews reviews.csv
        same "what the folder holds after the import" "$whole" "$(dump import-now)"
        same "verify in the end" 0 "$(in_folder import-now verify >/dev/null 2>&1; echo $?)"
    done <import-moments
}

# The command of this number, in the folder; each stands on the ones before.
command() {
    key=--key=crash-$2 number=$2
    set -- "$1" "do" "$key" --json
    case $number in
    1) in_folder "$@" prepare.ask question="What has to change?" ;;
    2) in_folder "$@" prepare.workshop date=12/02/2026 venue="Town Hall" ;;
    3) in_folder "$@" prepare.invite perspective=young_person number=3 ;;
    4) in_folder "$@" theme.new section=working name="I like what I do" \
        statements=few.csv:2:working1,few.csv:3:working1 ;;
    5) in_folder "$@" theme.new section=not_working name="I wait for the bus" \
        statements=few.csv:2:not_working1,few.csv:4:not_working1 ;;
    6) in_folder "$@" theme.move to="I wait for the bus" \
        statements=few.csv:5:not_working1,few.csv:6:not_working1 ;;
    7) in_folder "$@" theme.move to="I like what I do" \
        statements=few.csv:5:working1,few.csv:6:working1 ;;
    8) in_folder "$@" theme.agree theme="I like what I do" ;;
    9) in_folder "$@" theme.agree theme="I wait for the bus" ;;
    10) in_folder "$@" collect.reword statement=few.csv:7:working1 text="I like art" ;;
    11) in_folder "$@" theme.alone statements=few.csv:7:working1 ;;
    12) in_folder "$@" theme.name theme="I like what I do" name="I like what I make" ;;
    esac
}
last=12

number_in() {
    sed -n 's/^  "command": \([0-9]*\),*$/\1/p' "$1"
}

commands() {
    half=commands run=0
    : >"$half"
    reviews 20 >few.csv
    make_folder command-start
    succeeds "a small import" in_folder command-start import reviews few.csv
    cp -r command-start command-whole
    begun=$(now)
    number=1
    while [ "$number" -le "$last" ]; do
        succeeds "command $number, undisturbed" command command-whole "$number"
        number=$((number + 1))
    done
    long=$((($(now) - begun) / last))
    whole=$(dump command-whole)
    moments $((runs * last)) "$long" "$((seed + 1))" >command-moments
    number=$last
    while read -r moment; do
        if [ "$number" = "$last" ]; then
            run=$((run + 1)) number=0
            rm -rf command-now
            cp -r command-start command-now
        fi
        number=$((number + 1))
        kill_command "$number" "$moment"
        [ "$number" = "$last" ] &&
            same "what the folder holds after the commands" "$whole" "$(dump command-now)"
    done <command-moments
    # A worker whose Waymark was killed ends by itself.
    sleep 1
    same "workers left over" 0 "$(workers)"
}

# How many workers of the program to be killed there are.
workers() {
    count=0
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/exe" 2>/dev/null)" = "$program" ] || continue
        tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q -e '--script-worker' &&
            count=$((count + 1))
    done
    echo "$count"
}

# kill_command NUMBER SECONDS
kill_command() {
    if killed acknowledged "$2" command command-now "$1"; then
        echo "killed" >>"$half"
    fi
    sound command-now
    succeeds "command $1 again" command command-now "$1"
    seen=$(number_in acknowledged)
    if [ -n "$seen" ]; then
        echo "acknowledged" >>"$half"
        same "the number of command $1, which was acknowledged" "$seen" \
            "$(number_in "$half.said")"
        same "that it was done before" 1 "$(grep -c '"done_before": true' "$half.said")"
    fi
}

# After a kill; until the database is in its place the folder says that it has none.
check_restore() {
    if [ -e restore-now/waymark.db ]; then
        sound restore-now
        same "what the erased person said" 0 \
            "$(in_folder restore-now list statement | grep -c 'bus is 1 minutes late')"
        same "what the erased person said, in the file" 0 \
            "$(cat restore-now/waymark.db restore-now/waymark.db-wal 2>/dev/null |
                grep -ac 'bus is 1 minutes late')"
    else
        echo "without a database" >>"$half"
        same "that it says so" 1 "$(in_folder restore-now status 2>&1 |
            grep -c 'holds a key but no database')"
    fi
    succeeds "the same restore again" in_folder restore-now restore restore.backup
    same "what the folder holds after the restore" "$whole" "$(dump restore-now)"
    sound restore-now
}

# One restore, killed at a moment.
kill_restore() {
    rm -rf restore-now
    cp -r restore-start restore-now
    if killed restore-said "$1" in_folder restore-now restore restore.backup; then
        echo "killed" >>"$half"
    fi
    check_restore
}

# killed_at NUMBER CALLS COMMAND …: instead of the call of this number; whether there
# were as many.
killed_at() {
    number=$1 calls=$2
    shift 2
    strace -f -o /dev/null -e "trace=$calls" -e "inject=$calls:signal=KILL:when=$number" \
        "$@" >/dev/null 2>&1
    [ $? = 137 ]
}

# One restore after another, killed at each file that it moves or removes.
kill_at_each() {
    number=0 more=yes
    while [ -n "$more" ]; do
        number=$((number + 1)) run="$1, number $number"
        rm -rf restore-now
        cp -r restore-start restore-now
        killed_at "$number" "$1" "$program" --as sam --in restore-now \
            restore restore.backup || more=
        check_restore
    done
    if [ "$number" -gt 4 ]; then good; else wrong "only $number were seen"; fi
}

kill_at_moves() {
    if ! strace -o /dev/null true 2>/dev/null; then
        echo "skipped: kills between the moves of a restore (strace is not allowed here)"
        return
    fi
    # Each call is counted for itself; a system has one of each.
    kill_at_each rename,renameat,renameat2
    kill_at_each unlink,unlinkat
}

restores() {
    half=restores run=0
    : >"$half"
    reviews 300 >restore.csv
    make_folder restore-start
    succeeds "an import to go back to" in_folder restore-start import reviews restore.csv
    succeeds "a backup" in_folder restore-start backup restore.backup
    succeeds "what is said is in the backup" grep -qa 'bus is 1 minutes late' restore.backup
    succeeds "an erasure" in_folder restore-start erase CR00001 --yes
    cp -r restore-start restore-whole
    begun=$(now)
    succeeds "an undisturbed restore" in_folder restore-whole restore restore.backup
    long=$(($(now) - begun))
    whole=$(dump restore-whole)
    moments "$runs" "$long" "$((seed + 2))" >restore-moments
    while read -r moment; do
        run=$((run + 1))
        kill_restore "$moment"
    done <restore-moments
    kill_at_moves
}

# The step of this number, in the folder; each stands on the ones before.
step() {
    at=$1 key=--key=crash-step-$2 number=$2
    case $number in
    1) in_folder "$at" import sorts one.txt --table 1 ;;
    2) in_folder "$at" import sorts two.txt --table 2 ;;
    3) in_folder "$at" "do" "$key" theme.join ;;
    4) in_folder "$at" import themes groups.csv ;;
    5) in_folder "$at" "do" "$key" theme.merge theme="$pets" into="$outdoors" ;;
    6) in_folder "$at" "do" "$key" collect.withdraw person=deep.csv:9 what=workshop \
        decided_by=family ;;
    7) in_folder "$at" "do" "$key" workplace.same doubt="$one_doubt" ;;
    8) in_folder "$at" "do" "$key" workplace.different doubt="$other_doubt" ;;
    9) in_folder "$at" attach drawing.png --to deep.csv:3:working1 ;;
    10) in_folder "$at" look <as-it-is.txt ;;
    11) in_folder "$at" import themes groups-again.csv ;;
    esac
}
last_step=11

make_deep_files() {
    reviews 30 | sed -e '3s/I like/Surname5 likes/' -e '6s/I like/Surname7 likes/' >deep.csv
    echo 'Pupil Ref,Surname,Forename,DOB,School,NC Year,Review date,Working 1' >near.csv
    for one in 11 12; do
        sed -n "s/^CR000$one,\(.*\),School [0-9]*,\(.*\),I like.*/NR$one,\1,Elsewhere,\2,A dog/p" \
            deep.csv | sed 's|,[0-9/]*,A dog|,01/06/2025,A dog|' >>near.csv
    done
    # By number: 1 to 32 are working (two dogs among them), then what is not.
    printf 'A: 1 2 3 4\nB: 5 6 7\nalone: 8\nC: 40 41 42\n' >one.txt
    printf 'A: 1 2 3\nB: 5 6 7 9\nC: 40 41\n' >two.txt
    printf 'Card,Group\n10,Outdoors\n11,Outdoors\n12,Pets\n13,Pets\n' >groups.csv
    printf 'Card,Group\n14,Outdoors\n15,Chess\n' >groups-again.csv
    { printf '\211PNG\r\n\032\n' && head -c 3000000 /dev/zero; } >drawing.png
    printf 'a\na\na\na\na\n' >as-it-is.txt
}

# What a folder holds of the steps in depth, but for the random name of a file.
deep_dump() {
    for kind in pile theme doubt permission attachment statement person review; do
        in_folder "$1" list "$kind" --json
    done | grep -v '"stored"' | cksum
    in_folder "$1" log --last 1000
}

make_deep_start() {
    make_folder deep-start
    succeeds "reviews to go deep with" in_folder deep-start import reviews deep.csv
    succeeds "people who may be one" in_folder deep-start import reviews near.csv
    succeeds "numbers" in_folder deep-start "do" collect.number_cards
    doubts=$(in_folder deep-start list doubt | sed -n 's/^\(doubt-[0-9.]*\) .*/\1/p')
    one_doubt=$(echo "$doubts" | head -n 1) other_doubt=$(echo "$doubts" | tail -n 1)
    same "doubts" 2 "$(echo "$doubts" | grep -c doubt-)"
}

group_called() {
    in_folder deep-whole list theme | sed -n "s/^\\(theme-[0-9.]*\\) .*$1.*/\\1/p"
}

deep() {
    half=deep run=0
    : >"$half"
    make_deep_files
    make_deep_start
    cp -r deep-start deep-whole
    : >deep-long
    for number in $(seq "$last_step"); do
        begun=$(now)
        succeeds "step $number, undisturbed" step deep-whole "$number"
        echo $(($(now) - begun)) >>deep-long
        # Ids are the same in every folder that the same was done in.
        [ "$number" != 4 ] || pets=$(group_called Pets) outdoors=$(group_called Outdoors)
    done
    whole=$(deep_dump deep-whole)
    same "piles" 7 "$(in_folder deep-whole list pile | grep -c '^pile-')"
    same "attachments" 1 "$(in_folder deep-whole list attachment | grep -c '^attachment-')"
    same "flagged cards" 0 "$(in_folder deep-whole look --list | grep -c '>>')"
    while [ "$run" -lt "$runs" ]; do
        run=$((run + 1))
        rm -rf deep-now
        cp -r deep-start deep-now
        for number in $(seq "$last_step"); do
            moment=$(moments 1 "$(sed -n "${number}p" deep-long)" \
                $((seed + run * 100 + number)))
            if killed deep-said "$moment" step deep-now "$number"; then
                echo killed >>"$half"
            fi
            sound deep-now
            succeeds "step $number again" step deep-now "$number"
        done
        same "what the folder holds after the steps" "$whole" "$(deep_dump deep-now)"
        written_down
        let_go
    done
}

# Lines of a review, from this one on: who is there, then nothing about what works (later),
# then five things that do not.
review_lines() {
    [ "$1" -gt 0 ] || printf '\n\nyes\n\n'
    printf '\n\n'
    for number in 1 2 3 4 5; do
        [ "$number" -le "$1" ] || printf 'Crash words %s\n\n\n' "$number"
    done
    printf '\n'
}

said_so_far() {
    in_folder deep-now list statement | grep -c 'Crash words'
}

# A review that is cut short keeps each line that it said was saved, and goes on.
written_down() {
    review_lines 0 >lines.txt
    if killed review-said "$(moments 1 60000000 $((seed + run)))" take_down; then
        echo killed >>"$half"
    fi
    sound deep-now
    told=$(grep -c 'saved as review-' review-said) kept=$(said_so_far)
    if [ "$kept" -lt "$told" ] || [ "$kept" -gt $((told + 1)) ]; then
        wrong "of a review $kept lines are kept, and $told were said to be"
    else
        good
    fi
    begun=$(in_folder deep-now list review | grep -c 'date 2025-11-20')
    review_lines "$kept" >lines.txt
    [ "$begun" = 0 ] || [ "$kept" != 0 ] || review_lines 0 | sed 1,4d >lines.txt
    take_down >review-said 2>&1
    same "the lines of a review" 5 "$(said_so_far)"
    same "reviews that were written down" 1 \
        "$(in_folder deep-now list review | grep -c 'date 2025-11-20')"
}

take_down() {
    in_folder deep-now review CR00020 <lines.txt
}

# After its time a cycle lets go of what was said, once.
let_go() {
    succeeds "closing the cycle" in_folder deep-now cycle close
    if killed retain-said "$(moments 1 80000000 $((seed + run)))" after_years; then
        echo killed >>"$half"
    fi
    # The files go first, and verify says so.
    in_folder deep-now verify >retain-said 2>&1 ||
        same "what verify says" 1 "$(grep -c 'retain.* was cut short' retain-said)"
    succeeds "letting go again" after_years
    same "what is left to let go" 0 "$(in_folder deep-now list statement | grep -c '^statement-')"
    same "what was said, in the file" 0 \
        "$(cat deep-now/waymark.db deep-now/waymark.db-wal 2>/dev/null | grep -ac 'I like thing')"
    # What an attaching left that was cut short itself is named.
    same "files that verify does not name" "$(find deep-now/attachments -type f | wc -l)" \
        "$(in_folder deep-now verify 2>&1 | grep -c 'belongs to no attachment any more')"
    same "times that it was let go" 1 \
        "$(in_folder deep-now log --last all | grep -c 'workplace.retain')"
    sound deep-now
}

after_years() {
    WAYMARK_NOW=2032-01-10T10:00:00Z in_folder deep-now retain --yes
}

# What `quick` makes, but for ids: where one was cut short they are others.
quick_dump() {
    for kind in person review statement theme; do
        in_folder "$1" list "$kind"
    done | sed 's/-[0-9]\{6\}\.[0-9]\{4\}//g' | sort
    in_folder "$1" cycle list
    find "$1" -maxdepth 1 '(' -name '*.html' -o -name '*.xlsx' ')' | sed 's|.*/||' | sort
}

quickly() {
    # shellcheck disable=SC2031 # killed sets it
    ${instead:+exec} "$program" --as sam quick quick.csv --output quick-now
}

kept() {
    in_folder quick-now cycle keep 2025 --authority Thornmere --question "What now?"
}

quicks() {
    half=quicks run=0
    : >"$half"
    reviews 300 >quick.csv
    begun=$(now)
    succeeds "an undisturbed quick" quickly
    long=$(($(now) - begun))
    same "cards of it" 600 "$(in_folder quick-now list statement | grep -c '^statement-')"
    begun=$(now)
    succeeds "keeping it, undisturbed" kept
    long_kept=$(($(now) - begun))
    quick_dump quick-now >quick-whole
    moments "$runs" "$long" "$((seed + 3))" >quick-moments
    while read -r moment; do
        run=$((run + 1))
        rm -rf quick-now
        killed quick-said "$moment" quickly && echo killed >>"$half"
        [ ! -e quick-now/waymark.db ] || sound quick-now
        succeeds "quick again" quickly
        killed quick-said "$(moments 1 "$long_kept" $((seed + run)))" kept &&
            echo killed >>"$half"
        sound quick-now
        # Kept already, it says so.
        kept >quick-said 2>&1 || same "that it is kept" 1 "$(grep -c 'is kept already' quick-said)"
        quick_dump quick-now >quick-again
        succeeds "what quick made" diff quick-whole quick-again
    done <quick-moments
}

imports &
first=$!
commands &
second=$!
restores &
third=$!
deep &
fourth=$!
quicks &
fifth=$!
wait "$first" "$second" "$third" "$fourth" "$fifth"
passed=$(cat imports commands restores deep quicks | grep -cx good)
failed=$(cat imports commands restores deep quicks | grep -c ^FAILED)
echo "kills that landed during an import: $(grep -cx killed imports) of $runs," \
    "$(grep -cx 'between batches' imports) with some of its rows in"
echo "kills that landed during a command: $(grep -cx killed commands) of" \
    "$((runs * last)), $(grep -cx acknowledged commands) commands had been acknowledged"
echo "kills that landed during a restore: $(grep -cx killed restores) of $runs," \
    "$(grep -cx 'without a database' restores) before the database was in its place"
echo "kills that landed during a step in depth: $(grep -cx killed deep) of" \
    "$((runs * (last_step + 2))), during quick and keep: $(grep -cx killed quicks) of" \
    "$((runs * 2))"
if ! grep -qx killed deep || ! grep -qx killed quicks; then
    echo "FAILED no kill landed in the steps in depth"
    failed=$((failed + 1))
fi
if ! grep -qx killed restores || ! grep -qx killed imports || ! grep -qx killed commands; then
    echo "FAILED no kill landed"
    failed=$((failed + 1))
fi
echo "seed $seed"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
