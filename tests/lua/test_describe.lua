-- SPDX-License-Identifier: MIT
--- What the built-in workflow tells the host: every name that files of commands use.

local box = require "box"

-- Step: its commands with their arguments, and its gates, in the order shown.
local expected = {
    { "prepare",
        "ask(question) scope(field,values*?) locality(name,schools*?) "
            .. "sample(size,by*?,seed?) no_sample() "
            .. "invite(perspective,number?,supporter?,organisation?,interpreter?) "
            .. "room(participant*,invited?,coming?,attended?,table?) seat(part,how,size?) "
            .. "deal(part,section?) key_date(name,date?) "
            .. "one_off(yes) one_day(start?) agenda(time,what?,part?) "
            .. "workshop(date,venue?,agenda?)",
        "question_asked scope_chosen people_invited young_people_and_families date_set" },
    { "collect",
        "say(section,text,speaker,how?,review?,interpreted_by?,occasion?) "
            .. "review(person,date?,school?,year_group?,need?,attended?,present*?) "
            .. "no_view(review,section,why) hold_back(statement,reason) release(statement?,story?) "
            .. "keep_back(statement?,story?) note_concern(statement?,story?,told,date?,note?) "
            .. "looked_over(statements*) split(statement,into*) join(statements*) "
            .. "same(statement,as?) not_same(statement) "
            .. "pick_top(review,section,statements*) pick(statement) leave_out(statement) "
            .. "permit(person?,what,given,decided_by,date?,statement?) "
            .. "withdraw(person?,what,decided_by,date?,statement?) reword(statement,text) "
            .. "number_cards()",
        "reviews_held something_said top_picked sections_looked_over same_decided "
            .. "no_names_on_cards no_names_in_trays" },
    { "theme",
        "new(section,name?,statements*?,label?) agree(theme,name?) name(theme,name) "
            .. "label(theme,label) merge(theme,into) split(theme,statements*,name?) "
            .. "move(statements*,to) alone(statements*) unsure(statements*) remove(theme) "
            .. "draft(section?,grain?,count?) join(section?) lineage() from_last_year(section?)",
        "some_themes all_placed alone_read added_read unsure_read all_agreed wording" },
    { "understand",
        "cause(theme,text,bone?) why(cause,text) root(cause) unroot(cause) "
            .. "reword(cause,text) check_cause(cause,changes_theme?,controlled_by?,evidence?) "
            .. "move_cause(cause,under?) open_voting(way?,dots?,most_on_one?,name?) "
            .. "reword_round(ballot,name) "
            .. "vote(cause,perspective,dots,people?,table?,slip?) "
            .. "rank(perspective,first,second?,third?,people?,table?,slip?) "
            .. "place(cause,perspective,impact,effort,people?,table?,slip?) close_voting(ballot?)",
        "every_theme_has_a_cause a_root_cause root_causes_checked votes_in voting_closed "
            .. "young_people_voted" },
    { "identify_success",
        "success(cause,perspective,text) reword(success,text) same(success,with) differ(success)",
        "every_root_cause_answered young_people_have_said" },
    { "plan",
        "idea(success,text,already?,perspective?) reword_idea(idea,text) "
            .. "action(success,what,who,by,kind,informs*?,idea?,organisation?,practice_of*?) "
            .. "reword_action(action,what?,who?,organisation?,by?,kind?) "
            .. "informs(action,informs*?,practice_of*?) "
            .. "commit(what,perspective,role?,organisation?,by?,action?) "
            .. "reword_commitment(commitment,what?,role?,organisation?,by?) areas(theme,areas*) "
            .. "offer(title,areas*,what?,web?,run_by?,ages?) drop_offer(entry) "
            .. "practice(title,areas*,what?,web?,run_by?,ages?) drop_practice(entry)",
        "every_success_has_an_action everyone_knows_who everyone_knows_when "
            .. "everyone_knows_which_organisation everyone_knows_whose_practice "
            .. "promises_can_be_followed" },
    { "implement",
        "indicator(action,wording,type,direction,target,target_date,baseline?,"
            .. "baseline_numerator?,baseline_denominator?,baseline_date?,"
            .. "unit?,numerator?,denominator?,source?,every_months?,counts?) "
            .. "reword_indicator(indicator,wording?,unit?,source?,counts?,"
            .. "numerator?,denominator?) "
            .. "aim(indicator,baseline?,baseline_numerator?,baseline_denominator?,"
            .. "baseline_date?,direction?,target?,target_date?) "
            .. "rhythm(indicator,every_months) "
            .. "measure(indicator,date,value?,note?,numerator?,denominator?) "
            .. "correct(measurement,value?,note?,numerator?,denominator?) "
            .. "stop(indicator) go_on(indicator) "
            .. "share(channel,what,date,audience?,told*?,told_by?) "
            .. "reword_share(share,what?,audience?,told_by?,channel?,date?,told*?)",
        "every_action_is_measured measured_in_time numbers_can_be_read people_were_told "
            .. "those_who_spoke_up_were_told" },
    { "review",
        "progress(action,state,note?) how_far(success,perspective,how_far,why?) "
            .. "reword_progress(progress,why) could_not(theme,could_not)"
            .. " promise(commitment,state,note?) "
            .. "story(text,perspective,theme?,action?,person?,unexpected?,may_publish?) "
            .. "story_consent(story,may_publish) reword_story(story,text,may_publish) "
            .. "agree_link(themes*) link_theme(theme,previous,also*?) unlink_theme(theme)",
        "every_action_has_news every_success_looked_at every_promise_has_news "
            .. "every_indicator_measured a_story_told" },
}

