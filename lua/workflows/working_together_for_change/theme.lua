-- SPDX-License-Identifier: MIT
--- Step 3, theme: put like with like, then say what each group means in words that
--- start with 'I'. Nothing said is dropped: what fits nowhere has a tray.

local cards = require "workflows.working_together_for_change.cards"
local gate = require "gate"
local lineage = require "workflows.working_together_for_change.lineage"
local step = require "step"

-- What a message calls a group.
local function called(theme)
    local words = theme.name or theme.label
    return words and '"' .. words .. '"' or "(no name yet: " .. theme.id .. ")"
end

-- Loaded by the few commands that need it.
local function i_statement()
    return require "i_statement"
end

-- The name that a new group gets: one that is good enough to stay, or none yet.
local function first_name(written)
    local name = cards.trimmed(written or "")
    if name == "" then
        return nil, nil
    end
    local refusal = i_statement().refusal(name)
    return name, refusal and refusal
        .. " Or make the group without a name, and give it one when you agree it."
end

local function new(now, args)
    local name, refusal = first_name(args.name)
    refusal = refusal or cards.not_sortable(now.statements, args.section)
    if refusal then
        return step.refuse(refusal)
    end
    return cards.joined({
        { { create = "theme", section = args.section, name = name,
            label = cards.words(args.label) } },
        cards.into_theme(now.statements, "new:1"),
    })
end

-- What a table called its pile is the group's name, if it is an 'I' statement.
local function agreed_name(theme, given)
    local name = cards.trimmed(given or theme.name or "")
    local label = cards.trimmed(theme.label or "")
    if name == "" and label ~= "" and not i_statement().refusal(label) then
        return label
    end
    return name
end

local function agree(now, args)
    local name = agreed_name(now.theme, args.name)
    local refusal = i_statement().refusal(name)
    if refusal and name == "" then
        return step.refuse(refusal .. ' Add it to the command: name="I …".')
    elseif refusal then
        return step.refuse(refusal)
    elseif now.members == 0 then
        return step.refuse('%s has no statements: move some in, or remove it.',
            called(now.theme))
    end
    return cards.joined({
        { { change = now.theme.id, name = name, agreed = true } }, cards.seen(now.added),
    })
end

-- Nobody has agreed the new words yet.
local function rename(now, args)
    local name = cards.trimmed(args.name)
    local refusal = i_statement().refusal(name)
    if refusal then
        return step.refuse(refusal)
    end
    local agreed = now.theme.agreed
    if agreed then
        agreed = name == now.theme.name
    end
    return { { change = now.theme.id, name = name, agreed = agreed } }
end

-- What people call it is no suggestion of the computer's any more.
local function label(now, args)
    local words = cards.words(args.label)
    if not words then
        return step.refuse("Give it a few words to know it by.")
    end
    local effects = { { change = now.theme.id, label = words } }
    if now.theme.drafted then
        effects[2] = { unlink = now.theme.id, field = "drafted" }
    end
    return effects
end

-- Everything that leads to a theme then leads to another one.
local function pointed_at(records, theme)
    local effects = {}
    for index, record in ipairs(records or {}) do
        effects[index] = { link = record.id, field = "theme", to = theme }
    end
    return effects
end

local function merge(now, args)
    if args.theme == args.into then
        return step.refuse("Choose two groups: the one to keep and the one to put into it.")
    elseif now.theme.section ~= now.into.section then
        return step.refuse('%s is about %s and %s about %s: only like can be put with like. '
            .. "`waymark list theme` shows the groups.", called(now.theme),
            cards.section_title(now.theme.section), called(now.into),
            cards.section_title(now.into.section))
    end
    return cards.joined({
        cards.into_theme(now.members, now.into.id), pointed_at(now.causes, now.into.id),
        pointed_at(now.stories, now.into.id), lineage.taken_over(now.theme, now.into),
        { { remove = now.theme.id } },
    })
end

