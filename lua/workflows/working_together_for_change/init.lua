-- SPDX-License-Identifier: MIT
--- Working Together for Change: from what young people say in their reviews to what
--- changes for them, in eight steps, every year. A file a step; an authority changes
--- any of it with `extend` (see lua/lib/workflow.lua).

local workflow = require "workflow"

local prepare = require "workflows.working_together_for_change.prepare"
local collect = require "workflows.working_together_for_change.collect"
local theme = require "workflows.working_together_for_change.theme"
local understand = require "workflows.working_together_for_change.understand"
local identify_success = require "workflows.working_together_for_change.identify_success"
local plan = require "workflows.working_together_for_change.plan"
local implement = require "workflows.working_together_for_change.implement"
local review = require "workflows.working_together_for_change.review"

return workflow {
    name = "working_together_for_change",
    title = "Working Together for Change",
    steps = {
        prepare, collect, theme, understand, identify_success, plan, implement, review,
    },
}