local function commands_of(step)
    local list = {}
    for _, command in ipairs(step.commands) do
        local args = {}
        for _, argument in ipairs(command.args) do
            args[#args + 1] = argument.name .. (argument.many and "*" or "")
                .. (argument.optional and "?" or "")
        end
        list[#list + 1] = command.name .. "(" .. table.concat(args, ",") .. ")"
    end
    return table.concat(list, " ")
end

local function names_of(list)
    local names = {}
    for index, item in ipairs(list) do
        names[index] = item.name
    end
    return table.concat(names, " ")
end

-- Only what JSON can hold: no functions, no mixed keys, no fractions, no deep nests.
local function plain(value, depth)
    if type(value) == "table" then
        local count = 0
        for key, item in pairs(value) do
            count = count + 1
            if type(key) ~= "string" and math.type(key) ~= "integer" or not plain(item, depth + 1)
                or (type(key) == "string" and #value > 0) then
                return false
            end
        end
        return depth < 16
    end
    return type(value) == "string" or type(value) == "boolean" or math.type(value) == "integer"
end

local function find(list, name)
    for _, item in ipairs(list) do
        if item.name == name then
            return item
        end
    end
    return {}
end

local function check_words(test, step)
    test.check(#step.title > 0 and #step.purpose > 20, step.name .. " has words for people")
    test.check(step.purpose:find("%.$"), step.name .. ": the purpose is a sentence")
    for _, gate in ipairs(step.ready) do
        local called = step.name .. "." .. gate.name
        test.check(gate.why:find("^%u.*%.$"), called .. ": why is a sentence: " .. gate.why)
        test.check(not gate.why:gsub("{count}", ""):find("{", 1, true),
            called .. ": numbers are filled in")
    end
    for _, command in ipairs(step.commands) do
        test.check(#command.title > 0 and #command.who > 0, step.name .. "." .. command.name)
        for _, argument in ipairs(command.args) do
            test.check(argument.title:find("^%u"), command.name .. "." .. argument.name)
        end
    end
end

local function check_gates(test, steps)
    local third = find(steps[1].ready, "young_people_and_families")
    test.equal(third.gate, "share", "the one-third meter is a share")
    test.equal(third.at_least, "0.33333333333333", "a third, as text")
    test.check(third.why:find("at least a third of the room", 1, true), "a third, in words")
    test.equal(third.of.supporter, false, "supporters are left out")
    local placed = find(steps[3].ready, "all_placed")
    test.equal(placed.gate .. table.concat(placed.has, "+"), "everytheme+tray", "placed")
    test.equal(placed.at_least, "1", "every one")
    local agreed = find(steps[3].ready, "all_agreed")
    test.check(agreed.gate == "share" and agreed.where.agreed == true and agreed.at_least == "1"
        and next(agreed.of) == nil, "agreed is a share, so that agreed=false does not count")
    local wording = find(steps[3].ready, "wording")
    test.check(wording.gate == "hook" and wording.reads == true, "a hook says that it reads")
    local caused = find(steps[4].ready, "every_theme_has_a_cause")
    test.equal(caused.with .. "." .. caused.by, "cause.theme", "each: named by")
    local flagged = find(steps[2].ready, "no_names_on_cards")
    test.check(flagged.at_most == 0 and flagged.where.tray == false, "count, at most none")
    test.equal(find(steps[1].ready, "question_asked").has[1], "question", "the cycle's field")
end

return function(test)
    local new = box.new(test.root)
    local workflow = new.require "workflow"
    local wtfc = new.require "workflows.working_together_for_change"
    local description = workflow.describe(wtfc)

    test.equal(description.interface, 1, "interface")
    test.equal(description.name, "working_together_for_change", "name")
    test.check(next(description.kinds) == nil and next(description.fields) == nil, "adds no kinds")
    test.equal(#description.steps, #expected, "steps")
    for index, row in ipairs(expected) do
        local step = description.steps[index] or { commands = {}, ready = {} }
        test.equal(step.name, row[1], "step " .. index)
        test.equal(commands_of(step), row[2], row[1] .. " commands")
        test.equal(names_of(step.ready), row[3], row[1] .. " gates")
        check_words(test, step)
    end
    check_gates(test, description.steps)
    test.check(plain(description, 0), "the description is plain data")
    test.check(plain(workflow.describe(new.require "workflows.thornmere"), 0), "so is Thornmere's")
    test.equal(description.steps[3].draft.into, "theme", "draft")
    test.equal(find(description.steps[3].commands, "draft").native, "theme.draft", "native")
    test.equal(find(description.steps[3].commands, "move").reads, false, "reads by arguments")
    test.equal(find(description.steps[3].commands, "merge").reads, true, "reads by itself")
    test.equal(find(description.steps[1].commands, "ask").who[1], "facilitator", "who, its own")
    test.equal(#find(description.steps[1].commands, "scope").who, 2, "who, from the step")

    description.steps[1].title = "changed"
    test.equal(workflow.describe(wtfc).steps[1].title, "Get ready", "a description is a copy")
    test.raises(function() workflow.describe({}) end, "return workflow { … }")

    local parts = {}
    for _, step in ipairs(description.steps) do
        for _, part in ipairs(step.report) do
            parts[#parts + 1] = part.part .. (part.section and ":" .. part.section or "")
                .. (part.kind and ":" .. part.kind or "")
        end
    end
    test.equal(table.concat(parts, " "), "question room coverage themes:working "
        .. "themes:not_working themes:aspiration causes votes success table:idea "
        .. "table:idea table:action table:commitment indicators table:share "
        .. "since_last progress table:story table:story thread", "report")
end
