#!/bin/sh
# SPDX-License-Identifier: MIT
# Commands of a step: arguments, keys, what was seen, dry runs, mistakes.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
thornmere
theme=$("$waymark" list theme --where section=working | sed -n '1s/ .*//p')

# As text, as JSON, from a file.
expect 0 do theme.name theme="$theme" "name=I have people who wait for me"
check_out "changed $theme"
check_err "waymark: this is the cycle 2025; open too: 2024 (choose with --cycle NAME)"
run show "$theme"
check_out "name: I have people who wait for me"
printf '{"theme": "%s", "name": "I know who to ask, \\"always\\""}' "$theme" >args.json
expect 0 do theme.name --args args.json
run show "$theme"
check_out 'name: I know who to ask, "always"'
printf '\n# a comment\ntheme.name theme=%s name="I have people who know me"\n' "$theme" >day.txt
expect 0 do --file day.txt
check_out "day.txt: 1 command done."
expect 0 do --file day.txt
check_out "day.txt: 0 commands done, 1 had been done before (on 20 November 2025)."
# Wherever it is named from, and by whatever link, it is the same file.
mkdir table1 table2 && mv day.txt table1
expect 2 do --file table1/day.txt
check_out "day.txt: 0 commands done, 1 had been done from another file (named above)."
check_err "day.txt:3: this line was done on 20 November 2025 from $(basename "$PWD")/day.txt and not done again"
mv table1/day.txt . && ln -s day.txt also.txt
expect 0 do --file "$PWD/table1/../also.txt"
check_out "also.txt: 0 commands done, 1 had been done before"
# Two tables name their files alike.
printf 'prepare.invite perspective=health\n' >table1/votes.txt
printf 'prepare.invite perspective=health\nprepare.invite perspective=family\n' >table2/votes.txt
expect 0 do --file table1/votes.txt
expect 2 do --file table2/votes.txt
check_out "votes.txt: 1 command done, 1 had been done from another file (named above)."
check_err "votes.txt:1: this line was done on 20 November 2025 from table1/votes.txt and not done again"
check_err "if these are the decisions of another table, run it with --another-file"
expect 0 do --file table2/votes.txt --another-file
check_out "votes.txt: 1 command done, 1 had been done before"
expect 0 do --file table2/votes.txt
check_out "votes.txt: 0 commands done, 2 had been done before"
# What was taken back stays so.
run undo
expect 0 do --file table2/votes.txt
check_out "votes.txt: 0 commands done, 1 had been done before (on 20 November 2025), 1 had been taken back (named above)."
check_err "votes.txt:1: this was taken back on 20 November 2025 by command"
expect 0 do --file table2/votes.txt --json
check_json
check_out '"taken_back": 1'
expect 64 do theme.name theme="$theme" name=x --another-file
check_err "--another-file goes with --file FILE"
printf 'theme.new section=working name="I can swim" as=@swim\n' >day.txt
printf 'theme.name theme=@swim name="I can swim and dive"\n' >>day.txt
expect 0 do --file day.txt
check_out "day.txt: 2 commands done."
run list theme
check_out "I can swim and dive"
check_out "I can swim and dive  (not agreed yet)"
check_out "I wait for the things that let me join in  (agreed)  (6 cards"

# A key does nothing twice.
expect 0 do theme.name theme="$theme" "name=I am known" --key monday-1
expect 0 do theme.name theme="$theme" "name=I am known" --key monday-1
check_out "done before: nothing was done again"
expect 0 do theme.name theme="$theme" "name=I am known" --key monday-1 --json
check_json
check_out '"done_before": true'
expect 1 do theme.name theme="$theme" "name=Something else" --key monday-1
check_err 'the key "monday-1" was used for another command (command '
check_err "give another key. Nothing was changed"
expect 0 do theme.agree theme="$theme"
run show "$theme"
check_out "name: I am known"
version=$(sed -n '1s/.*version \([0-9]*\)).*/\1/p' out)

# What is so already is not done again, and said.
expect 0 do theme.agree theme="$theme"
check_out "nothing, since all is so already"

