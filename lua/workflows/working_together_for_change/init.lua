-- SPDX-License-Identifier: MIT
--- Working Together for Change: from what young people say in their reviews to what
--- changes for them, in eight steps, every year. A file a step; an authority changes
--- any of it with `extend` (see lua/lib/workflow.lua).

local workflow = require "workflow"

return workflow {
    name = "working_together_for_change",
    title = "Working Together for Change",
    steps = {
        "workflows.working_together_for_change.prepare",
        "workflows.working_together_for_change.collect",
        "workflows.working_together_for_change.theme",
        "workflows.working_together_for_change.understand",
        "workflows.working_together_for_change.identify_success",
        "workflows.working_together_for_change.plan",
        "workflows.working_together_for_change.implement",
        "workflows.working_together_for_change.review",
    },
}
