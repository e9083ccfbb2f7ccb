-- SPDX-License-Identifier: MIT
--- The yes to being quoted for words said in the room. They belong to nobody who is known,
--- so that the yes is for the words themselves, of whoever said them.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"

local quoting = {}

--- Why a yes, or a no, is for neither a person nor such words, or nil.
---@param now table statement
---@param args table person, statement, what
---@return table|nil refusal
function quoting.refuse(now, args)
    if not args.person and not args.statement then
        return step.refuse("Say whose it is to decide: person=…; or, for words said in the room, "
            .. "which words: statement=….")
    elseif not args.statement then
        return nil
    elseif args.person then
        return step.refuse("Give person=… or statement=…, not both.")
    elseif now.statement.person then
        return step.refuse("It is known who said %s, and the yes is theirs: give person=%s in the "
            .. "place of statement=….", cards.called(now.statement), now.statement.id)
    elseif args.what ~= "quote" then
        return step.refuse("Words said in the room may be quoted or not (what=quote), and taken "
            .. "off the cards with collect.leave_out statement=%s. For anything else, say whose "
            .. "it is to decide: person=….", now.statement.id)
    end
end

--- Whether the words may be quoted, who decided, and when.
---@param now table statement
---@param args table decided_by
---@param given boolean
---@param day string
---@return table[] effects
function quoting.decide(now, args, given, day)
    return { {
        change = now.statement.id, may_quote = given, quote_decided_by = args.decided_by,
        quote_decided = day,
    } }
end

--- What takes a yes off when the words change: it was for those that were shown. A no
--- stays.
---@param one table statement
---@return table[] effects
function quoting.unasked(one)
    if not one.may_quote then
        return {}
    end
    return {
        { unlink = one.id, field = "may_quote" },
        { unlink = one.id, field = "quote_decided_by" },
        { unlink = one.id, field = "quote_decided" },
        { remark = string.format("The yes to quoting %s was for the words that it had: ask again "
            .. "whether these may be quoted (collect.permit).", cards.called(one)) },
    }
end

--- Gives a part of some words the no that stands for them all.
---@param part table the effect that makes it
---@param whole table statement
---@return table part
function quoting.as_refused(part, whole)
    if whole.may_quote == false then
        part.may_quote, part.quote_decided_by, part.quote_decided =
            false, whole.quote_decided_by, whole.quote_decided
    end
    return part
end

return quoting
