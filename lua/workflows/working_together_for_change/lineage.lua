-- SPDX-License-Identifier: MIT
--- What people say of the computer's suggestions (theme.lineage) which of last year's
--- themes each of this year's goes on from. Only what they say counts, and it stays.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"
local tables = require "tables"

local lineage = {}

local one = { "theme", "theme", title = "This year's theme" }

-- A theme is linked to these, and to nothing else.
local function linked(theme, previous, also)
    local change = { change = theme.id, previous = previous }
    local effects = { change }
    if #also > 0 then
        change.also_previous = also
    elseif theme.also_previous then
        effects[2] = { unlink = theme.id, field = "also_previous" }
    end
    if theme.new_this_time then
        effects[#effects + 1] = { unlink = theme.id, field = "new_this_time" }
    end
    return effects
end

--- What people said that a theme goes on from goes along when it is put into another.
function lineage.taken_over(from, into)
    local known, also = { [into.previous or ""] = true }, {}
    local previous = into.previous
    for _, other in ipairs(into.also_previous or {}) do
        known[other] = true
        also[#also + 1] = other
    end
    for _, other in ipairs({ from.previous, table.unpack(from.also_previous or {}) }) do
        if not known[other] then
            known[other] = true
            if previous then
                also[#also + 1] = other
            end
            previous = previous or other
        end
    end
    return from.previous and linked(into, previous, also) or {}
end

local function called(theme)
    return theme.name or theme.label or theme.id
end

local function agree(now)
    local effects = {}
    for _, theme in ipairs(now.themes) do
        local maybe = theme.maybe_previous or {}
        if theme.previous or theme.new_this_time then
            return step.refuse('People have said already what "%s" goes on from; to say '
                .. "something else, use review.link_theme or review.unlink_theme.", called(theme))
        elseif #maybe == 0 then
            return step.refuse('Nothing is suggested for "%s". Let the computer suggest '
                .. "(theme.lineage), or say it yourself (review.link_theme).", called(theme))
        end
        for _, effect in ipairs(linked(theme, maybe[1], { table.unpack(maybe, 2) })) do
            effects[#effects + 1] = effect
        end
    end
    return effects
end

--- The commands, made when they are asked for: a step lists them in that order.
function lineage.agree_link()
    return step.command {
        title = "Agree that themes go on from last year's as suggested",
        args = { { "themes", "theme*", title = "This year's themes" } },
        run = agree,
    }
end

-- What is working is not still said of what was not: last year's are about the same, or nil.
local function another_section(now)
    for _, before in ipairs({ now.previous, table.unpack(now.also or {}) }) do
        if before.section ~= now.theme.section then
            return string.format('"%s" is about %s, and "%s" about %s: a theme goes on from one '
                .. "about the same. If nothing like it was said there last time, it is new "
                .. "(review.unlink_theme).", called(now.theme),
                cards.section_title(now.theme.section), called(before),
                cards.section_title(before.section))
        end
    end
end

local function link(now, args)
    local also = {}
    for _, other in ipairs(args.also or {}) do
        if other == now.theme.id then
            return step.refuse("That is the same theme. Give last year's.")
        elseif other ~= args.previous and not tables.has(also, other) then
            also[#also + 1] = other
        end
    end
    if args.previous == now.theme.id then
        return step.refuse("That is the same theme. Give last year's.")
    end
    local why = another_section(now)
    if why then
        return step.refuse("%s", why)
    end
    return linked(now.theme, args.previous, also)
end

function lineage.link_theme()
    return step.command {
        title = "Link a theme to the same one last year",
        args = {
            one,
            { "previous", "theme.previous", title = "Last year's theme" },
            { "also", "theme.also_previous*?",
                title = "Others of last year's that are in it now" },
        },
        reads = function(args)
            return { theme = args.theme, previous = args.previous, also = args.also }
        end,
        run = link,
    }
end

local function unlink(now)
    local effects = { { change = now.theme.id, new_this_time = true } }
    for _, field in ipairs({ "previous", "also_previous" }) do
        if now.theme[field] then
            effects[#effects + 1] = { unlink = now.theme.id, field = field }
        end
    end
    return effects
end

function lineage.unlink_theme()
    return step.command {
        title = "Say that a theme is new this year",
        args = { one },
        run = unlink,
    }
end

return lineage
