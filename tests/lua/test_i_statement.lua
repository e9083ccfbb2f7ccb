-- SPDX-License-Identifier: MIT
--- 'I' statements, good and poor: the rules that each one breaks, in order.

local box = require "box"

local good = {
    "I do not know what I can do after college",
    "I feel safe at school",
    "My teachers listen to what I say",
    "People talk to me and not about me",
    "I want a job that I enjoy",
    "I have friends I can count on",
    "Nobody asked me before my plan changed",
    "I can get to college on my own",
    "The taxi makes me late in the morning",
    "I like being outside and working with animals",
    "I wait too long to see someone who can help me",
    "It is too loud for me at lunch",
    "I\u{2019}d like to live in my own flat",
    "i want to cook for myself",
    "I get help with my English on Mondays",
    "Staff know me well and take time",
    "I do not feel OK when plans change",
    "I want to earn my own money one day",
    "When I am upset I have somewhere quiet to go",
    "I need more time to think before I answer",
    "My school lets me work with children",
    "I want to look after children in a nursery",
}

local poor = {
    { "", "empty" },
    { "  ... ", "empty" },
    { "Transport", "first_person length" },
    { "Better access to transport for young people", "first_person" },
    { "Jack likes his new school", "first_person" },
    { "We want to be listened to", "first_person" },
    { "My son likes it here", "first_person:refuse" },
    { "Our eldest daughter wants to be a vet", "first_person:refuse" },
    { "My child's school does not ring me", "first_person:refuse" },
    { "I want my son to be happy", "first_person:mend" },
    { "Young people said that they feel unsafe; staff agree", "first_person one_idea" },
    { "I like art and I want to do it at college", "one_idea" },
    { "I like my school but the bus is always late", "one_idea" },
    { "I feel happy. My friends help me.", "one_idea" },
    { "I want friends, a job, a flat", "one_idea" },
    { "I want friends and a job and a flat", "one_idea" },
    { "I want to improve my outcomes in life", "plain_words" },
    { "I need support with transition to college", "plain_words" },
    { "My EHCP does not say what I want", "plain_words" },
    { "I get help from CAMHS every week", "plain_words" },
    { "I need multi-agency engagement to help me", "plain_words" },
    { "I like it when Sarah helps me", "names" },
    { "I like working with Mr Green", "names" },
    { "I have waited 18 months for help", "names" },
    { "I feel safe", "length:advice" },
    { "I would like to have somebody to talk to when things get hard", "length:advice" },
    { "I would like to have somebody who is kind to talk to me when things at home get hard",
        "length:mend" },
    { "I would like to have somebody who is kind and who knows me well to talk to whenever things "
        .. "at home or at school get hard", "length:refuse" },
}

local function broken(findings)
    local rules = {}
    for index, finding in ipairs(findings) do
        rules[index] = finding.rule
    end
    return table.concat(rules, " ")
end

return function(test)
    local i_statement = box.new(test.root).require "i_statement"
    for _, text in ipairs(good) do
        test.equal(broken(i_statement.check(text)), "", text)
        test.equal(i_statement.refusal(text), nil, text)
    end
    for _, row in ipairs(poor) do
        local findings = i_statement.check(row[1])
        local rules, weight = row[2]:match("^([^:]+):?(.*)$")
        test.equal(broken(findings), rules, row[1])
        test.check(weight == "" or findings[1].weight == weight, row[1] .. " weighs " .. weight)
        for _, finding in ipairs(findings) do
            test.check(finding.message:find("[.?]$") or finding.message:find('"%.$'), row[1])
        end
    end
    test.check(i_statement.refusal("Transport"):find('"I", "me" or "my"', 1, true), "not I")
    test.check(i_statement.refusal(""):find("no name yet"), "empty")
    test.check(i_statement.refusal(nil):find("no name yet"), "none")
    test.check(i_statement.refusal(poor[#poor][1]):find("too long"), "too long")
    test.equal(i_statement.refusal("I want better outcomes, a job, a flat"), nil,
        "what is only advice is not refused")
    test.raises(function() i_statement.check(7) end, "needs a text")
end