# Two people at once: whoever comes second is shown both sides, and nothing is lost.
expect 0 do theme.name theme="$theme" "name=I am known here" --seen "$theme=$version"
expect 1 do theme.name theme="$theme" "name=I am known there" --seen "$theme=$version"
check_err "$theme has changed since you saw it (you saw version $version, it is now $((version + 1)), by sam)"
check_err '"I am known" → "I am known here"'
check_err "Nothing was changed; look at it again with \`waymark show $theme\`"
run show "$theme"
check_out "name: I am known here"
expect 1 do theme.name theme="$theme" "name=Mine" --seen theme-999999.0001=1
check_err "theme-999999.0001 is not there any more"
expect 64 do theme.name theme="$theme" "name=Mine" --seen "$theme"
check_err "--seen takes ID=VERSION"

# Ten at once, beside each other: each is done, once.
before=$(count theme)
for number in 1 2 3 4 5 6 7 8 9 10; do
    "$waymark" --as sam do theme.new section=working "name=I am number $number" \
        >"said-$number" 2>&1 &
done
wait
line="ten commands at once"
check_same "those that were done" 10 "$(cat said-* | grep -c '^created theme-')"
check_same "their numbers" 10 "$(cat said-* | grep '^theme.new: command ' | sort -u | wc -l)"
check_same "themes" $((before + 10)) "$(count theme)"
expect 0 verify

# A dry run says what it would do, and does nothing.
before=$("$waymark" log --last 1000 | cksum)
expect 0 do theme.name theme="$theme" "name=I am dry" --dry-run
check_out "theme.name would do this (nothing has been changed):"
check_out "changed $theme"
expect 0 do theme.name theme="$theme" "name=I am dry" --dry-run --json
check_json
check_same "the log" "$before" "$("$waymark" log --last 1000 | cksum)"
run show "$theme"
check_out "name: I am known here"
expect 64 do --file day.txt --dry-run
check_err "--dry-run is for one command"

# Mistakes, each with what to do.
before=$("$waymark" log --last 1000 | cksum)
expect 64 do
check_err "name a command, as STEP.COMMAND"
expect 2 do theme.nam theme="$theme"
check_err 'step theme: there is no command "nam"; did you mean name? (there are: new, agree, name,'
expect 2 do thme.name theme="$theme"
check_err 'there is no step "thme"; did you mean theme? (there are: prepare, collect, theme,'
expect 2 do agree theme="$theme"
check_err 'a command is written STEP.COMMAND, not "agree"; did you mean theme.agree?'
expect 2 do sing
check_err 'a command is written STEP.COMMAND, not "sing"; `waymark do --list --cycle 2025` shows them'
expect 2 do theme.name
check_err "theme.name: it needs theme=… (Which group); it takes theme=… name=…"
expect 2 do theme.name theme="$theme" name=x colour=blue
check_err 'theme.name: it takes no "colour"'
expect 2 do theme.name theme="$theme" Mine
check_err '"Mine" is not of the form name=value; put values with spaces in quotes'
expect 1 do theme.name theme=buses name=x
check_err "theme.name: theme: there is no theme called \"buses\" in this cycle; \`waymark list theme --cycle 2025\` shows them"
last=$("$waymark" list theme --cycle 2024 | sed -n '1s/ .*//p')
expect 2 do theme.name theme="$last" "name=I was last year's"
check_err "$last belongs to another cycle; name one of this cycle, or choose that one with --cycle. Nothing was changed"
expect 2 do prepare.workshop date=31/02/2026
check_err 'prepare.workshop: date: "31/02/2026" is not a date in the calendar; correct it'
expect 2 do prepare.workshop date=soon
check_err 'prepare.workshop: date: "soon" does not name one day; write a day such as'
echo '{"theme": "x"' >args.json
expect 2 do theme.name --args args.json
check_err 'args.json:2:1: "," or "}" should stand here'
echo '[1]' >args.json
expect 2 do theme.name --args args.json
check_err 'args.json: give one JSON object'
expect 1 do theme.name --args nowhere.json
check_err 'nowhere.json: there is no such file'
expect 1 do --file nowhere.txt
check_err 'nowhere.txt: there is no such file'
actor=stranger
expect 1 do theme.name theme="$theme" name=x
actor=sam
check_err "stranger may not do theme.name; ask the owner of this Waymark folder, or act as someone who may with --as NAME"
check_same "the log" "$before" "$("$waymark" log --last 1000 | cksum)"

