-- SPDX-License-Identifier: MIT
--- Thornmere's way of Working Together for Change.
--
-- We ask the youth panel to read every theme before anyone votes on it, and we want
-- more than the usual third of young people and families in the room.

local wtfc = require "workflows.working_together_for_change"
local groups = require "workflows.working_together_for_change.groups"
local step = require "step"
local gate = require "gate"

local sense_check = step {
    name    = "sense_check",
    title   = "Youth panel sense check",
    purpose = "Young people say whether each theme means what was said.",
    fields  = { theme = { panel_view = { enum = { "yes", "nearly", "no" } } } },
    ready   = {
        panel_has_read = gate.every "theme" :has "panel_view"
            :because "The youth panel has not read every theme yet.",
        nothing_misread = gate.count "theme" :where { panel_view = "no" } :at_most(0)
            :because "The panel says some themes do not mean what was said. Read the cards again.",
    },
}

-- Nearly half of their reviews are not held, and a year later we do not know where most of
-- them are.
local lost_after_school = {
    title = "those we lose after school",
    where = { need = "SEMH", year_group = { 11, 12, 13, 14, 15 } },
}

return wtfc:extend {
    title   = "Working Together for Change in Thornmere",
    prepare = {
        ready    = { young_people_and_families = { at_least = 0.40 } },
        commands = { scope = { run = groups.named { lost_after_school = lost_after_school } } },
    },
    steps   = { insert = { sense_check, after = "theme" } },
}
