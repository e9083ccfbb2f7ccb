-- SPDX-License-Identifier: MIT
--- Step 5, identify success: what it would look like if a root cause were put right, as
--- young people, families, schools and the others each see it.

local gate = require "gate"
local step = require "step"

local wording = require "workflows.working_together_for_change.wording"

-- Those that say the same all lead to one of them, so that none can lead in a ring.
local function head_of(one)
    return one.same_as or one.id
end

local function say_the_same(now)
    local one, other = now.success, now.with
    if one.id == other.id then
        return step.refuse("That is one and the same statement. Name two.")
    elseif one.cause ~= other.cause then
        return step.refuse('"%s" and "%s" answer different causes. Only what answers the same '
            .. "cause can be marked as the same.", one.text, other.text)
    elseif head_of(one) == head_of(other) then
        return step.refuse('"%s" and "%s" are marked as the same already.', one.text, other.text)
    end
    local effects = {}
    for _, each in ipairs(now.all) do
        if head_of(each) == head_of(one) then
            effects[#effects + 1] = { link = each.id, field = "same_as", to = head_of(other) }
        end
    end
    return effects
end

local function say_something_else(now)
    local one, effects, head = now.success, {}, nil
    if one.same_as then
        return { { unlink = one.id, field = "same_as" } }
    end
    for _, each in ipairs(now.all) do
        if each.same_as == one.id and head then
            effects[#effects + 1] = { link = each.id, field = "same_as", to = head }
        elseif each.same_as == one.id then
            head = each.id
            effects[#effects + 1] = { unlink = each.id, field = "same_as" }
        end
    end
    if not head then
        return step.refuse('"%s" is marked as the same as no other.', one.text)
    end
    return effects
end

local function with_all(_, base)
    local reads = base()
    reads.all = { kind = "success" }
    return reads
end

local success_reads, success_check = wording.once("success", "cause")
local reword_reads, reword_check = wording.still_once("success", "cause")

return step {
    name = "identify_success",
    title = "Say what success looks like",
    purpose = "For each cause you will tackle, everybody says what would be different if it "
        .. "were put right. Young people, families and services say it separately.",
    who = { "facilitator", "table" },
    records = { "success" },
    ready = {
        every_root_cause_answered = gate.each "cause" :where { root = true }
            :with "success" :by "cause"
            :because "Some root causes have no success statement yet.",
        young_people_have_said = gate.count "success"
            :where { perspective = "young_person" } :at_least(1)
            :because "Young people have not said yet what success looks like to them.",
    },
    commands = {
        success = step.adds("success", {
            title = "Say what success looks like",
            args = {
                { "cause", "cause", title = "The cause that is put right" },
                { "perspective", "success.perspective", title = "Who says so" },
                { "text", "success.text", title = "What is different then" },
            },
            reads = success_reads,
            check = success_check,
        }),
        reword = step.sets("success", {
            title = "Reword a success statement",
            args = {
                { "success", "success", title = "Which one" },
                { "text", "success.text", title = "The new words" },
            },
            reads = reword_reads,
            check = reword_check,
        }),
        same = step.command {
            title = "Mark two success statements as saying the same",
            args = {
                { "success", "success", title = "Which one" },
                { "with", "success", title = "The one that says the same" },
            },
            reads = with_all,
            run = say_the_same,
        },
        differ = step.command {
            title = "Take that mark away: it says something else",
            args = { { "success", "success", title = "Which one" } },
            reads = with_all,
            run = say_something_else,
        },
    },
    report = {
        { part = "success", title = "What success looks like",
            intro = "What would be different if each cause were put right, as each viewpoint "
                .. "says it. What stands in one row says the same, as the room sees it. Those "
                .. "who were only few in the room are counted with the others." },
    },
}
