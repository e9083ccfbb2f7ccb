-- SPDX-License-Identifier: MIT
--- Names for a group: what each rule makes of what was said, and what it leaves alone.

local box = require "box"

-- What stands for a voice, a section, what was said, and what comes of it; several texts
-- stand with " | " between them. What begins with "- " is the reason why nothing does.
local said = {
    -- As it was said: the young person's own, with I, me or my.
    { "own", "working", "My tutor warns me before anything changes",
        "My tutor warns me before anything changes" },
    { "own", "working", "i feel ignored when i try to explain whats wrong",
        "I feel ignored when I try to explain whats wrong" },
    { "own", "not_working", "The one who kept me calm left. I found out from her empty desk.",
        "The one who kept me calm left" },
    { "own", "not_working", "In this town I have no one.", "In this town I have no one" },
    { "unknown", "aspiration", "I hope to be a nurse.", "I hope to be a nurse" },
    { "own", "working", "Two girls and two boys from my class", "- nothing said as I" },
    { "own", "working", "We like the quiet room and our teacher", "- nothing said as I" },
    { "own", "working", "The quiet room at lunch is good", "- nothing said as I" },
    -- He and she.
    { "other", "working", "He likes his new school", "I like my new school" },
    { "other", "working", "She really enjoys her swimming on Mondays",
        "I really enjoy my swimming on Mondays" },
    { "other", "working", "He is happy in his new class", "I am happy in my new class" },
    { "other", "working", "She has a quiet place to go", "I have a quiet place to go" },
    { "other", "working", "He can make his own lunch now", "I can make my own lunch now" },
    { "other", "working", "She carries her own tray to the table",
        "I carry my own tray to the table" },
    { "other", "not_working", "He doesn't know what happens to him next",
        "I don't know what happens to me next" },
    { "other", "not_working", "He isn't asked what he wants to do",
        "I am not asked what I want to do" },
    { "other", "working", "Likes to be outside with the hens",
        "I like to be outside with the hens" },
    { "other", "not_working", "He has not been asked to a birthday party in six years",
        "I have not been asked to a birthday party in six years" },
    { "own", "not_working", "He shouts at everybody on the bus", "- nothing said as I" },
    { "unknown", "not_working", "He shouts at everybody on the bus", "- nothing said as I" },
    { "unknown", "aspiration", "She would like to live near the sea",
        "I would like to live near the sea" },
    { "other", "working", "Has a quiet place in her class now",
        "I have a quiet place in my class now" },
    { "other", "working", "Likes his friends and her a lot", "-" },
    { "other", "working", "She said she feels safe at school", "I feel safe at school" },
    { "other", "not_working", "He loses his way in the corridors",
        "I lose my way in the corridors" },
    { "other", "working", "He focuses best when it is quiet", "-" },
    -- Where it may be somebody else who is meant, nothing is made of it.
    { "other", "working", "He trusts his helper because he is kind to him", "-" },
    { "other", "working", "He likes trains and plays with them", "-" },
    { "other", "working", "She told him to wait for his turn", "-" },
    { "other", "working", "He likes it when we sing to him", "-" },
    { "other", "working", "She likes it when people help her read", "-" },
    { "other", "working", "He's finished with all of that now", "-" },
    { "other", "working", "It makes him happy to see the sea", "-" },
    { "own", "not_working", "My teacher left and he was the best",
        "My teacher left and he was the best" },
    { "own", "not_working", "If his bus is late again please ring me", "- nothing said as I" },
    { "other", "not_working", "I lie awake about the summer and what comes", "-" },
    { "other", "aspiration", "We want him to be happy and safe", "-" },
    -- My son, my daughter, my child.
    { "other", "working", "My son likes it here very much", "I like it here very much" },
    { "other", "working", "The staff listen to my daughter", "The staff listen to me" },
    { "other", "working", "The staff know my child's needs well", "The staff know my needs well" },
    { "other", "not_working", "My son's school never rings me about it", "-" },
    { "other", "working", "My son likes it when they sing", "-" },
    { "own", "aspiration", "I want my son to be happy", "I want my son to be happy" },
    -- A missing I.
    { "own", "not_working", "can't stay for clubs cos of the taxi",
        "I can't stay for clubs cos of the taxi" },
    { "unknown", "aspiration", "Would like to work with trains",
        "I would like to work with trains" },
    { "own", "not_working", "can't get on the bus with my chair",
        "I can't get on the bus with my chair" },
    { "own", "not_working", "hate it when the bell goes off",
        "I hate it when the bell goes off" },
    { "own", "not_working", "wish they would ask me first", "I wish they would ask me first" },
    { "own", "working", "love and kindness in my class", "- nothing said as I" },
    { "own", "not_working", "cannot be helped by my class", "- nothing said as I" },
    { "unknown", "working", "Would be useful for them to know me", "-" },
    { "unknown", "not_working", "Would have been better to ask me first", "-" },
    { "own", "working", "Went well from start to finish for me", "-" },
    { "own", "not_working", "Can be a bit dark in there for me", "-" },
    { "unknown", "aspiration", "Would like to join his uncle at work", "-" },
    -- Hopes, and only there.
    { "own", "aspiration", "live with nan forever, in her house", "-" },
    { "own", "aspiration", "live with my nan for ever",
        "I want to live with my nan for ever | I can live with my nan for ever" },
    { "own", "aspiration", "To be in love with someone patient",
        "I want to be in love with someone patient | I can be in love with someone patient" },
    { "own", "aspiration", "my own front door and my own key",
        "I want my own front door and my own key | I have my own front door and my own key" },
    { "own", "aspiration", "have my friends round for a film",
        "I want to have my friends round for a film | I can have my friends round for a film" },
    { "own", "aspiration", "work experience at a garage", "- nothing said as I" },
    { "own", "aspiration", "help with my reading at school", "- nothing said as I" },
    { "own", "working", "live with nan in the week", "- nothing said as I" },
    { "other", "aspiration", "a job with people who know him", "-" },
    -- What no name is made of.
    { "own", "working", "I like my friend Sophie very much", "- a name or a number in it" },
    { "own", "working", "I like my friend McDonald very much", "- a name or a number in it" },
    { "own", "working", "Miss lets me say it when I can", "- a name or a number in it" },
    { "own", "not_working", "I have waited 18 weeks for help", "- a name or a number in it" },
    { "own", "working", "I AM AT THE WEIR WITH MY FRIENDS",
        "- all in capitals, in which no name can be told" },
    { "own", "working", "I like it", "- too short" },
    { "own", "working", ("I like it "):rep(6), "- too long" },
    { "own", "not_working", "Where do I go when I leave here?", "- a question" },
    { "own", "not_working", "Nobody came to us. So I went home to my mum.",
        "- too short" },
    -- Markup, signs, other languages, and nothing at all.
    { "own", "working", "<b>I like my school</b> very much",
        "- signs or letters that a name should not have" },
    { "own", "working", "I like my school very much \u{1F600}",
        "- signs or letters that a name should not have" },
    { "own", "working", "I like my school\u{200B} very much",
        "- signs or letters that a name should not have" },
    { "own", "working", "I \27[mlike my school very much",
        "- signs or letters that a name should not have" },
    { "own", "working", "\u{623}\u{62D}\u{628} \u{645}\u{62F}\u{631}\u{633}\u{62A}\u{64A}",
        "- signs or letters that a name should not have" },
    { "own", "working", "Lubi\u{119} szko\u{142}\u{119} i kole\u{17C}anki z klasy",
        "- not plainly English" },
    { "own", "working", "Mon ami me parle toujours a la maison", "- not plainly English" },
    { "own", "working", "Mi piacciono i miei amici a scuola", "- not plainly English" },
    { "own", "working", "I like caf\u{E9}s with my friends there",
        "I like caf\u{E9}s with my friends there" },
    { "own", "working", "", "- no words" },
    { "own", "working", "...!!", "- no words" },
    { "own", "working", ("I like my school and "):rep(100), "- too long" },
    { "own", "working", ("a"):rep(2000), "- too long" },
}

