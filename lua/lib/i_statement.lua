-- SPDX-License-Identifier: MIT
--- Help with 'I' statements: the names that people give to themes, such as "I do not
--- know what I can do after college". Said in the first person, in people's own words,
--- one idea, no words that only services use, about 4 to 12 words, nobody's name.
--
-- It reads English by simple rules and can be wrong. So only what is clearly wrong is
-- refused (`i_statement.refusal`); the rest is advice for the people round the table.

local tables = require "tables"

local i_statement = {}

local set = tables.set

local first_person = set [[
    i i'm i've i'd i'll i'am im ive me my mine myself
]]
local plural_person = set [[
    we we're we've we'd we'll us our ours ourselves
]]
local own_children = set [[
    son son's sons daughter daughter's daughters child child's children kid kids
    grandson granddaughter stepson stepdaughter
]]
local first_word = set [[ i i'm i've i'd i'll i'am im ive ]]

-- Words of the services, each row under what a young person might say.
local service_words = {
    { "help", "intervention interventions facilitate" },
    { "help, places or courses", "provision provisions" },
    { "my plan", "ehcp ehcps" },
    { "how I feel", "semh" },
    { "needing more help", "send" },
    { "what changes for me", "outcome outcomes" },
    { "my hopes", "aspirations" },
    { "moving on", "transition transitions transitioning" },
    { "what comes next", "pathway pathways destination destinations" },
    { "taking part", "engage engagement engaging" },
    { "school, college or place", "provider providers setting settings placement placements" },
    { "different teams", "multi-agency multiagency multi-disciplinary multidisciplinary" },
    { "people who work with me", "professionals practitioner practitioners" },
    { "everybody who has a say", "stakeholder stakeholders" },
    { "deciding together", "co-production coproduction" },
    { "paying for help", "commissioning commissioned" },
    { "being told where to go", "signposted signposting" },
    { "doing it", "implement implementation" },
    { "using or getting to", "accessing utilise" },
    { "being upset", "dysregulated dysregulation" },
    { "calming myself", "regulate self-regulate" },
    { "what I do", "behaviours" },
    { "friends or people my age", "peers cohort" },
    { "how I am doing", "attainment" },
    { "soon", "timely" },
    { "good or strong", "robust" },
    { "all of me", "holistic person-centred" },
    { "made for me", "personalised needs-led" },
    { "at home", "domiciliary" },
    { "a break", "respite" },
    { "somebody to speak up for me", "advocacy" },
    { "keeping me safe", "safeguarding" },
    { "rules about who gets help", "threshold thresholds eligibility" },
    { "money, people or things", "resources" },
    { "ways of doing it", "strategies" },
    { "a place to live", "accommodation" },
    { "being ready for work", "employability" },
}
local jargon = {}
for _, row in ipairs(service_words) do
    for word in row[2]:gmatch("%S+") do
        jargon[word] = row[1]
    end
end

-- Capitals that are words to everybody.
local plain_capitals = set [[ OK TV UK DVD PC PE ]]
local capitalised = set [[
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays
    Thursdays Fridays Saturdays Sundays January February March April May June July August
    September October November December Christmas Easter Eid Diwali English Welsh British
    Maths Makaton Braille Internet
]]
local honorifics = set [[ Mr Mrs Ms Miss Dr Mx ]]

local subjects = set [[
    i i'm i've i'd i'll we we're they they're he he's she she's it it's that's there there's
    nobody everybody everyone someone somebody people
]]
local noun_starts = set [[ my the a an some other no staff teachers friends adults ]]
local verbs = set [[
    is are was were do does don't doesn't can can't cannot could has have had will won't
    would should want wants need needs like likes love loves hate hates know knows feel
    feels help helps listen listens make makes
]]
local own_verbs = set [[
    want need like love hate know feel can can't cannot don't do would will am have need
]]

-- The words as written, without the marks around them; curly apostrophes made straight.
local function words_of(text)
    local words = {}
    local straight = text:gsub("\u{2019}", "'"):gsub("\u{2018}", "'")
    for piece in straight:gmatch("%S+") do
        local word = piece:gsub("^[^%w\128-\255]+", ""):gsub("[^%w\128-\255]+$", "")
        if word ~= "" then
            words[#words + 1] = { text = word, low = word:lower(), ends = piece:find("[.!?]$") }
        end
    end
    return words
end

local function any(words, wanted)
    for _, word in ipairs(words) do
        if wanted[word.low] then
            return word.text
        end
    end
    return nil
end

-- "My son", "our eldest daughter".
local function names_own_child(words)
    for index, word in ipairs(words) do
        if word.low == "my" or word.low == "our" then
            for later = index + 1, math.min(index + 2, #words) do
                if own_children[words[later].low] then
                    return true
                end
            end
        end
    end
    return false
end

local function check_first_person(words)
    if names_own_child(words) then
        -- A young person may have a child; whoever says no "I" beside it is a parent.
        return { rule = "first_person", weight = any(words, first_word) and "mend" or "refuse",
            message = "These look like a parent's words. Say it as the young person would: "
                .. '"I like it" where it says "My son likes it".' }
    elseif any(words, first_person) then
        return nil
    elseif any(words, plural_person) then
        return { rule = "first_person", weight = "refuse",
            message = 'Say it for one person: "I" or "my" where it says "we" or "our".' }
    end
    return { rule = "first_person", weight = "refuse",
        message = 'Say it as the person would, with "I", "me" or "my": '
            .. '"I can get there on my own".' }
end

local function check_length(words)
    local count = #words
    if count > 20 then
        return { rule = "length", weight = "refuse", message = string.format(
            "This is too long to read on a wall (%d words). Say it in 4 to 12.", count) }
    elseif count > 12 then
        return { rule = "length", weight = count > 15 and "mend" or "advice",
            message = string.format("This is rather long (%d words); 4 to 12 are easier to "
                .. "remember.", count) }
    elseif count < 4 then
        return { rule = "length", weight = "advice", message = string.format(
            "This is very short (%d word%s); would somebody who was not there understand it?",
            count, count == 1 and "" or "s") }
    end
    return nil
end

-- Whether "and" or "but" at this place begins a second thing that is said.
local function joins_clauses(words, index)
    local word, following = words[index].low, words[index + 1]
    if (word ~= "and" and word ~= "but") or not following then
        return false
    elseif subjects[following.low] or own_verbs[following.low] then
        return true
    elseif noun_starts[following.low] then
        for later = index + 2, #words do
            if verbs[words[later].low] then
                return true
            end
        end
    end
    return false
end

local function has_two_ideas(text, words)
    local _, commas = text:gsub(",", "")
    local ands = 0
    for index, word in ipairs(words) do
        if joins_clauses(words, index) or (word.ends and index < #words) then
            return true
        end
        ands = ands + (word.low == "and" and 1 or 0)
    end
    return ands > 1 or commas > 1 or text:find("[;\n]") ~= nil or text:find("%a/%a") ~= nil
end

local function check_one_idea(text, words)
    if not has_two_ideas(text, words) then
        return nil
    end
    return { rule = "one_idea", weight = "mend",
        message = "This seems to say more than one thing. Keep the one that matters most, "
            .. "or make two groups." }
end

local function check_plain_words(words)
    for _, word in ipairs(words) do
        local plain = jargon[word.low]
        if plain and (word.low ~= "send" or word.text == "SEND") then
            return { rule = "plain_words", weight = "mend", message = string.format(
                '"%s" is a word that services use. Perhaps: %s.', word.text, plain) }
        elseif word.text:find("^%u%u+s?$") and not plain_capitals[word.text] then
            return { rule = "plain_words", weight = "mend", message = string.format(
                '"%s" is short for something; say it in words.', word.text) }
        end
    end
    return nil
end

local function check_names(words)
    local begins = true
    for _, word in ipairs(words) do
        local looks = word.text:find("^%u%l") and not begins and not capitalised[word.text]
            and not first_person[word.low]
        if looks or honorifics[word.text] then
            return { rule = "names", weight = "mend", message = string.format(
                '"%s" looks like a name. A theme is about many people: leave names out.',
                word.text) }
        elseif word.text:find("%d") then
            return { rule = "names", weight = "mend", message = string.format(
                'Leave out numbers and dates ("%s"): they can show who somebody is.',
                word.text) }
        end
        begins = word.ends
    end
    return nil
end

--- What could be better about an 'I' statement; an empty list when it is good.
---@param text string
---@return table[] findings each { rule, message, weight }: rule is "empty",
--- "first_person", "length", "one_idea", "plain_words" or "names"; weight is "refuse"
--- (clearly wrong), "mend" (worth another look) or "advice"
function i_statement.check(text)
    if type(text) ~= "string" then
        error("i_statement.check needs a text", 2)
    end
    local words = words_of(text)
    if #words == 0 then
        return { { rule = "empty", weight = "refuse",
            message = "It has no name yet. Say what the group means, as one person would: "
                .. '"I …".' } }
    end
    local findings = {}
    local function note(finding)
        findings[#findings + 1] = finding
    end
    note(check_first_person(words))
    note(check_length(words))
    note(check_one_idea(text, words))
    note(check_plain_words(words))
    note(check_names(words))
    return findings
end

--- Why an 'I' statement cannot be taken as it is: it is empty, does not speak in the
--- young person's own first person, or has more than 20 words.
---@param text string|nil
---@return string|nil message nil when it can be taken
function i_statement.refusal(text)
    for _, finding in ipairs(i_statement.check(text or "")) do
        if finding.weight == "refuse" then
            return finding.message
        end
    end
    return nil
end

return i_statement
