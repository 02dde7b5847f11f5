package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// fromAbove is the condition that a case came from above.
func fromAbove() map[string][]string { return ifFact("channel", escalatedChannels()...) }

// branchTasks are the work that R13's special kinds ask for beside the handling itself.
func branchTasks() []playbook.TaskRule {
	serious := []classify.Severity{classify.Major}
	after := func(task string) []playbook.TaskAfter { return []playbook.TaskAfter{{Task: task}} }
	return []playbook.TaskRule{
		{Code: "preliminary-plan", Label: text("初步预案与应急口径", "preliminary plan and emergency wording"), On: playbook.Registered, Severities: serious, Blocks: true},
		{Code: "contain", Label: text("控制事态扩散", "keep it from spreading"), On: playbook.Registered, Severities: serious, Blocks: true},
		{Code: "handling-plan", Label: text("处理方案", "handling plan"), After: after("preliminary-plan"), Blocks: true},
		{Code: "batch-emergency", Label: text("批量投诉应急处理（专人负责）", "emergency handling of a batch, by one person"), Role: supervisor, Blocks: true},
		{
			Code: "batch-record", Label: text("批量投诉详细登记", "detailed record of the batch"), After: after("batch-emergency"), Blocks: true,
			Records: []playbook.Field{
				mustRecord("batch_cause", playbook.TextField, "原因", "cause"),
				mustRecord("batch_customers", playbook.NumberField, "涉及客户数", "customers concerned"),
			},
		},
		{
			Code: "check-material", Label: text("审核分局办理材料", "check the material of the sub-branch"), On: playbook.Investigating, If: fromAbove(),
			Unit: branchCentre, Role: manager, Blocks: true, Different: []string{"take-on", "find"},
		},
		{
			Code: "report-to-sender", Label: text("向转办单位反馈", "report to the sender"), After: after("check-material"), If: fromAbove(),
			Unit: branchCentre, Role: manager, Blocks: true,
		},
	}
}

// branchTargets adds the limits of R13, and lets the first contact hear of the one they follow to the end.
func branchTargets(targets []sla.Target) []sla.Target {
	dispatched := entered(playbook.Dispatched, playbook.Closed, playbook.Refused)
	overHead := limit("dispatch-over-head", sla.OwnerUnit, on("register"), dispatched, of("field.over_head", sla.Minutes(30), "true"))
	above := limit("dispatch-escalated", sla.OwnerUnit, on("register"), dispatched, of("channel", sla.BusinessHours(1), escalatedChannels()...))
	above.Calendar = everyDay
	named := limit("named-person", sla.OwnerUnit, on("assigned"), append(on("take-on"), on("unassigned")...),
		of("channel", sla.BusinessHours(1), escalatedChannels()...))
	named.Calendar, named.Per, named.OneLive = everyDay, "assignment", true

	registered := onWhere("register", "channel", escalatedChannels()...)
	reported := afterTask("report-to-sender")
	sender := limit("sender-answer", sla.OwnerCustomer, registered, reported, of("channel", sla.Workdays(5), escalatedChannels()...))
	sender.DueFrom = "deadline"
	sender.Steps = []sla.Step{
		{ID: "sender-answer-day", At: sla.Before(sla.Workdays(1)), Do: notify("first,owner")},
		{ID: "sender-answer-missed", At: sla.AtDue(), Do: notify("first,owner,head,ladder")},
	}

	up := limit("report-up", sla.OwnerUnit, on("register"), append(on("report"), outcome()...), of("severity", sla.Minutes(30), "major"))
	up.Steps = append(up.Steps, sla.Step{ID: "report-up-rung", At: sla.PercentAfter(100), Do: climb()}, sla.Step{ID: "report-up-top", At: sla.PercentAfter(200), Do: climb()})

	byCustomer := onWhere("expedite", "by", "complainant")
	answered := append(on("respond"), onWhere("message", "way", "out")...)
	progress := limit("tell-progress", sla.OwnerCustomer, byCustomer, append(answered, outcome()...), of("anonymous", sla.Hours(2), "no"))
	urged := onWhere("expedite", "by", "supervisor")
	urge := limit("urge-handler", sla.OwnerUnit, byCustomer, append(urged, outcome()...), always(sla.Hours(2)))
	urge.Steps[0].Do, urge.Steps[1].Do = notify("desk"), notify("desk,ladder")
	progress.Cycle, urge.Cycle = true, true

	for i := range targets {
		if targets[i].Name == "resolve" {
			targets[i].Steps[0].Do["notify"] = "first,owner"
			targets[i].Steps[1].Do["notify"] = "first,owner,head,ladder"
		}
	}
	return append(withinFifteenDays(targets), overHead, above, named, sender, up, progress, urge)
}

// branchReactions say what follows at once (R13).
func branchReactions() []playbook.Reaction {
	return []playbook.Reaction{
		{Name: "repeat-in-hand", On: onWhere("expedite", "by", "complainant"), Do: notify("desk")},
		{Name: "over-head", On: on("register"), If: ifFact("field.over_head", "true"), Do: climb()},
		{Name: "major-up", On: on("register"), If: ifFact("severity", "major"), Do: climb()},
		{
			Name: "batch-report", On: on("batched"),
			Do: notify("unit,advisers,role:" + manager),
		},
		{Name: "batch-led", On: on("link"), If: ifFact("tag.batch", "yes"), Do: map[string]string{"task": "batch-emergency"}},
		{
			Name: "taker-hears", If: fromAbove(), Do: notify("first"),
			On: slices.Concat(on("assigned"), on("send-back"), on("extend"), on("hold"), on("task-done"), entered(playbook.Investigating, playbook.Executing, playbook.Resolved)),
		},
	}
}
