-- SPDX-License-Identifier: MIT
--- What somebody said, turned into what the young person would say: he, she and "my son"
--- into I, a missing "I" put in, a hope made a sentence. Read by simple rules; wherever
--- they leave a doubt the answer is nil, since nobody is to be given words that are not
--- theirs.
--
-- Every function takes the words of one sentence (`turning.words`) and gives back a text.

local tables = require "tables"

local turning = {}

local set = tables.set

local first_person = set [[ i i'm i've i'd i'll im ive me my mine myself ]]
local own_subject = set [[ i i'm i've i'd i'll im ive ]]
local plural_person = set [[ we we're we've we'd we'll us our ours ourselves ]]
local third_person = set [[ he she he's she's he'd she'd him her his hers himself herself ]]
local children = set [[ son daughter child ]]
local adverbs = set [[
    always never now just really still often also only usually sometimes already then
]]
-- Whom "he" may mean as well, once one of them has been spoken of.
local others = set [[
    mum mum's dad dad's mother father parent parents brother sister nan gran grandad uncle
    aunt auntie cousin friend mate teacher tutor ta assistant staff mentor driver escort
    carer worker keyworker nurse doctor therapist counsellor coach lady man woman boy girl
    lad boyfriend girlfriend somebody someone nobody everybody everyone person adviser
    helper manager boss head baby dog cat
]]
local unchanged = set [[
    can can't cannot could couldn't will won't would wouldn't should shouldn't must may
    might had hadn't did didn't was wasn't went got made came felt knew told took lost
    found left said kept
]]
local irregular = {
    is = "am", has = "have", does = "do", goes = "go", ["doesn't"] = "don't",
    ["hasn't"] = "haven't", ["isn't"] = "am not", dies = "die", lies = "lie", ties = "tie",
}
local with_e = set [[ uses loses closes chooses refuses raises pleases causes rises ]]
local contracted = {
    ["he'd"] = "I'd", ["she'd"] = "I'd", ["he'll"] = "I'll", ["she'll"] = "I'll",
}
-- What follows "her" where that is a person and no owner.
local after_object = set [[
    to in at when and or a an the with for from on off out up down by about because if as
    so than but how what where every all more again now too very not be through into over
    that it this until before after while
]]
local may_be_either = set [[
    make makes made let lets help helps helped see sees saw hear hears watch give gives
    gave show shows showed teach teaches taught tell tells told
]]