# Words of harm are held back, and whoever wrote them down is told what to do.
expect 0 do collect.say section=not_working speaker=young_person text="Somebody hits me"
check_out "held back statement-"
check_out "Tell the safeguarding lead now"
expect 0 undo

# Who may: the owner lets others in.
expect 0 do workplace.member name=robin roles=facilitator
check_out "created member-"
actor=robin
expect 0 do theme.name theme="$theme" "name=I am known by Robin"
actor=sam
run log --last 1
check_out "robin"

# What can be done.
expect 0 do --list
check_out "theme.move"
check_out "  prepare.ask question=cycle.question"
expect 0 do --list --names
check_out "prepare.ask"
check_same "steps" 9 "$(sed 's/[.].*//' out | sort -u | wc -l)"

# Four tables at once: each thing said has a name of its own.
folder room
expect 0 cycle new 2025
for i in 1 2 3 4; do
    "$waymark" --as sam do collect.say section=working "text=Thing $i" \
        speaker=young_person >"said.$i" 2>&1 &
done
wait
expect 0 list statement --json
check_same "names" "room:1 room:2 room:3 room:4 " \
    "$(sed -n 's/.*"source": "\(room:[0-9]*\)".*/\1/p' out | sort | tr '\n' ' ')"
# What a command takes, with the choices where there are any.
expect 0 do --list theme.new
check_out "  theme.new section=theme.section [name=theme.name] [statements=statement,…]"
check_out "      section: working, not_working, aspiration"
check_no_out "theme.agree"
expect 0 do --list theme --names
check_out "theme.agree"
check_no_out "plan."
expect 0 do --list theme.new --json
check_json
check_out '"not_working"'
expect 2 do --list theme.nwe
check_err 'there is no command "nwe"; did you mean new?'
expect 64 theme.agree theme=x
check_err 'there is no verb "theme.agree"; did you mean `waymark do theme.agree …`?'
expect 2 do prepare.scope field=year_group values=9-12
check_err '"9-12" is no year group; name each: 9,10,11,12'
expect 2 do prepare.scope field=year_group values=12-9
check_err '"12-9" is no year group; write 9, Y9, 14 or reception'
# Where it has changed since it was seen, both sides are shown to whom they are for: what
# a card said first, or says while it is held back, to nobody else.
said=$("$waymark" list statement --where source=room:1 | sed -n '1s/ .*//p')
expect 0 do collect.reword statement=room:1 text="Something by the sea"
check_quiet
expect 0 do theme.new section=working name="I like the sea"
expect 0 do workplace.member name=tess roles=table
expect 1 do theme.move statements=room:1 to="I like the sea" --seen "$said=1"
check_err '(you saw version 1, it is now 2, by sam): text: "Thing '
check_err ' → "Something by the sea"; '
actor=tess
expect 1 do theme.move statements=room:1 to="I like the sea" --seen "$said=1"
check_err '(you saw version 1, it is now 2, by sam): text: "(not shown to you)" → "Something by the sea". Nothing was changed'
check_no_err "Thing "
actor=sam
expect 0 do collect.hold_back statement=room:1 reason="Asked about"
expect 1 do collect.reword statement=room:1 text="Mine" --seen "$said=2"
check_err 'tray: nothing → "held_back"'
check_no_err "by the sea"
# New words that may show who somebody is: said at once.
actor=sam
expect 0 do collect.say section=working speaker=family text="Mr Brown is kind"
check_err "may show who somebody is (name): it waits, and is on no card, until it is reworded"
expect 0 do collect.say section=working speaker=family text="A man is kind"
check_quiet
finish