-- A group as a step sees it: texts of one section, all by one voice.
local function group(section, voice, ...)
    local statements = {}
    for index, text in ipairs({ ... }) do
        statements[index] = { text = text, voice = voice }
    end
    return { section = section, statements = statements }
end

-- What comes of a group, by these rules or the usual ones.
local function told(proposals, now, rules)
    local texts = {}
    for index, one in ipairs(proposals.from(now, rules)) do
        texts[index] = one.text or "- " .. one.left_out
    end
    return table.concat(texts, " | ")
end

local function changed(test, proposals)
    local now = group("working", "own", "My tutor warns me before anything changes", "Very good")
    test.equal(told(proposals, now, { least = 2, most = 4 }),
        "- too long | - not plainly English", "other lengths")
    test.equal(told(proposals, now, { leave_out = { append = { function(one)
        return one.text:find("tutor") and "speaks of a tutor" or nil
    end } } }), "- speaks of a tutor | - too short", "a rule more")
    test.equal(told(proposals, now, { leave_out = {}, turn = { function(one)
        return "I say: " .. one.whole
    end } }), "I say: " .. now.statements[1].text .. " | I say: Very good", "other rules")
    test.equal(told(proposals, now), now.statements[1].text .. " | - too short",
        "the usual rules are as they were")
    local hope = group("aspiration", "own", "live with my nan for ever")
    test.equal(told(proposals, hope, { hopes = { "can" } }),
        "I can live with my nan for ever", "hopes as if they were so")
    test.raises(function() proposals.from(now, { mots = 12 }) end,
        { 'has no "mots"', 'did you mean "most"?' }, "a key that is not there")
    test.raises(function() proposals.from(now, { most = "12" }) end, "whole number")
