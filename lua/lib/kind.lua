-- SPDX-License-Identifier: MIT
--- The built-in kinds of record and their fields, as far as a script must know them
--- to be told of a slip: names, choices, what each field refers to, and which fields
--- may be asked for in `where`. `schemas/records/*.schema.json` decides; a test
--- compares the two.

local kind = {}

local perspectives = {
    "young_person", "family", "school", "post_16_provider", "health", "social_care",
    "commissioner", "housing", "employer", "voluntary_sector", "other",
}
local sections = { "working", "not_working", "aspiration" }

local text = { type = "string" }
local words = { type = "string", words = true }
local decimal = { type = "string", format = "decimal" }
local plain_date = { type = "string", format = "date" }
local whole = { type = "integer" }
local list = { type = "array" }
local object = { type = "object" }

-- What follows is indexed: it may stand in a `where`.
local name = { type = "string", indexed = true }
local date = { type = "string", format = "date", indexed = true }
local year = { type = "integer", indexed = true }
local yes_no = { type = "boolean", indexed = true }
local flags = { type = "array", indexed = true }
local numbers = { type = "array", indexed = true }
local perspective = { type = "string", indexed = true, values = perspectives }
local section = { type = "string", indexed = true, values = sections }

local function ref(to)
    return { type = "string", indexed = true, ref = to }
end

local function choice(values)
    return { type = "string", indexed = true, values = values }
end

local function many(values)
    return { type = "array", indexed = true, values = values }
end

local areas = many { "employment", "independent_living", "community", "health" }
-- What is imported to stand beside the plan.
local listed = {
    title = name, what = text, areas = areas, web = text, run_by = text, ages = text,
    source = text,
}

