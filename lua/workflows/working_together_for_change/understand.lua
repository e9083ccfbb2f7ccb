-- SPDX-License-Identifier: MIT
--- Step 4, understand: find out why, keep asking why, and choose together which root
--- causes to tackle. Votes are kept by viewpoint, so that young people's can be seen.

local gate = require "gate"
local step = require "step"

local voting = require "workflows.working_together_for_change.voting"
local wording = require "workflows.working_together_for_change.wording"

-- Those who vote in one way have not voted in another.
local function somebody_voted(now)
    return now.votes + now.rankings + now.placings > 0
end

local function checked(now)
    return wording.none(now.roots, function(cause)
        local answered = cause.changes_theme and cause.controlled_by and cause.evidence
        return not answered and wording.quoted(cause.text) or nil
    end, "These root causes have no answers to the check questions yet: %s. Would putting it "
        .. "right change what people said, who can put it right, and what shows it? Answer "
        .. "with understand.check_cause.")
end

-- A cause with all that lies behind it. Nothing is taken twice, so that a ring, should
-- there be one, ends.
local function branch_of(cause, all)
    local branch, seen = { cause }, { [cause.id] = true }
    local index = 1
    while index <= #branch do
        for _, other in ipairs(all) do
            if other.parent == branch[index].id and not seen[other.id] then
                seen[other.id] = true
                branch[#branch + 1] = other
            end
        end
        index = index + 1
    end
    return branch, seen
end

-- Of the same theme, behind the same cause or none.
local function said_there(now, theme, parent)
    local there = {}
    for _, one in ipairs(now.all) do
        if one.id ~= now.cause.id and one.theme == theme and one.parent == parent then
            there[#there + 1] = one
        end
    end
    return wording.find(there, now.cause.text)
end

local function move(now)
    local cause, under = now.cause, now.under
    local there = said_there(now, (under or cause).theme, under and under.id)
    if not under then
        if not cause.parent then
            return step.refuse('"%s" lies behind no other cause already.', cause.text)
        elseif there then
            return wording.refuse(there)
        end
        return { { unlink = cause.id, field = "parent" } }
    end
    local branch, within = branch_of(cause, now.all)
    if under.id == cause.id then
        return step.refuse('"%s" cannot lie behind itself. Name another cause.', cause.text)
    elseif within[under.id] then
        return step.refuse('"%s" lies behind "%s" already, so it cannot also stand above it. Move '
            .. "that one first.", under.text, cause.text)
    elseif cause.parent == under.id then
        return step.refuse('"%s" is there already.', cause.text)
    elseif there then
        return wording.refuse(there)
    end
    local effects = { { link = cause.id, field = "parent", to = under.id } }
    for _, one in ipairs(branch) do
        if one.theme ~= under.theme then
            effects[#effects + 1] = { link = one.id, field = "theme", to = under.theme }
        end
    end
    return effects
end

local function vote_reads(kind)
    return function(args, base)
        local reads = base()
        for name, asked in pairs(voting.reads(kind, args.perspective)) do
            reads[name] = asked
        end
        return reads
    end
end

local cause_reads, cause_check = wording.once("cause", "theme")
local reword_reads, reword_check = wording.still_once("cause", "theme", { also = { "parent" } })

return step {
    name = "understand",
    title = "Understand why",
    purpose = "Ask why things are as they are until you reach something that people in the "
        .. "room can change. Then choose together what to tackle first.",
    who = { "facilitator", "table" },
    records = { "cause", "ballot", "vote", "ranking", "placing" },
    ready = {
        every_theme_has_a_cause = gate.each "theme"
            :where { section = "not_working", agreed = true } :with "cause" :by "theme"
            :because "Some themes about what is not working have no cause yet. Ask why.",
        a_root_cause = gate.count "cause" :where { root = true } :at_least(1)
            :because "No root cause is marked yet. Mark the ones that you want to tackle.",
        root_causes_checked = gate.hook {
            reads = { roots = { kind = "cause", where = { root = true } } },
            test = checked,
            why = "Some root causes have no answers to the check questions yet.",
        },
        votes_in = gate.hook {
            reads = {
                votes = { count = "vote" }, rankings = { count = "ranking" },
                placings = { count = "placing" },
            },
            test = somebody_voted,
            why = "Nobody has voted yet. Give everyone some dots for what matters most.",
        },
        voting_closed = gate.count "ballot" :where { state = "open" } :at_most(0)
            :because ("Voting is still open, so what people chose is not shown. Close it when "
                .. "everyone has voted (understand.close_voting)."),
        young_people_voted = gate.hook {
            reads = {
                votes = { count = "vote", where = { perspective = "young_person" } },
                rankings = { count = "ranking", where = { perspective = "young_person" } },
                placings = { count = "placing", where = { perspective = "young_person" } },
            },
            test = somebody_voted,
            why = "There are no votes from young people yet.",
        },
    },
    commands = {
        cause = step.adds("cause", {
            title = "Add a cause",
            args = {
                { "theme", "theme", title = "What it explains" },
                { "text", "cause.text", title = "The cause, in plain words" },
                { "bone", "cause.bone?", title = "The kind of cause" },
            },
            reads = cause_reads,
            check = cause_check,
        }),
        why = step.command {
            title = "Ask why once more",
            args = {
                { "cause", "cause", title = "The cause that you ask about" },
                { "text", "cause.text", title = "What lies behind it" },
            },
            reads = function(args)
                return { cause = args.cause,
                    behind = { kind = "cause", where = { parent = args.cause } } }
            end,
            run = function(now, args)
                local before = wording.find(now.behind, args.text)
                if before then
                    return wording.refuse(before)
                end
                return { {
                    create = "cause", theme = now.cause.theme, parent = now.cause.id,
                    bone = now.cause.bone, text = args.text,
                } }
            end,
        },
        root = step.sets("cause", {
            title = "Mark a root cause",
            args = { { "cause", "cause", title = "The cause to tackle" } },
            set = { root = true },
        }),
        unroot = step.command {
            title = "Take the mark of a root cause away",
            args = { { "cause", "cause", title = "The cause not to tackle after all" } },
            run = function(now)
                if not now.cause.root then
                    return step.refuse('"%s" is not marked as a root cause.', now.cause.text)
                end
                return { { unlink = now.cause.id, field = "root" } }
            end,
        },
        reword = step.sets("cause", {
            title = "Reword a cause",
            args = {
                { "cause", "cause", title = "Which cause" },
                { "text", "cause.text", title = "The new words" },
            },
            reads = reword_reads,
            check = reword_check,
        }),
        check_cause = step.sets("cause", {
            title = "Answer the check questions of a cause",
            args = {
                { "cause", "cause", title = "Which cause" },
                { "changes_theme", "cause.changes_theme?",
                    title = "Would putting it right change what people said" },
                { "controlled_by", "cause.controlled_by?", title = "Who can put it right" },
                { "evidence", "cause.evidence?", title = "What shows that it is so" },
            },
        }),
        move_cause = step.command {
            title = "Move a cause, with all that lies behind it",
            args = {
                { "cause", "cause", title = "Which cause" },
                { "under", "cause?", title = "The cause that it lies behind; none: a first cause" },
            },
            reads = function(args)
                return { cause = args.cause, under = args.under, all = { kind = "cause" } }
            end,
            run = move,
        },
        open_voting = step.command {
            title = "Open a round of voting",
            who = { "facilitator" },
            args = {
                { "way", "ballot.way?", title = "Dots (unless you say otherwise), an order, or "
                    .. "impact and effort" },
                { "dots", "ballot.dots?", title = "How many dots each has; 3 unless you say" },
                { "most_on_one", "ballot.most_on_one?",
                    title = "How many of them may go on one cause; all unless you say" },
                { "name", "ballot.name?", title = "What to call the round" },
            },
            reads = function()
                return { ballots = { kind = "ballot" },
                    roots = { count = "cause", where = { root = true } } }
            end,
            run = voting.start,
        },
        reword_round = step.sets("ballot", {
            title = "Call a round of voting something else",
            args = {
                { "ballot", "ballot", title = "Which round" },
                { "name", "ballot.name", title = "What to call it" },
            },
            reads = function(_, base)
                local reads = base()
                reads.ballots = { kind = "ballot" }
                return reads
            end,
            check = function(now, args)
                return voting.called_before(now.ballots, args.name, now.ballot)
            end,
        }),
        vote = step.adds("vote", {
            title = "Give dots to a cause",
            args = {
                { "cause", "cause", title = "Which cause" },
                { "perspective", "vote.perspective", title = "Whose dots they are" },
                { "dots", "vote.dots", title = "How many" },
                { "people", "vote.people?", title = "How many people gave them, by their hands" },
                { "table", "vote.table?", title = "From which table" },
                { "slip", "vote.slip?",
                    title = "Which slip of that table, where it gave in several" },
            },
            reads = vote_reads "vote",
            check = voting.check_dots,
            run = voting.dots_into_round,
        }),
        rank = step.adds("ranking", {
            title = "Put causes in order",
            args = {
                { "perspective", "ranking.perspective", title = "Whose order it is" },
                { "first", "cause", title = "What comes first" },
                { "second", "cause?", title = "What comes second" },
                { "third", "cause?", title = "What comes third" },
                { "people", "ranking.people?", title = "How many people say so; 1 unless you say" },
                { "table", "ranking.table?", title = "From which table" },
                { "slip", "ranking.slip?",
                    title = "Which slip of that table, where it gave in several" },
            },
            reads = vote_reads "ranking",
            check = voting.check_order,
            run = voting.into_round,
        }),
        place = step.adds("placing", {
            title = "Place a cause by impact and effort",
            args = {
                { "cause", "cause", title = "Which cause" },
                { "perspective", "placing.perspective", title = "Whose view it is" },
                { "impact", "placing.impact", title = "How much it would change" },
                { "effort", "placing.effort", title = "How much work it would be" },
                { "people", "placing.people?", title = "How many people say so; 1 unless you say" },
                { "table", "placing.table?", title = "From which table" },
                { "slip", "placing.slip?",
                    title = "Which slip of that table, where it gave in several" },
            },
            reads = vote_reads "placing",
            check = voting.check_place,
            run = voting.into_round,
        }),
        close_voting = step.command {
            title = "Close the round of voting, and show what people chose",
            who = { "facilitator" },
            args = {
                { "ballot", "ballot?", title = "Which round; the open one, unless you say" },
            },
            reads = function(args)
                return { ballots = { kind = "ballot", where = { state = "open" } },
                    ballot = args.ballot }
            end,
            run = voting.finish,
        },
    },
    report = {
        { part = "causes", title = "Why it is so",
            intro = "What people think lies behind each theme. A line with an arrow says why "
                .. "the line above it is so." },
        { part = "votes", title = "What people chose to tackle",
            intro = "People chose the causes that matter most to them. Those who were "
                .. "only few in the room are counted with the others." },
    },
}