end

-- A step's function, as the host calls it.
local function hooked(test, new)
    local workflow, wtfc = new.require "workflow",
        new.require "workflows.working_together_for_change"
    local now = group("working", "own", "My tutor warns me before the outcome changes")
    local list = workflow.hook(wtfc, "theme", "propose")(now)
    test.equal(list[1].text, now.statements[1].text, "through the workflow")
    test.equal(list[1].findings[1].rule, "plain_words", "with what i_statement says of it")
    test.equal(workflow.hook(wtfc, "plan", "propose"), nil, "a step without")
    local function run(text)
        return workflow.hook(new.run("local/x.lua", 'local wtfc = require '
            .. '"workflows.working_together_for_change"\nlocal made = wtfc:extend { theme = '
            .. "{ propose = " .. text .. " } }\nreturn made"), "theme", "propose")
    end
    test.equal(run "false", nil, "taken away")
    test.equal(run "function(_, base) local all = base() all[1].text = 'I' return all end"(now)[1]
        .text, "I", "laid over the one below")
    test.equal(#run "function() return {} end"(now), 0, "nothing")
    for _, row in ipairs({
        { "function() return 7 end", "theme.propose must give back a list" },
        { "function() return { 7 } end", "number 1 must be { text" },
        { "function() return { { from = 1 } } end", "number 1 must be { text" },
        { "function() return { { text = 'I', left_out = 'x', from = 1 } } end",
            "number 1 must be" },
        { "function() return { { text = 'I' } } end", "from must be the place" },
        { "function() return { { text = 'I', from = 2 } } end", "now.statements, 1 to 1" },
    }) do
        test.raises(function() run(row[1])(now) end, { "local/x.lua:2", row[2] }, row[1])
    end
    test.raises(function() run "7" end, "propose must be a function(now, base), or false")
end

return function(test)
    local new = box.new(test.root)
    local proposals = new.require "proposals"
    for _, row in ipairs(said) do
        local got = told(proposals, group(row[2], row[1], row[3]))
        if row[4] == "-" then
            test.equal(got:sub(1, 2), "- ", row[3]:sub(1, 60) .. " gives nothing, not " .. got)
        else
            test.equal(got, row[4], row[3]:sub(1, 60))
        end
    end
    test.equal(told(proposals, group("working", "own")), "", "no statements")
    changed(test, proposals)
    hooked(test, new)
end
