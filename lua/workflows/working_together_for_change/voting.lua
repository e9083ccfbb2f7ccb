-- SPDX-License-Identifier: MIT
--- Rounds of voting, for the step "understand": what a round allows, and why a vote is
--- not taken. A facilitator types in what hands or paper show; how many dots a viewpoint
--- has follows from how many people bring it.

local step = require "step"

local wording = require "workflows.working_together_for_change.wording"

local voting = {}

local dots_each = 3 -- unless the round says otherwise
local most_dots_each = 20
local most_outside = 10 -- at a time, where no round was ever opened

local ways = {
    dots = { does = "dots", command = "understand.vote" },
    ranking = { does = "putting causes in order", command = "understand.rank" },
    two_by_two = { does = "impact and effort", command = "understand.place" },
}

local function words(stored)
    return (string.gsub(stored, "_", " "))
end

local function many(count, one)
    return string.format("%d %s%s", count, one, count == 1 and "" or "s")
end

-- More than one are open where a closing was taken back after the next had begun.
local function all_open(ballots)
    local open = {}
    for _, ballot in ipairs(ballots or {}) do
        if ballot.state == "open" then
            open[#open + 1] = ballot
        end
    end
    return open
end

local function several_open(open)
    local lines = {}
    for i, ballot in ipairs(open) do
        lines[i] = string.format("understand.close_voting ballot=%s%s", ballot.id,
            ballot.name and string.format(' ("%s")', ballot.name) or "")
    end
    return "More than one round of voting is open. Close what is over first: "
        .. table.concat(lines, ", or ") .. "."
end

--- The round that is open, or nil.
---@param ballots table[]|nil the rounds of the cycle
---@return table|nil
function voting.open(ballots)
    return all_open(ballots)[1]
end

--- What every vote reads beside the causes: the rounds, what the viewpoint has said so
--- far, and how many people who bring it came. Supporters and interpreters do not vote.
---@param kind string the kind of record that the votes are
---@param perspective string
---@return table reads
function voting.reads(kind, perspective)
    return {
        ballots = { kind = "ballot" },
        votes = { kind = kind, where = { perspective = perspective } },
        anybody = { count = "participant", where = { attended = true } },
        present = {
            count = "participant",
            where = {
                perspective = perspective, attended = true, supporter = false,
                interpreter = false,
            },
        },
    }
end

--- Why a round is not called so, or nil: two of one name could not be told apart; the
--- report calls one without by its number.
---@param ballots table[] all rounds
---@param name string|nil
---@param round table|nil which of them it is; nil: a new one
---@return string|nil
function voting.called_before(ballots, name, round)
    local new = wording.plain(name or string.format("round %d", #ballots + 1))
    for i, ballot in ipairs(ballots) do
        local called = ballot.name or string.format("round %d", i)
        if wording.plain(called) == new and not (round and round.id == ballot.id) then
            return string.format('A round of voting in this cycle is called "%s" already. Give '
                .. "this one another name (name=…).", called)
        end
    end
    return nil
end

--- Opens a round.
---@param now table ballots, roots (how many)
---@param args table
---@return table[] effects
function voting.start(now, args)
    local way = args.way or "dots"
    if voting.open(now.ballots) then
        return step.refuse("A round of voting is open already. Close it first "
            .. "(understand.close_voting).")
    elseif now.roots == 0 then
        return step.refuse("There is nothing to vote for: no root cause is marked yet "
            .. "(understand.root).")
    end
    local before = voting.called_before(now.ballots or {}, args.name)
    if before then
        return step.refuse(before)
    elseif way ~= "dots" and (args.dots or args.most_on_one) then
        return step.refuse("Dots belong to a round with dots only. Leave dots and most_on_one out.")
    elseif way ~= "dots" then
        return { { create = "ballot", way = way, state = "open", name = args.name } }
    end
    local dots = args.dots or dots_each
    local most = args.most_on_one or dots
    if dots < 1 or dots > most_dots_each then
        return step.refuse("Give each person between 1 and %d dots, not %d.", most_dots_each, dots)
    elseif most < 1 or most > dots then
        return step.refuse("With %s each, a person can put between 1 and %d on one cause, not %d.",
            many(dots, "dot"), dots, most)
    end
    return { {
        create = "ballot", way = way, dots = dots, most_on_one = most, state = "open",
        name = args.name,
    } }
end

--- Closes the round that is open.
---@param now table ballots, ballot: which, where it is said
---@return table[] effects
function voting.finish(now)
    local open = all_open(now.ballots)
    local round = now.ballot or open[1]
    if not round or round.state ~= "open" then
        return step.refuse("No round of voting is open, so there is none to close.")
    elseif #open > 1 and not now.ballot then
        return step.refuse(several_open(open))
    end
    return { { change = round.id, state = "closed" } }
end

-- Why the round that is open does not take this, or nil.
local function wrong_round(now, way, causes)
    local open = all_open(now.ballots)
    local round = open[1]
    if #open > 1 then
        return several_open(open)
    elseif not round then
        return "No round of voting is open. Open one first (understand.open_voting)."
    elseif round.way ~= way then
        return string.format("The round of voting that is open is about %s: use %s.",
            ways[round.way].does, ways[round.way].command)
    end
    for _, cause in ipairs(causes) do
        if not cause.root then
            return string.format('"%s" is not marked as a root cause, and people vote on root '
                .. "causes. Mark it first (understand.root), or name another.", cause.text)
        end
    end
    return nil
end

local function in_round(votes, round)
    local list = {}
    for _, vote in ipairs(votes or {}) do
        if vote.ballot == round.id then
            list[#list + 1] = vote
        end
    end
    return list
end

-- Red, "red" and "Table red" are one table; nil where none is named.
local function table_of(one)
    local name = string.lower(one.table or ""):gsub("^%s*table%s+", ""):match("^%s*(.-)%s*$")
    return name ~= "" and name or nil
end

-- The same slip, typed twice: a table gives each cause its dots, or its place, and its
-- order, once. Votes that name no table may be anybody's.
local function typed_before(votes, args, what)
    local at = table_of(args)
    for _, vote in ipairs(at and votes or {}) do
        if vote.cause == args.cause and table_of(vote) == at
            and (vote.slip or 1) == (args.slip or 1) then
            return string.format('Table %s has %s from the viewpoint "%s" in this round already '
                .. "(%s), so this is not counted again. If that one is wrong, take it back "
                .. "(waymark undo %s) and type it anew. If this is another slip of that table, "
                .. "say which: slip=%d", string.gsub(args.table, "^%s*[Tt]able%s+", ""), what,
                words(args.perspective), vote.id,
                tonumber(string.match(vote.id, "%-(%d+)%.")) or "", (args.slip or 1) + 1)
        end
    end
    return nil
end

-- How many hands were counted: the most at each table, and on each of its slips.
local function hands(votes, args)
    local at = {}
    local function note(one)
        local where = string.format("%s %d", table_of(one) or "", one.slip or 1)
        at[where] = math.max(at[where] or 0, one.people or 0)
    end
    note(args)
    for _, vote in ipairs(votes) do
        note(vote)
    end
    local counted = 0
    for _, most in pairs(at) do
        counted = counted + most
    end
    return counted
end

-- How many people bring the viewpoint: those who are noted as having come, or, where
-- more hands were counted, these.
local function voters(now, votes, args)
    return math.max(hands(votes, args), now.present or 0)
end

local function dots_of(votes, cause)
    local dots = 0
    for _, vote in ipairs(votes) do
        if not cause or vote.cause == cause then
            dots = dots + vote.dots
        end
    end
    return dots
end

-- What is left of so many dots, as a refusal says it.
local function too_many(asked, left, all)
    return string.format("That is %s, and there %s: %s.", many(asked, "dot"),
        left == 0 and "are none left" or left == 1 and "is 1 left"
        or string.format("are %d left", left), all)
end

local function dots_in_round(round, now, args)
    local votes = in_round(now.votes, round)
    local people = voters(now, votes, args)
    local who = words(args.perspective)
    if people == 0 then
        return string.format('Nobody with the viewpoint "%s" is noted as being there. Say how many '
            .. "people gave these dots (people=…), or note who came (prepare.room).", who)
    elseif args.people and args.dots > args.people * round.most_on_one then
        return string.format("%s can put %s on one cause, not %d: the rule of this round is at "
            .. "most %d from each.", args.people == 1 and "1 person" or args.people .. " people",
            many(args.people * round.most_on_one, "dot"), args.dots, round.most_on_one)
    end
    local before = typed_before(votes, args,
        string.format('given its dots for "%s"', now.cause.text))
    if before then
        return before
    end
    local left = people * round.dots - dots_of(votes)
    local left_here = people * round.most_on_one - dots_of(votes, args.cause)
    if args.dots > left then
        return too_many(args.dots, math.max(left, 0), string.format(
            'the viewpoint "%s" has %d in all, %d for each of %d', who, people * round.dots,
            round.dots, people))
    elseif args.dots > left_here then
        return too_many(args.dots, math.max(left_here, 0), string.format(
            'on one cause the viewpoint "%s" has %d, at most %d from each of %d', who,
            people * round.most_on_one, round.most_on_one, people))
    end
    return nil
end

--- Why dots are not taken, or nil. Where the cycle never had a round, as in older files
--- of commands, any cause may get a few dots at a time.
---@param now table cause, ballots, votes, present
---@param args table
---@return string|nil
function voting.check_dots(now, args)
    local round = voting.open(now.ballots)
    if args.dots < 1 then
        return string.format("Give at least 1 dot, not %d.", args.dots)
    elseif round or #(now.ballots or {}) > 0 then
        return wrong_round(now, "dots", { now.cause }) or dots_in_round(round, now, args)
    elseif args.people then
        return "People are counted in a round of voting. Open one first (understand.open_voting), "
            .. "or leave people out."
    elseif args.dots > most_outside then
        return string.format("Give between 1 and %d dots at a time, not %d.", most_outside,
            args.dots)
    end
    return nil
end

-- Whether more people say this than came; nothing is known where nobody was noted.
local function more_than_came(now, votes, args)
    local people = args.people or 1
    for _, vote in ipairs(votes) do
        people = people + (vote.people or 1)
    end
    if now.present == 0 or people <= now.present then
        return nil
    end
    return string.format('That would be %d people with the viewpoint "%s", and %d came. Note who '
        .. "else was there (prepare.room), or correct people=…", people, words(args.perspective),
        now.present)
end

--- Why an order is not taken, or nil.
---@param now table first, second, third, ballots, votes, present
---@param args table
---@return string|nil
function voting.check_order(now, args)
    local round = voting.open(now.ballots)
    if args.third and not args.second then
        return "Say what comes second as well, or leave the third out."
    elseif args.first == args.second or args.second and args.second == args.third
        or args.first == args.third then
        return "Name each cause once: it can have one place only."
    end
    local causes = { now.first, now.second }
    causes[#causes + 1] = now.third
    local refusal = wrong_round(now, "ranking", causes)
    if refusal then
        return refusal
    end
    local votes = in_round(now.votes, round)
    return typed_before(votes, args, "given its order") or more_than_came(now, votes, args)
end

--- Why a place by impact and effort is not taken, or nil.
---@param now table cause, ballots, votes, present
---@param args table
---@return string|nil
function voting.check_place(now, args)
    local round = voting.open(now.ballots)
    local refusal = wrong_round(now, "two_by_two", { now.cause })
    if refusal then
        return refusal
    end
    local same = {}
    for _, vote in ipairs(in_round(now.votes, round)) do
        if vote.cause == args.cause then
            same[#same + 1] = vote
        end
    end
    return typed_before(same, args, string.format('placed "%s"', now.cause.text))
        or more_than_came(now, same, args)
end

-- Where it is noted who came, and nobody of them brings the viewpoint: said with its first
-- vote of a round.
local function nobody_came(now, args, round)
    if now.present ~= 0 or (now.anybody or 0) == 0 or #in_round(now.votes, round) > 0 then
        return nil
    end
    return { remark = string.format('Nobody with the viewpoint "%s" is noted as having come, '
        .. "and this counts all the same. If another viewpoint is meant, take this back (waymark "
        .. "undo); otherwise note who was there (prepare.invite, prepare.room)",
        words(args.perspective)) }
end

--- Writes down which round a new vote belongs to; laid over `step.adds`. Of a viewpoint
--- that nobody brought it is remarked on.
---@param now table ballots, votes, present, anybody
---@param args table
---@param base function
---@return table[] effects
function voting.into_round(now, args, base)
    local effects = base(now, args)
    local round = voting.open(now.ballots)
    if round and effects[1].create then
        effects[1].ballot = round.id
        effects[#effects + 1] = nobody_came(now, args, round)
    end
    return effects
end

--- The same for dots; more hands than people who came are remarked on, for the list of
--- who came may be short, and 30 may be a slip for 3.
---@param now table ballots, votes, present
---@param args table
---@param base function
---@return table[] effects
function voting.dots_into_round(now, args, base)
    local effects = voting.into_round(now, args, base)
    local round = voting.open(now.ballots)
    local counted = round and args.people and hands(in_round(now.votes, round), args) or 0
    if effects[1].create and (now.present or 0) > 0 and counted > now.present then
        effects[#effects + 1] = { remark = string.format('%d people with the viewpoint "%s" '
            .. "are counted in this round, and %d %s noted as having come. If people=… is a "
            .. "slip, take this vote back (waymark undo); otherwise note who else was there "
            .. "(prepare.room)", counted, words(args.perspective), now.present,
            now.present == 1 and "is" or "are") }
    end
    return effects
end

return voting