--- Kind → field → what is known of it: `type`, `format`, `values` (the only ones
--- allowed), `ref` (the kind it names), `indexed`, `words` (what people said).
--- `identity` is left out: no script can read it.
kind.built_in = {
    person = {},
    member = { name = name, roles = list },
    cycle = {
        name = name, question = text, workflow = text, bundle = text, scope = object,
        scope_names = object, localities = object, sample = object, previous = ref "cycle",
        state = choice { "open", "closed" }, one_off = { type = "boolean" },
        quick = { type = "boolean" }, key_dates = object, workshop_date = plain_date,
        venue = text, agenda = text, programme = list,
    },
    participant = {
        perspective = perspective, supporter = yes_no, interpreter = yes_no,
        invited = yes_no, coming = yes_no, attended = yes_no, table = name, note = text,
        organisation = text, source = name,
    },
    seat = {
        participant = ref "participant", perspective = perspective, part = name, table = name,
        how = { type = "string", values = { "small_groups", "mixed", "by_perspective" } },
    },
    review = {
        person = ref "person", date = plain_date, due = plain_date, school = name,
        year_group = year, need = name, gender = text, in_area = yes_no,
        attended = yes_no, state = choice { "due", "held" }, no_view = object,
        no_view_why = object, recorded = { type = "boolean" }, present = list, source = text,
    },
    statement = {
        person = ref "person", review = ref "review", section = section, text = words,
        rank = whole, source = name,
        speaker = { type = "string", values = perspectives },
        how = {
            type = "string",
            values = { "words", "signs", "aac", "symbols", "observation" },
        },
        interpreted_by = {
            type = "string",
            values = {
                "family", "friend", "school", "interpreter", "therapist", "advocate", "other",
            },
        },
        occasion = text, said_in = choice { "review", "plan", "room" }, theme = ref "theme",
        tray = choice { "alone", "unsure", "to_pick", "spare", "held_back", "withdrawn",
            "not_drawn" },
        sample = choice { "drawn", "left_out", "picked" },
        flags = flags, drafted = yes_no, added = yes_no, original = words, whole = words,
        split = yes_no, twin = ref "statement", same = choice { "maybe", "yes", "no" }, also = list,
        card = { type = "integer", indexed = true }, kept_back = yes_no,
        may_quote = yes_no, quote_decided_by = { type = "string", values = perspectives },
        quote_decided = plain_date,
    },
    concern = {
        statement = ref "statement", story = ref "story", person = ref "person", told = text,
        date = plain_date, note = text,
    },
    permission = {
        person = ref "person",
        what = choice { "workshop", "quote", "story", "picture", "contact" },
        given = yes_no, decided_by = { type = "string", values = perspectives },
        date = plain_date, withdrawn = plain_date,
    },
    attachment = {
        about = name, person = ref "person", name = text, description = words,
        type = choice { "png", "jpeg", "mp3", "wav", "m4a", "mp4", "webm", "pdf" },
        size = whole, stored = name,
    },
    theme = {
        section = section, name = name, label = text, keywords = list, agreed = yes_no,
        tight = { type = "string", values = { "very_much_alike", "alike", "loosely_alike" } },
        drafted = yes_no, model = text, previous = ref "theme", table = name, note = text,
        cards_then = { type = "integer" }, people_then = { type = "integer" },
        sorted_by = list, areas = areas, could_not = text,
        also_previous = { type = "array", indexed = true, ref = "theme" },
        new_this_time = yes_no, maybe_previous = list, maybe_likeness = list,
        maybe_sure = list,
        maybe_by = { type = "string", values = { "meaning", "words" } },
    },
    pile = {
        table = name, section = section, pile = text, name = text, alone = yes_no,
        cards = numbers, source = text,
        source_sections = list,
    },
    cause = {
        theme = ref "theme", parent = ref "cause", text = name, root = yes_no,
        bone = choice {
            "people", "information", "money", "rules", "places_and_transport", "attitudes",
        },
        changes_theme = choice { "yes", "partly", "no" }, controlled_by = text,
        evidence = text,
    },
    ballot = {
        name = name, way = choice { "dots", "ranking", "two_by_two" }, dots = whole,
        most_on_one = whole, state = choice { "open", "closed" },
    },
    vote = {
        cause = ref "cause", perspective = perspective, dots = whole, people = whole, slip = whole,
        ballot = ref "ballot", table = text,
    },
    ranking = {
        ballot = ref "ballot", perspective = perspective, first = ref "cause",
        second = ref "cause", third = ref "cause", people = whole, table = text, slip = whole,
    },
    placing = {
        ballot = ref "ballot", cause = ref "cause", perspective = perspective,
        impact = choice { "low", "high" }, effort = choice { "low", "high" },
        people = whole, table = text, slip = whole,
    },
    success = {
        cause = ref "cause", perspective = perspective, text = name, same_as = ref "success",
    },
    idea = {
        success = ref "success", text = name, already = yes_no, perspective = perspective,
    },
    action = {
        success = ref "success", idea = ref "idea", what = name, who = name,
        organisation = name, by = date,
        kind = choice { "do_more", "change", "help_towards" },
        informs = many {
            "development_plan", "professional_practice", "local_offer", "commissioning",
            "study_programmes",
        },
        practice_of = many {
            "school", "post_16_provider", "health", "social_care", "commissioner", "housing",
            "employer", "voluntary_sector", "other",
        },
        state = choice { "open", "done", "dropped" }, note = text,
        carried_from = ref "action",
    },
    commitment = {
        what = name, perspective = perspective, role = text, organisation = name, by = date,
        action = ref "action", state = choice { "open", "done", "dropped" }, note = text,
        carried_from = ref "commitment",
    },
    local_offer = listed, good_practice = listed,
    indicator = {
        action = ref "action", wording = name,
        type = choice { "how_much", "how_well", "better_off" }, unit = text,
        direction = { type = "string", values = { "up", "down" } },
        baseline = decimal, baseline_date = plain_date, target = decimal,
        target_date = date, live = yes_no, carried_from = ref "indicator",
        numerator = text, denominator = text, source = text, every_months = whole, due = date,
        baseline_numerator = decimal, baseline_denominator = decimal,
        counts = { type = "string", values = { "people", "things" } },
    },
    measurement = {
        indicator = ref "indicator", date = date, value = decimal, note = text,
        numerator = decimal, denominator = decimal,
    },
    share = {
        channel = choice {
            "school_newsletter", "parent_partnership_newsletter", "authority_report",
            "website", "meeting", "letter", "email", "social_media", "assembly", "local_offer",
        },
        told = many(perspectives), told_by = text, audience = text, what = name, date = date,
    },
    progress = {
        success = ref "success", perspective = perspective,
        how_far = choice { "much_less", "less", "as_hoped", "more", "much_more" }, why = name,
    },
    story = {
        person = ref "person",
        theme = ref "theme", action = ref "action", perspective = perspective,
        text = words, original = words, unexpected = yes_no, may_publish = yes_no,
        tray = choice { "held_back" }, kept_back = yes_no,
    },
}

return kind