local function split(now, args)
    local name, refusal = first_name(args.name)
    local strangers = cards.picked(now.statements, function(one)
        return one.theme ~= now.theme.id
    end)
    if #strangers > 0 then
        return step.refuse('These are not in %s: %s.', called(now.theme),
            cards.called_all(strangers))
    elseif #now.statements >= now.members then
        return step.refuse('That would leave nothing in %s; give it another name instead.',
            called(now.theme))
    elseif refusal then
        return step.refuse(refusal)
    end
    return cards.joined({
        { { create = "theme", section = now.theme.section, name = name } },
        cards.into_theme(now.statements, "new:1"),
    })
end

local function move(now)
    local refusal = cards.not_sortable(now.statements, now.to.section)
    if refusal then
        return step.refuse(refusal)
    end
    return cards.into_theme(now.statements, now.to.id)
end

local function into(tray)
    return function(now)
        local refusal = cards.not_sortable(now.statements)
        if refusal then
            return step.refuse(refusal)
        end
        return cards.into_tray(now.statements, tray)
    end
end

local function remove(now)
    if #(now.causes or {}) > 0 then
        return step.refuse('%s has causes: put it into another group, or take the causes '
            .. "away first.", called(now.theme))
    end
    local effects = {}
    for _, list in ipairs({ now.members or {}, now.stories or {} }) do
        for _, record in ipairs(list) do
            effects[#effects + 1] = { unlink = record.id, field = "theme" }
        end
    end
    effects[#effects + 1] = { remove = now.theme.id }
    return effects
end

-- Whatever names a theme.
local function of_theme(kind, theme)
    return { kind = kind, where = { theme = theme } }
end

-- Advice on names that people agreed all the same: the first three, in words.
local function wording(now)
    local advice = {}
    for _, theme in ipairs(now.themes or {}) do
        for _, finding in ipairs(i_statement().check(theme.name or "")) do
            if finding.weight ~= "advice" then
                advice[#advice + 1] = string.format('%s: %s', called(theme), finding.message)
                break
            end
        end
    end
    if #advice == 0 then
        return true
    end
    local more = #advice > 3 and string.format(" There are %d more.", #advice - 3) or ""
    return "Look again at these names. " .. table.concat(advice, " ", 1, math.min(3, #advice))
        .. more
end

-- Names for a group, out of what was said in it: the rules are in lib/proposals.lua.
local function propose(now)
    return require("proposals").from(now)
end

local many = { "statements", "statement*", title = "Which cards" }
local one = { "theme", "theme", title = "Which group" }

return step {
    name = "theme",
    title = "Bring together what people said",
    purpose = "Put like with like, then say what each group means in words that start "
        .. "with 'I'.",
    who = { "facilitator", "table" },
    records = { "theme", "pile" },
    changes = { "statement", "cause", "story" },
    draft = { cluster = "statement", by = "section", into = "theme" },
    propose = propose,
    ready = {
        some_themes = gate.count "theme" :at_least(1)
            :because "There are no groups yet. Make some, or let the computer suggest some.",
        all_placed = gate.every "statement" :where { tray = { false, "alone", "unsure" } }
            :is_placed()
            :because ("Some cards are in no group. Move them, or put them with those that are "
                .. "on their own or not sure yet."),
        alone_read = gate.count "statement" :where { tray = "alone", drafted = true } :at_most(0)
            :because ("Some cards were put on their own by the computer, or by a table when it "
                .. "sorted. Read each one aloud: is it serious by itself? Keep it there "
                .. "(theme.alone), or move it into a group (theme.move)."),
        added_read = gate.count "statement" :where { added = true } :at_most(0)
            :because ("Some cards were added by the computer to groups that people made. Look at "
                .. "each (waymark list statement --where added=true): agree its group again "
                .. "(theme.agree), or move it (theme.move)."),
        unsure_read = gate.count "statement" :where { tray = "unsure", drafted = true }
            :at_most(0)
            :because ("Some cards stand between two groups, and the computer was not sure. "
                .. "Read each one aloud (`waymark theme --why CARD` says between which), and "
                .. "move it into a group (theme.move), or keep it there (theme.unsure)."),
        all_agreed = gate.every "theme" :is_agreed()
            :because ("Some groups are still a suggestion. Read each one together and agree it "
                .. "(theme.agree, or yes in the column \"Agreed\" of the workbook)."),
        wording = gate.hook {
            reads = { themes = { kind = "theme", where = { agreed = true } } },
            test = wording,
            why = "Some names could be plainer.",
        },
    },
    commands = {
        new = step.command {
            title = "Make a new group",
            args = {
                { "section", "theme.section", title = "Working, not working or a hope" },
                { "name", "theme.name?", title = "What it means, said as 'I'" },
                { "statements", "statement*?", title = "The cards that go into it" },
                { "label", "theme.label?", title = "A few words to know it by" },
            },
            run = new,
        },
        agree = step.command {
            title = "Agree a group",
            args = { one, { "name", "theme.name?", title = "Its name, said as 'I'" } },
            reads = function(args)
                return { theme = args.theme,
                    members = { count = "statement", where = { theme = args.theme } },
                    added = { kind = "statement",
                        where = { theme = args.theme, added = true } } }
            end,
            run = agree,
        },
        name = step.command {
            title = "Give a group another name",
            args = { one, { "name", "theme.name", title = "Its name, said as 'I'" } },
            run = rename,
        },
        label = step.command {
            title = "Give a group a few words to know it by",
            args = { one, { "label", "theme.label", title = "A few words to know it by" } },
            run = label,
        },
        merge = step.command {
            title = "Put one group into another",
            args = {
                { "theme", "theme", title = "The group that goes" },
                { "into", "theme", title = "The group that stays" },
            },
            reads = function(args)
                return { theme = args.theme, into = args.into,
                    members = of_theme("statement", args.theme),
                    causes = of_theme("cause", args.theme),
                    stories = of_theme("story", args.theme) }
            end,
            run = merge,
        },
        split = step.command {
            title = "Take some cards out into a new group",
            args = { one, many, { "name", "theme.name?", title = "The new group, said as 'I'" } },
            reads = function(args)
                return { theme = args.theme, statements = args.statements,
                    members = { count = "statement", where = { theme = args.theme } } }
            end,
            run = split,
        },
        move = step.command {
            title = "Move cards into a group",
            args = { many, { "to", "theme", title = "The group they go into" } },
            run = move,
        },
        alone = step.command {
            title = "Keep cards on their own, each to be seen by itself", args = { many },
            run = into "alone",
        },
        unsure = step.command {
            title = "Put cards with those we are not sure of yet", args = { many },
            run = into "unsure",
        },
        remove = step.command {
            title = "Take a group apart",
            args = { one },
            reads = function(args)
                return { theme = args.theme, members = of_theme("statement", args.theme),
                    causes = of_theme("cause", args.theme),
                    stories = of_theme("story", args.theme) }
            end,
            run = remove,
        },
        draft = step.command {
            title = "Let the computer suggest groups",
            who = { "facilitator" },
            args = {
                { "section", "theme.section?", title = "Only for this section" },
                { "grain", "whole?", title = "From 1, fewer groups, to 100, more groups" },
                { "count", "whole?", title = "How many groups" },
            },
            native = "theme.draft",
        },
        join = step.command {
            title = "Join what the tables sorted into groups to agree",
            who = { "facilitator" },
            args = { { "section", "theme.section?", title = "Only for this section" } },
            native = "theme.join",
        },
        lineage = step.command {
            title = "Let the computer suggest which of last year's groups these go on from",
            who = { "facilitator" },
            native = "theme.lineage",
        },
        from_last_year = step.command {
            title = "Put cards into last year's groups, as drafts",
            who = { "facilitator" },
            args = { { "section", "theme.section?", title = "Only for this section" } },
            native = "theme.from_last_year",
        },
    },
    report = {
        { part = "themes", section = "working", title = "What is working" },
        { part = "themes", section = "not_working", title = "What is not working" },
        { part = "themes", section = "aspiration", title = "What people hope for" },
    },
}
