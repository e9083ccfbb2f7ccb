-- SPDX-License-Identifier: MIT
--- From causes to stories: every command, and the thread that holds them together.

local box = require "box"
local world = require "world"

local function only(here, kind, where)
    local found = here:find(kind, where)
    assert(#found == 1, #found .. " of " .. kind)
    return found[1]
end

local function understand(test, here, theme)
    test.equal(here:run("understand.cause", { theme = theme, text = "No buses after five",
        bone = "places_and_transport" }), nil, "cause")
    local cause = only(here, "cause")
    test.check(here:run("understand.cause", { theme = theme, text = " no buses  after FIVE" })
        :find('"No buses after five" is written down already'), "the same words again")
    test.equal(cause.theme .. cause.bone, theme .. "places_and_transport", "of its theme")
    here:run("understand.why", { cause = cause.id, text = "Routes follow the school day" })
    test.check(here:run("understand.why", { cause = cause.id,
        text = "routes follow the school day" }):find("written down already"), "the same why")
    local why = only(here, "cause", { parent = cause.id })
    test.equal(why.theme .. why.bone, theme .. "places_and_transport", "the same theme and kind")
    test.equal(here:run("understand.root", { cause = why.id }), nil, "root")
    test.equal(here:get(why.id).root, true, "marked")
    test.equal(here:run("understand.unroot", { cause = why.id }), nil, "unroot")
    test.check(not here:get(why.id).root, "not marked")
    test.check(here:run("understand.unroot", { cause = why.id }):find("not marked"), "twice")
    here:run("understand.root", { cause = why.id })
    here:run("understand.reword", { cause = why.id, text = "Routes follow school days" })
    test.equal(here:get(why.id).text, "Routes follow school days", "reworded")
    for _, dots in ipairs({ 1, 10 }) do
        test.equal(here:run("understand.vote", { cause = why.id, perspective = "young_person",
            dots = dots, table = "Red" }), nil, dots .. " dots")
    end
    test.equal(here:count("vote", { cause = why.id }), 2, "votes")
    test.check(here:run("understand.vote", { cause = why.id, perspective = "family", dots = 11 })
        :find("between 1 and 10"), "too many dots")
    return why.id
end

local function succeed_and_plan(test, here, cause)
    test.equal(here:run("identify_success.success", { cause = cause, perspective = "young_person",
        text = "I can go out in the evening" }), nil, "success")
    local success = only(here, "success")
    test.equal(success.cause, cause, "answers its cause")
    here:run("identify_success.reword", { success = success.id, text = "I go out when I like" })
    test.equal(here:get(success.id).text, "I go out when I like", "reword")

    here:run("plan.idea", { success = success.id, text = "A late bus", already = false })
    local idea = only(here, "idea")
    local other = here:add("success", { cause = cause, perspective = "family", text = "Safe" })
    local action = { success = success.id, what = "Run a late bus on Fridays", who = "Transport",
        by = "2026-09-01", kind = "change", informs = { "commissioning", "local_offer" },
        idea = idea.id }
    test.equal(here:run("plan.action", action), nil, "action")
    local made = only(here, "action")
    test.check(made.state == "open" and made.idea == idea.id and #made.informs == 2
        and made.success == success.id and made.by == "2026-09-01", "an open action")
    action.success = other
    test.check(here:run("plan.action", action):find("another success"), "another one's idea")
    action.idea = nil
    test.equal(here:run("plan.action", action), nil, "without an idea")
    action.what, action.by = "run a late  bus on fridays", "2026-10-01"
    test.check(here:run("plan.action", action):find("written down already: action", 1, true),
        "typed twice")
    here:run("review.progress", { action = here:find("action")[2].id, state = "dropped",
        note = "No driver" })
    test.equal(here:run("plan.action", action), nil, "agreed again")
    here:run("review.progress", { action = here:find("action")[3].id, state = "dropped",
        note = "No driver" })
    here:run("review.progress", { action = here:find("action")[2].id, state = "open" })
    action.who = "Youth service"
    test.equal(here:run("plan.action", action), nil, "somebody else does it, too")
    here:run("review.progress", { action = here:find("action")[4].id, state = "dropped",
        note = "No driver" })
    local first = here:find("idea")[1].id
    here:run("plan.reword_idea", { idea = first, text = "A minibus" })
    test.equal(here:get(first).text, "A minibus", "an idea reworded")
    here:run("plan.reword_action", { action = here:find("action")[2].id, who = "Transport" })
    test.equal(here:find("action")[2].who, "Transport", "an action reworded")
    return made.id
end

local function implement(test, here, action)
    local indicator = { action = action, wording = "People out on a Friday", type = "better_off",
        direction = "up", target = "30", target_date = "2027-03-01", baseline = "12",
        baseline_date = "2026-02-01", unit = "people" }
    test.equal(here:run("implement.indicator", indicator), nil, "indicator")
    local made = only(here, "indicator")
    test.check(made.live == true and made.target == "30" and made.action == action, "live")
    indicator.baseline_date = "2026-03-03"
    test.check(here:run("implement.indicator", indicator):find("has not come yet", 1, true),
        "a start that is still to come")
    indicator.baseline_date = "2026-02-01"
    indicator.target = "9"
    test.check(here:run("implement.indicator", indicator):find("below the start"), "wrong way up")
    indicator.direction = "down"
    test.check(here:run("implement.indicator", indicator):find("written down already: " .. made.id,
        1, true), "the same wording for the same action")
    indicator.wording = "People who stay in"
    test.equal(here:run("implement.indicator", indicator), nil, "down is better")
    indicator.target = "13"
    test.check(here:run("implement.indicator", indicator):find("above the start"),
        "wrong way down")
    indicator.baseline, indicator.baseline_date = nil, nil
    here:run("implement.stop", { indicator = { here:find("indicator")[2].id } })
    test.equal(here:run("implement.indicator", indicator), nil, "without a start")

    here:run("implement.measure", { indicator = made.id, date = "2026-01-01", value = "18",
        note = "Half term" })
    local first = only(here, "measurement")
    test.equal(first.value, "18", "measure")
    test.check(here.remarks[1]:find("2026-01-01 is before the start (2026-02-01)", 1, true),
        "measured before the start")
    local refusal = here:run("implement.measure", { indicator = made.id, date = "2026-01-01",
        value = "19" })
    test.check(refusal:find("on that day already: 18", 1, true)
        and refusal:find("implement.correct measurement=" .. first.id, 1, true),
        "measured once a day")
    test.equal(here:run("implement.measure", { indicator = made.id, date = "2026-03-02",
        value = "19" }), nil, "another day, and today is one")
    test.equal(#here.remarks, 0, "nothing to remark on")
    test.check(here:run("implement.measure", { indicator = made.id, date = "2031-05-27",
        value = "19" }):find("2031-05-27 has not come yet (today is 2026-03-02)", 1, true),
        "a day that is still to come")
    here:run("implement.correct", { measurement = first.id, value = "17" })
    test.equal(here:get(first.id).value .. here:get(first.id).note, "17Half term", "corrected")
    here:run("implement.reword_indicator", { indicator = made.id, wording = "Out on a Friday" })
    test.equal(here:get(made.id).wording .. here:get(made.id).unit, "Out on a Fridaypeople",
        "an indicator reworded")
    test.equal(here:run("implement.stop", { indicator = made.id }), nil, "stop")
    test.equal(here:get(made.id).live, false, "measured no more")
    test.equal(here:run("implement.go_on", { indicator = made.id }), nil, "measured again")
    test.check(here:run("implement.share", { channel = "letter", what = "A bus",
        date = "2026-03-03" }):find("has not come yet", 1, true), "told on a day to come")
    here:run("implement.share", { channel = "school_newsletter", what = "A late bus is coming",
        date = "2026-02-01", audience = "Everyone" })
    test.equal(only(here, "share").audience, "Everyone", "share")
    here:run("implement.reword_share", { share = only(here, "share").id, what = "A bus" })
    test.equal(only(here, "share").what .. only(here, "share").audience, "A busEveryone",
        "a share reworded")
end

-- What this year's themes go on from.
local function lineage(test, here, theme)
    local function another(fields)
        fields.section = "not_working"
        return here:add("theme", fields)
    end
    local last = another({ name = "I cannot get home" })
    test.equal(here:run("review.link_theme", { theme = theme, previous = last }), nil, "link")
    test.equal(here:get(theme).previous, last, "last year's")
    test.check(here:run("review.link_theme", { theme = theme, previous = theme }), "itself")
    local liked = here:add("theme", { section = "working", name = "I like the bus" })
    for _, args in ipairs({ { previous = liked }, { previous = last, also = { liked } } }) do
        args.theme = theme
        local why = here:run("review.link_theme", args) or ""
        test.check(why:find('"I cannot get home" is about what is not working, and "I like the '
            .. 'bus" about what is working', 1, true) and why:find("(review.unlink_theme)", 1,
            true), "the opposite: " .. why)
    end
    test.equal(here:get(theme).previous, last, "stays as it was")
    test.equal(here:run("review.unlink_theme", { theme = theme }), nil, "unlink")
    test.equal(here:get(theme).previous, nil, "new this year")
    test.equal(here:get(theme).new_this_time, true, "and people said so")
    test.equal(here:run("review.unlink_theme", { theme = theme }), nil, "said again")
    local other = another({ name = "I wait in the rain" })
    test.check(here:run("review.link_theme", { theme = theme, previous = last,
        also = { other, theme } }):find("the same theme", 1, true), "itself among others")
    here:run("review.link_theme", { theme = theme, previous = last,
        also = { other, last, other } })
    test.equal(#here:get(theme).also_previous, 1, "two of last year's in one")
    test.equal(here:get(theme).new_this_time, nil, "not new after all")
    here:run("review.link_theme", { theme = theme, previous = other })
    test.equal(here:get(theme).also_previous, nil, "of one only")
    test.check(here:run("review.agree_link", { themes = { theme } }):find("said already", 1,
        true), "agreed already")
    local fresh = another({ label = "rain" })
    test.check(here:run("review.agree_link", { themes = { fresh } }):find(
        'Nothing is suggested for "rain"', 1, true), "nothing to agree")
    fresh = another({ maybe_previous = { last, other } })
    test.equal(here:run("review.agree_link", { themes = { fresh } }), nil, "agreed")
    test.equal(here:get(fresh).previous, last, "as suggested")
    test.equal(here:get(fresh).also_previous[1], other, "with the second")
    local third = another({ name = "I am soaked" })
    local wet = another({ name = "I get wet", previous = third, also_previous = { last } })
    test.equal(here:run("theme.merge", { theme = wet, into = fresh }), nil, "put together")
    test.equal(here:get(fresh).previous, last, "goes on as before")
    test.equal(table.concat(here:get(fresh).also_previous, " "), other .. " " .. third,
        "and from what the other went on from")
    local new = another({ name = "I run", new_this_time = true })
    test.equal(here:run("theme.merge", { theme = fresh, into = new }), nil, "into a new one")
    test.equal(here:get(new).previous, last, "which goes on from it")
    test.equal(#here:get(new).also_previous, 2, "and from the others")
    test.equal(here:get(new).new_this_time, nil, "and is not new")
end

local function review(test, here, action, theme)
    test.check(here:ask("review", "every_action_has_news"):find("Run a late bus", 1, true),
        "no news of an open action")
    test.equal(here:run("review.progress", { action = action, state = "done" }), nil,
        "done needs nothing else")
    local measured = here:find("indicator", { action = action })[1].id
    here:run("review.progress", { action = action, state = "dropped", note = "No driver" })
    test.equal(here:get(measured).live, false, "what was dropped is measured no more")
    here:run("review.progress", { action = action, state = "done" })
    test.equal(here:get(measured).live, true, "taken up again, it is")
    local open = only(here, "action", { state = "open" })
    here:run("review.progress", { action = open.id, state = "open", note = "Waiting for a van" })
    test.equal(here:get(open.id).note, "Waiting for a van", "how it is going")
    test.equal(here:ask("review", "every_action_has_news"), true, "news of every action")

    test.equal(here:run("review.story", { text = "I went to the cinema.", action = action,
        perspective = "young_person", unexpected = true, may_publish = true, theme = theme }),
        nil, "story")
    test.check(here:run("review.story", { text = "I went to the  cinema.",
        perspective = "young_person" }):find("written down already: story", 1, true), "once")
    test.check(only(here, "story").may_publish, "may be published")
    here:run("review.story_consent", { story = only(here, "story").id, may_publish = false })
    test.check(not only(here, "story").may_publish, "may not be published after all")
    here:run("review.reword_story", { story = only(here, "story").id, text = "I went out.",
        may_publish = true })
    test.check(only(here, "story").text == "I went out." and only(here, "story").may_publish,
        "new words, and consent to them")
    lineage(test, here, theme)
end

return function(test)
    local new = box.new(test.root)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    local theme = here:add("theme", { section = "not_working", name = "I cannot get home" })
    local cause = understand(test, here, theme)
    local action = succeed_and_plan(test, here, cause)
    implement(test, here, action)
    review(test, here, action, theme)
    test.equal(here:never_run { "understand" }, "understand.check_cause understand.move_cause "
        .. "understand.open_voting understand.reword_round understand.rank understand.place "
        .. "understand.close_voting",
        "the others are in test_voting")
    test.equal(here:never_run { "identify_success", "plan", "implement", "review" },
        "identify_success.same identify_success.differ plan.informs plan.commit "
            .. "plan.reword_commitment plan.areas plan.offer plan.drop_offer plan.practice "
            .. "plan.drop_practice implement.aim implement.rhythm review.how_far "
            .. "review.reword_progress review.could_not review.promise",
        "the others are in test_planning")
end
