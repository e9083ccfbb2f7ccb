-- SPDX-License-Identifier: MIT
--- Who sits where: small groups by chance, mixed tables, or a table for each viewpoint.
--- The same command deals the same seats, on every machine.

local seating = {}

-- Fewer than these of one viewpoint sit with the others, so that nobody sits alone.
local least_of_a_kind = 3

-- Who is here for somebody else.
local function supports(person)
    return person.supporter or person.interpreter or false
end

-- "post_16_provider" → "Post 16 provider"
local function title(perspective)
    local words = string.gsub(perspective, "_", " ")
    return string.upper(string.sub(words, 1, 1)) .. string.sub(words, 2)
end

local function shuffled(people)
    local list = table.move(people, 1, #people, 1, {})
    for last = #list, 2, -1 do
        local other = math.random(last)
        list[last], list[other] = list[other], list[last]
    end
    return list
end

-- "Morning" and "after noon" are morning and afternoon.
local function folded(part)
    return (string.gsub(string.lower(part), "%s+", ""))
end

--- A part of the day as the agenda calls it, or else as people were seated for it; the
--- words themselves where neither has it.
---@param now table the cycle; day: all seats
---@param part string
---@return string
function seating.part(now, part)
    local wanted = folded(part)
    for _, list in ipairs({ now.cycle.programme or {}, now.day or {} }) do
        for _, one in ipairs(list) do
            if one.part and folded(one.part) == wanted then
                return one.part
            end
        end
    end
    return part
end

--- The seats of a part of the day.
---@param now table day: all seats
---@param part string
---@return table[] seats
function seating.of_part(now, part)
    local wanted, list = folded(part), {}
    for _, seat in ipairs(now.day or {}) do
        if folded(seat.part) == wanted then
            list[#list + 1] = seat
        end
    end
    return list
end

-- Who said no, was taken off the list, or did not come.
local function is_away(person)
    if person.attended ~= nil then
        return not person.attended
    end
    return person.coming == false or (person.invited == false and not person.coming)
end

--- Those of some seats whose people are still expected.
---@param seats table[]
---@param people table[] participants
---@return table[] seats
function seating.taken(seats, people)
    local expected, list = {}, {}
    for _, person in ipairs(people) do
        expected[person.id] = not is_away(person)
    end
    for _, seat in ipairs(seats) do
        if expected[seat.participant] then
            list[#list + 1] = seat
        end
    end
    return list
end

--- Those to be seated: who came; before the day, who is coming; before that, who is
--- invited and has not said no.
---@param people table[] participants
---@return table[] people
function seating.present(people)
    for _, field in ipairs({ "attended", "coming", "invited" }) do
        local list = {}
        for _, person in ipairs(people) do
            if person[field] and not is_away(person) then
                list[#list + 1] = person
            end
        end
        if #list > 0 then
            return list
        end
    end
    return {}
end

-- People in the order of their viewpoints, the larger ones first, by chance within one;
-- supporters apart.
local function by_viewpoint(people)
    local groups, names, supporters = {}, {}, {}
    for _, person in ipairs(shuffled(people)) do
        if supports(person) then
            supporters[#supporters + 1] = person
        else
            if not groups[person.perspective] then
                groups[person.perspective] = {}
                names[#names + 1] = person.perspective
            end
            table.insert(groups[person.perspective], person)
        end
    end
    table.sort(names, function(a, b)
        if #groups[a] ~= #groups[b] then
            return #groups[a] > #groups[b]
        end
        return a < b
    end)
    return groups, names, supporters
end

local function sit(seats, person, name)
    seats[#seats + 1] = { person = person, table = name }
    return seats
end

-- Whom a supporter is here for: families where they come as one, young people otherwise;
-- where none of these sit, whoever has the supporter's own viewpoint.
local function supported_by(person, groups)
    for _, viewpoint in ipairs({ person.perspective == "family" and "family" or "young_person",
        "young_person", "family" }) do
        if groups[viewpoint] then
            return viewpoint
        end
    end
    return person.perspective
end

-- How many of those supported sit at a table, less their supporters who sit there already;
-- and how many sit there at all.
local function wanted_at(seats, name, supported, groups)
    local wanted, all = 0, 0
    for _, seat in ipairs(seats) do
        if seat.table == name then
            all = all + 1
            if supports(seat.person) then
                wanted = wanted - (supported_by(seat.person, groups) == supported and 1 or 0)
            elseif seat.person.perspective == supported then
                wanted = wanted + 1
            end
        end
    end
    return wanted, all
end

-- The tables at which people with the viewpoint sit; all, where there are none.
local function tables_of(seats, names, supported)
    local list = {}
    for _, name in ipairs(names) do
        for _, seat in ipairs(seats) do
            if seat.table == name and not supports(seat.person)
                and seat.person.perspective == supported then
                list[#list + 1] = name
                break
            end
        end
    end
    return #list > 0 and list or names
end

-- A supporter sits where those supported have fewest to support them.
local function seat_supporters(seats, supporters, names, groups)
    for _, person in ipairs(supporters) do
        local supported, best, most, fewest = supported_by(person, groups), nil, nil, nil
        for _, name in ipairs(tables_of(seats, names, supported)) do
            local wanted, all = wanted_at(seats, name, supported, groups)
            if not best or wanted > most or (wanted == most and all < fewest) then
                best, most, fewest = name, wanted, all
            end
        end
        sit(seats, person, best)
    end
    return seats
end

local function numbered(word, count)
    local names = {}
    for number = 1, count do
        names[number] = string.format("%s %d", word, number)
    end
    return names
end

--- Tables with as many viewpoints at each as there can be.
---@param people table[] participants
---@param size integer how many at a table, about
---@return table[] seats { person, table }
function seating.mixed(people, size)
    local groups, viewpoints, supporters = by_viewpoint(people)
    local names = numbered("Table", math.max(1, (#people + size - 1) // size))
    local seats, next_table = {}, 0
    for _, viewpoint in ipairs(viewpoints) do
        for _, person in ipairs(groups[viewpoint]) do
            sit(seats, person, names[next_table % #names + 1])
            next_table = next_table + 1
        end
    end
    return seat_supporters(seats, supporters, names, groups)
end

-- Who can best leave a table: somebody of a viewpoint that nobody there supports, else of
-- one that others there have as well; nil if all are needed where they sit.
local function who_can_leave(seats, name, groups)
    local supported, same, second = {}, {}, nil
    for _, seat in ipairs(seats) do
        if seat.table == name and supports(seat.person) then
            supported[supported_by(seat.person, groups)] = true
        end
    end
    for _, seat in ipairs(seats) do
        local viewpoint = seat.person.perspective
        if seat.table == name and not supports(seat.person) then
            if not supported[viewpoint] then
                return seat
            end
            second = second or same[viewpoint] and seat
            same[viewpoint] = true
        end
    end
    return second
end

-- Where supporters made a group too large, others make room for them.
local function even_out(seats, names, size, groups)
    local count = {}
    for _, name in ipairs(names) do
        count[name] = 0
    end
    for _, seat in ipairs(seats) do
        count[seat.table] = count[seat.table] + 1
    end
    for _, name in ipairs(names) do
        local seat = count[name] > size and who_can_leave(seats, name, groups)
        while seat do
            for _, other in ipairs(names) do
                seat.table = count[other] < count[seat.table] and other or seat.table
            end
            count[name], count[seat.table] = count[name] - 1, count[seat.table] + 1
            seat = count[name] > size and who_can_leave(seats, name, groups)
        end
    end
    return seats
end

--- Groups by chance alone, but for supporters and interpreters, who sit with those whom
--- they are here for.
---@param people table[] participants
---@param size integer how many in a group, at most, as far as supporters let it be
---@return table[] seats { person, table }
function seating.small_groups(people, size)
    local groups, _, supporters = by_viewpoint(people)
    local names = numbered("Group", math.max(1, (#people + size - 1) // size))
    local seats = {}
    for _, person in ipairs(shuffled(people)) do
        if not supports(person) then
            sit(seats, person, names[#seats % #names + 1])
        end
    end
    return even_out(seat_supporters(seats, supporters, names, groups), names, size, groups)
end

-- "Family", or "Family 1" and "Family 2" where one table is too small.
local function tables_for(name, count, size)
    local many = (count + size - 1) // size
    return many > 1 and numbered(name, many) or { name }
end

--- A table for each viewpoint; viewpoints of a few sit together.
---@param people table[] participants
---@param size integer how many at a table, at most
---@return table[] seats { person, table }
function seating.by_perspective(people, size)
    local groups, viewpoints, supporters = by_viewpoint(people)
    local seats, all, few = {}, {}, {}
    local function seat(name, list)
        local names = tables_for(name, #list, size)
        table.move(names, 1, #names, #all + 1, all)
        for index, person in ipairs(list) do
            sit(seats, person, names[(index - 1) % #names + 1])
        end
    end
    for _, viewpoint in ipairs(viewpoints) do
        if #groups[viewpoint] < least_of_a_kind then
            table.move(groups[viewpoint], 1, #groups[viewpoint], #few + 1, few)
        else
            seat(title(viewpoint), groups[viewpoint])
        end
    end
    if #few > 0 then
        seat(#all > 0 and "Others" or "Everybody", few)
    end
    return seat_supporters(seats, supporters, #all > 0 and all or { "Everybody" }, groups)
end

--- Deals things out, one after the other: the first to the first table.
---@param things table[]
---@param names string[]
---@return table[] dealt { thing, table }
function seating.deal(things, names)
    local dealt = {}
    for index, thing in ipairs(things) do
        dealt[index] = { thing = thing, table = names[(index - 1) % #names + 1] }
    end
    return dealt
end

return seating