--- The words of a sentence: { text, low, comma } each, with its marks taken off.
function turning.words(text)
    local words = {}
    for piece in text:gmatch("%S+") do
        local word = piece:gsub("^[,%-']+", ""):gsub("[,%-']+$", "")
        if word ~= "" then
            words[#words + 1] = { text = word, low = word:lower(), comma = piece:find(",$") ~= nil }
        end
    end
    return words
end

--- The sentence that words make, with its first letter and every "I" large.
function turning.sentence(words)
    local list = {}
    for index, word in ipairs(words) do
        local text = word.text:gsub("^i$", "I"):gsub("^i'", "I'")
        list[index] = text .. (word.comma and index < #words and "," or "")
    end
    return (table.concat(list, " "):gsub("^%l", string.upper))
end

local function any(words, wanted, from)
    for index = from or 1, #words do
        if wanted[words[index].low] then
            return true
        end
    end
    return false
end

--- Whether a sentence says I, me or my.
function turning.is_first_person(words)
    return any(words, first_person)
end

local verbs = set [[
    is isn't are aren't was were has hasn't have had do does don't doesn't did didn't can
    can't cannot could couldn't will won't would wouldn't should must lets let makes make
    made gets get got gives give gave tells tell told says say said knows know asks ask
    listens listen talks talk helps help likes like loves love hates hate left went goes
    comes come came keeps keep kept takes take took looks look wants want needs need
    speak speaks means isnt arent dont doesnt wont cant put
]]
local prepositions = set [[
    for of with from on off at in to by and or near like without about around behind beside
    than into onto over under after before but all only not just then
]]

--- Whether a sentence says something of somebody, and is more than a thing named: by
--- "I", by a verb that is met often, or by what is done to me. What begins with a verb
--- leaves open who it is that does it.
function turning.is_whole(words)
    if not words[1] or verbs[words[1].low] or unchanged[words[1].low] then
        return false
    end
    for index, word in ipairs(words) do
        local before = words[index - 1]
        if own_subject[word.low] or verbs[word.low] or word.low:find("%l%led$") then
            return true
        elseif before and (word.low == "me" or word.low == "my") and not before.comma
            and not prepositions[before.low] and not first_person[before.low] then
            return true
        elseif before and others[before.low] and word.low:find("%l%ls$") then
            return true
        end
    end
    return false
end

--- Whether "I" is who does something in a sentence.
function turning.has_own_subject(words)
    return any(words, own_subject)
end

--- Whether it says we or us: of whom, only the speaker knows.
function turning.is_plural(words)
    return any(words, plural_person)
end

--- Whether a sentence says he or her of somebody whom it has not named: of the young
--- person, perhaps, and then it is not they who speak.
function turning.is_of_another(words)
    for _, word in ipairs(words) do
        if others[word.low] or others[(word.low:gsub("s$", ""))] then
            return false
        elseif third_person[word.low] then
            return true
        end
    end
    return false
end

-- "likes" → "like"; nil where it may be no verb.
local function first_person_verb(word)
    local low = word.low
    if irregular[low] then
        return irregular[low]
    elseif unchanged[low] or low:find("%l%led$") then
        return low
    elseif not low:find("%l%l%ls$") and low ~= "uses" or low:find("ss$") then
        return nil
    elseif low:find("[^s]ses$") then
        return with_e[low] and low:sub(1, -2) or nil -- loses, but focuses
    elseif low:find("[^aeiou]ies$") then
        return low:sub(1, -4) .. "y"
    elseif low:find("[sz]zes$") or low:find("sses$") or low:find("[sc]hes$")
        or low:find("xes$") or low:find("oes$") then
        return low:sub(1, -3)
    end
    return low:sub(1, -2)
end

-- Puts the verb at a place, or after adverbs from there on, into the first person.
local function turn_verb(made, words, index)
    while words[index] and adverbs[words[index].low] do
        made[#made + 1] = words[index]
        index = index + 1
    end
    local verb = words[index] and first_person_verb(words[index])
    if not verb then
        return nil
    end
    made[#made + 1] = { text = verb, low = verb, comma = words[index].comma }
    return index + 1
end

-- "likes trains and plays them": the second verb cannot be told from a plural.
local function may_have_second_verb(words)
    for index = 3, #words do
        local joined = words[index - 1].comma or words[index - 1].low == "and"
            or words[index - 1].low == "but" or words[index - 1].low == "or"
        if joined and words[index].low:find("s$") then
            return true
        end
    end
    return false
end

local function other_gender(subject)
    return subject == "he" and set "she she's her hers herself" or set "he he's him his himself"
end

-- "She says she feels safe": what she says is hers, and enough.
local function what_is_told(words)
    local tells = words[2] and (words[2].low == "says" or words[2].low == "said")
    if tells and words[3] and words[3].low == words[1].low then
        return { table.unpack(words, 3) }
    end
    return words
end

-- "her" and "his" with what stands round them; nil in doubt.
local function turn_owner(words, index)
    local low, before = words[index].low, words[index - 1] and words[index - 1].low
    local after = words[index + 1] and words[index + 1].low
    if low == "his" then
        return after and not words[index].comma and "my" or nil
    elseif not after or words[index].comma or after_object[after] then
        return "me"
    elseif may_be_either[before] then
        return nil
    end
    return "my"
end

-- The rest of a sentence of which the subject was the young person. "He" is somebody
-- else, perhaps, once another person has been spoken of.
local function turn_rest(made, words, index, wrong)
    local met = false
    while index <= #words do
        local word = words[index]
        local low = word.low
        local turned, subject
        if wrong[low] or first_person[low] or plural_person[low] then
            return nil
        elseif low == "he" or low == "she" then
            turned, subject = "I", true
        elseif low == "him" then
            turned = "me"
        elseif low == "himself" or low == "herself" then
            turned = "myself"
        elseif low == "his" or low == "her" then
            turned = turn_owner(words, index)
            if not turned then
                return nil
            end
        elseif low == "he's" or low == "she's" or contracted[low] then
            return nil
        end
        if turned and met then
            return nil
        end
        met = met or others[low]
        made[#made + 1] = turned and { text = turned, low = turned:lower(), comma = word.comma }
            or word
        index = index + 1
        if subject then
            index = turn_verb(made, words, index)
            if not index then
                return nil
            end
        end
    end
    return made
end

--- "He likes his new school" → "I like my new school"
function turning.third_person(words)
    words = what_is_told(words)
    local low = words[1] and words[1].low
    local subject = low and low:match("^s?he%f[^%l]")
    if not subject or turning.is_first_person(words) or turning.is_plural(words)
        or may_have_second_verb(words) then
        return nil
    end
    local made, index = {}, 2
    if low == "he's" or low == "she's" then
        -- "he has" and "he is" cannot be told apart with a verb behind.
        local after = words[2] and words[2].low or ""
        if after ~= "not" and not after:find("ing$") then
            return nil
        end
        made[1] = { text = "I'm", low = "i'm" }
    elseif contracted[low] then
        made[1] = { text = contracted[low], low = contracted[low]:lower() }
    elseif low == subject then
        made[1] = { text = "I", low = "i" }
        index = turn_verb(made, words, 2)
    else
        return nil
    end
    made = index and turn_rest(made, words, index, other_gender(subject))
    return made and turning.sentence(made)
end

--- "Likes swimming on Fridays", said of somebody → "I like swimming on Fridays"
function turning.no_subject_third(words)
    local known = set "likes loves enjoys wants needs hates prefers has is feels finds"
    if not words[1] or not known[words[1].low] then
        return nil
    end
    local subject = any(words, other_gender("he")) and "she" or "he"
    return turning.third_person({ { text = subject, low = subject }, table.unpack(words) })
end

-- Whether "my son" stands at a place.
local function is_own_child(words, index)
    return words[index].low == "my" and words[index + 1] and children[words[index + 1].low]
end

--- "My son likes it here" → "I like it here"; "Staff listen to my daughter" → "… to me";
--- "My son's school rings me" is left: "me" is somebody else there.
function turning.own_child(words)
    local made, index, turned = {}, 1, false
    local pronouns = set [[ he she he's she's him her his himself herself they them their ]]
    if any(words, pronouns) or any(words, plural_person) or may_have_second_verb(words) then
        return nil
    end
    while index <= #words do
        if is_own_child(words, index) then
            local first = index == 1
            made[#made + 1] = first and { text = "I", low = "i" }
                or { text = "me", low = "me", comma = words[index + 1].comma }
            index, turned = index + 2, true
            if first then
                index = turn_verb(made, words, index)
            end
        elseif words[index].low == "my" and words[index + 1]
            and children[(words[index + 1].low:gsub("'s$", ""))] then
            made[#made + 1] = { text = "my", low = "my" }
            index, turned = index + 2, true
        elseif first_person[words[index].low] then
            return nil
        else
            made[#made + 1] = words[index]
            index = index + 1
        end
        if not index then
            return nil
        end
    end
    return turned and turning.sentence(made) or nil
end

-- With what must come next, where "I" is to be what is missing: "Would have been better"
-- and "Went well" say nothing of oneself.
local own_feeling = set [[ like love prefer rather hate ]]
local own_mind = set [[ know understand like want feel ]]
local not_mine = set [[ be been being have seem do you we they it someone people and or ]]
local without_subject = {
    would = own_feeling, ["wouldn't"] = own_feeling, ["didn't"] = own_mind,
    ["haven't"] = set [[ got ]], got = set [[ my ]], did = set [[ my ]],
    passed = set [[ my ]], done = set [[ my ]], learnt = set [[ to how my ]],
    learned = set [[ to how my ]],
}
for word in pairs(set [[ can't cannot couldn't ]]) do
    without_subject[word] = false
end
for word in pairs(set [[ want wanna love hate enjoy prefer wish hope am ]]) do
    without_subject[word] = true
end

--- "can't stay for clubs" → "I can't stay for clubs", said by the young person.
function turning.no_subject(words)
    local low, after = words[1] and words[1].low, words[2] and words[2].low
    local wanted = low and without_subject[low]
    local good = after and ((wanted == true and after ~= "and" and after ~= "or")
        or (wanted == false and not not_mine[after])
        or (type(wanted) == "table" and wanted[after]))
    if not good or any(words, third_person) then
        return nil
    end
    return turning.sentence({ { text = "I", low = "i" },
        { text = low, low = low, comma = words[1].comma }, table.unpack(words, 2) })
end

-- What people hope to do, in the form in which nothing else begins with it.
local deeds = set [[
    live be get go make have learn earn buy write sing find do become feel teach
]]
-- Those that are things, too: "work experience", "travel training", "train driver".
local perhaps_deeds = set [[
    work play run fly visit walk travel draw drive stay move study sleep cook ride
]]
local after_deed = set [[
    in on at with for to as a an the my by away near out outside outdoors abroad alone here
    myself people children animals
]]

local function is_deed(low, after)
    return deeds[low] or (perhaps_deeds[low] and after_deed[after]) or false
end

local thing_no_more = set [[ is are was were isn't would will can has have that's be ]]

-- What stands before a hope that is not a sentence yet, and whether it is a deed.
local function kind_of_hope(words)
    local low, after = words[1].low, words[2] and words[2].low
    if low == "to" and is_deed(after, words[3] and words[3].low) then
        return "deed", { table.unpack(words, 2) }
    elseif is_deed(low, after) and not own_subject[after] then
        return "deed", words
    elseif (low == "my" and after == "own") or low == "a" or low == "an" then
        return not any(words, thing_no_more) and "thing" or nil, words
    end
    return nil
end

--- "live with nan forever" → "I want to live with nan forever" or, as "can", "I can live
--- with nan forever"; "my own front door" → "I want my own front door" or "I have …".
---@param words table[]
---@param how string "want" or "can"
function turning.hope(words, how)
    local kind, rest = nil, nil
    if words[1] and not any(words, plural_person) and not any(words, third_person) then
        kind, rest = kind_of_hope(words)
    end
    if not kind then
        return nil
    end
    local before = kind == "deed" and (how == "want" and "I want to" or "I can")
        or how == "want" and "I want" or "I have"
    local first = rest[1].text:sub(1, 1):lower() .. rest[1].text:sub(2)
    rest = { { text = first, low = rest[1].low, comma = rest[1].comma },
        table.unpack(rest, 2) }
    return before .. " " .. turning.sentence(rest):gsub("^%u", string.lower)
end

return turning
