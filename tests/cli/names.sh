#!/bin/sh
# SPDX-License-Identifier: MIT
# Names that groups could have (theme --names), by words and by meaning.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
WAYMARK_MODEL=$work/none # by words, but at the end
export WAYMARK_MODEL
folder council
expect 0 cycle new 2025
expect 0 theme --names
check_out "There are no groups to name yet"
expect 0 theme --names --json
check_same "no groups" '{"model":null,"themes":[]}' "$(tr -d ' \n' <out)"

long=$(printf 'I like my school and %.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 \
    21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50)
cat >groups.txt <<END
# Whose voice it is, and what must never become a name.
collect.say section=working text="My friends save me a seat at lunch." speaker=young_person as=@a
collect.say section=working text="I have friends who sit with me at lunch" speaker=young_person as=@b
collect.say section=working text="He likes it when his friends sit with him at lunch" speaker=family as=@c
collect.say section=working text="I have friends here" speaker=young_person how=signs interpreted_by=interpreter as=@d
collect.say section=working text="Smiles at her friends when they sit with her at lunch" speaker=school how=observation as=@e
theme.new section=working label="friends" statements=@a,@b,@c,@d,@e
collect.say section=not_working text="Looks away when the music is loud" speaker=school how=observation as=@f
collect.say section=not_working text="Covers her ears when the music is loud" speaker=family how=observation as=@g
theme.new section=not_working label="noise" statements=@f,@g
collect.say section=not_working text="<b>I cannot go</b> there by bus" speaker=young_person as=@h
collect.say section=not_working text="I cannot go there by bus 🚌" speaker=young_person as=@i
collect.say section=not_working text="Nie mogę tam jechać autobusem i wracam" speaker=young_person as=@j
collect.say section=not_working text="Where is the bus when I need it?" speaker=young_person as=@k
theme.new section=not_working label="buses" statements=@h,@i,@j,@k
collect.say section=aspiration text="live near my mum in a flat" speaker=young_person as=@l
collect.say section=aspiration text="my own flat near my mum" speaker=young_person as=@m
collect.say section=aspiration text="We want a flat near us for him" speaker=family as=@n
theme.new section=aspiration label="a flat" statements=@l,@m,@n
theme.new section=aspiration label="nothing"
END
cat >>groups.txt <<END
collect.say section=working text="$long" speaker=young_person as=@long
theme.new section=working label="long" statements=@long
END
expect 0 do --file groups.txt
expect 0 theme --names
check_golden names.txt
check_no_out "Smiles"
check_no_out "I smile"
check_out "No proposal. Of 2 cards: 2 observed, and not said."
check_out "No proposal: there are no cards in it."
check_out "each needs a person"
cp out first
expect 0 theme --names
check "the same again" cmp -s first out
expect 0 theme --names friends
check_out "what is working"
check_no_out "what is not working"
check_out "Next: waymark theme --names friends --take 1"
expect 0 theme --names noise
check_out "Next, read together and in your own words: waymark do theme.agree theme=noise name="
expect 0 theme --names --section aspiration
check_out "I want to live near my mum in a flat"
check_no_out "friends"
expect 0 theme --names --json
check_json
check_same "proposals" 6 "$(grep -c '"as_said"' out)"
check_out '"why": "observed, and not said"'
check_out '"voice": "other"'

# One is taken by its number, by people; it is not agreed by that.
expect 0 theme --names friends --take 1
check_out "Named: "
check_out "Next: waymark do theme.agree theme=theme-"
run list theme --where agreed=true
check_out "0 themes."
expect 0 log --last 1
check_out "theme.name"
expect 0 undo
expect 2 theme --names friends --take 9
check_err "there are 3 proposals for this group"
expect 2 theme --names noise --take 1
check_err "there are 0 proposals for this group"
expect 64 theme --names friends --take x
check_err "--take needs the number of a proposal"
expect 64 theme --names --take 1
check_err "--take needs a group"
expect 64 theme --names --grain 20
check_err "leave --grain and --count out"
expect 64 theme --names --section weather
expect 1 theme --names nobody
check_err "nobody"

# Whoever may not name groups may look, and not take.
expect 0 do workplace.member name=tina roles=table
actor=tom
expect 0 theme --names friends
expect 1 theme --names friends --take 1
check_err "may not do theme.name"
actor=sam

# A person's no to being quoted, and what is flagged, holds here too.
cat >reviews.csv <<'END'
Pupil Ref,Review date,School,Working 1,Permission to quote
P1,01/10/2025,Holly Bank,I feel safe in the quiet room,declined
P2,01/10/2025,Holly Bank,I feel safe with Mrs Okonkwo in the quiet room,yes
END
run import reviews reviews.csv
expect 0 do theme.new section=working label=quiet statements=reviews.csv:2:working1,reviews.csv:3:working1
expect 0 theme --names quiet
check_no_out "1. "
check_out "No proposal. Of 2 cards: 1 of somebody who said no to being quoted; 1 may show who somebody is."

# Rules of a script: what it makes up is not kept, and its mistakes are said.
mkdir -p council/local/workflows
cat >council/local/workflows/made_up.lua <<'END'
local wtfc = require "workflows.working_together_for_change"
return wtfc:extend { theme = { propose = function(now)
    return {
        { text = "I love everything here", from = 1 },
        { text = "I do not have friends who sit with me", from = 1 },
        { text = now.statements[1].text, from = 1 },
        { text = now.statements[1].text .. "\n", from = 1 },
        { text = "", from = 1 },
    }
end } }
END
cat >council/local/workflows/wrong.lua <<'END'
local wtfc = require "workflows.working_together_for_change"
return wtfc:extend { theme = { propose = function(now)
    return { { text = "I", from = #now.statements + 1 } }
end } }
END
cat >council/local/workflows/without.lua <<'END'
local wtfc = require "workflows.working_together_for_change"
return wtfc:extend { theme = { propose = false } }
END
cat >council/local/workflows/endless.lua <<'END'
local wtfc = require "workflows.working_together_for_change"
return wtfc:extend { theme = { propose = function() while true do end end } }
END
cat >council/local/workflows/many.lua <<'END'
local wtfc = require "workflows.working_together_for_change"
return wtfc:extend { theme = { propose = function()
    local list = {}
    for index = 1, 401 do
        list[index] = { text = "I have friends", from = 1 }
    end
    return list
end } }
END
for kind in made_up wrong without endless many; do
    expect 0 cycle new $kind --workflow $kind
    expect 0 do --cycle $kind collect.say section=working "text=I have friends who sit with me" speaker=young_person
    said=$("$waymark" --as sam list statement --cycle $kind | sed -n '1s/ .*//p')
    expect 0 do --cycle $kind theme.new section=working label=friends statements="$said"
done
expect 0 theme --names --cycle made_up
check_out "1. I have friends who sit with me"
check_no_out "2."
check_no_out "everything"
expect 1 theme --names --cycle wrong
check_err "from must be the place of its statement in now.statements, 1 to 1"
expect 1 theme --names --cycle endless
check_err "local/workflows/endless.lua:2"
expect 1 theme --names --cycle many
check_err "a list, of 400 at the most"
expect 1 theme --names --cycle without
check_err "has no rules for names"
expect 0 verify

# By meaning.
if [ -f "$build/all-MiniLM-L6-v2.model" ]; then
    unset WAYMARK_MODEL
    expect 0 theme --names friends --cycle 2025
    check_out "How near is by meaning (all-MiniLM-L6-v2)."
    check_out "I have friends who sit with me at lunch"
    cp out first
    expect 0 theme --names friends --cycle 2025
    check "the same again" cmp -s first out
else
    skip "the language model is not there; run make model"
fi
finish
