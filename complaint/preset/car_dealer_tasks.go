package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// dealerTasks are the centre's supervision, and what follows from hot topics after the case is closed.
func dealerTasks() []playbook.TaskRule {
	serious := []classify.Severity{classify.Major, classify.Urgent}
	return []playbook.TaskRule{
		{
			Code: "responsibility", Label: text("责任认定", "establish responsibility"), On: playbook.Investigating, Severities: serious,
			Unit: relations, Role: agent, Blocks: true, Different: []string{"resolve", "take-on"},
			Records: []playbook.Field{
				mustRecord("cause", playbook.TextField, "原因", "Cause"), mustRecord("responsible_unit", playbook.TextField, "责任部门", "Responsible department"),
			},
		},
		{
			Code: "query", Label: text("质询说明", "answer the centre's query"), After: opensAfter("supervision", "again"), Blocks: true,
			Records: []playbook.Field{mustRecord("explanation", playbook.TextField, "说明", "Explanation")},
		},
		{
			Code: "supervision", Label: text("督办", "supervise"), After: opensAfter("query"), Unit: relations, Role: manager, Different: []string{"task:query"},
			Blocks: true, Results: []string{"accepted", "again"},
		},
		{
			Code: "corrective-report", Label: text("提交整改报告", "hand in the corrective report"), On: playbook.Resolved, Role: supervisor, Blocks: true,
			If: ifFact("outcome", "upheld", "partly", "settled"), Records: []playbook.Field{
				mustRecord("cause", playbook.TextField, "原因", "Cause"), mustRecord("correction", playbook.TextField, "整改措施", "Correction"),
			},
		},
		{
			Code: "quality-meeting", Label: text("服务质量例会审议", "take it to the service-quality meeting"), On: playbook.Closed, If: ifFact("tag."+hotTopic, "yes"),
			Unit: relations, Role: manager, Records: []playbook.Field{
				mustRecord("responsible_unit", playbook.TextField, "责任部门", "Responsible department"),
				mustRecord("correct_by", playbook.DateField, "整改期限", "To be corrected by"),
			},
		},
		{
			Code: "correction", Label: text("限期整改", "correct it"), After: append(opensAfter("quality-meeting"), opensAfter("effect-check", "not-effective")...),
			Role: supervisor, Records: []playbook.Field{mustRecord("correction", playbook.TextField, "整改措施", "Correction")},
		},
		{
			Code: "effect-check", Label: text("次月从客户角度检查效果", "check the effect as a customer sees it"), After: opensAfter("correction"),
			Unit: relations, Role: agent, Different: []string{"task:correction"}, Results: []string{"effective", "not-effective"},
		},
		{
			Code: "assessment", Label: text("考核", "assess the department"), After: opensAfter("effect-check", "effective"), Unit: relations, Role: manager,
			Records: []playbook.Field{mustRecord("score", playbook.NumberField, "考核分", "Score")},
		},
	}
}

// dealerTargets watch the result that each department owes the centre, the centre's own tracking, and the way of a hot
// topic from the meeting to the check of its effect. R15 names the month after for the check; the other figures are ours.
func dealerTargets(targets []sla.Target) []sla.Target {
	back := limit("result-back", sla.OwnerUnit, on("assigned"), append(on("report"), on("unassigned")...),
		of("severity", sla.Workdays(1), "major", "urgent"), always(sla.Workdays(3)))
	back.Per, back.OneLive = "assignment", true
	given := limit("set-time", sla.OwnerUnit, on("plan"), append(on("report"), entered(playbook.Resolved)...))
	given.DueFrom, given.Cycle = "until", true
	track := limit("tracking", sla.OwnerUnit, append(on("take-on"), on("report")...), append(on("report"), on("note")...),
		of("severity", sla.Workdays(1), "major", "urgent"), of("tag.hard", sla.Workdays(1), "yes"))
	track.Cycle, track.Cancel = true, entered(playbook.Resolved)
	track.Start = append(track.Start, on("note")...)
	track.Steps[0].Do, track.Steps[1].Do = notify("role:"+agent), notify("role:"+agent+",role:"+manager)
	report := dealerTaskLimit("corrective-report", sla.Workdays(5))
	meeting := dealerTaskLimit("quality-meeting", sla.Months(1))
	check := dealerTaskLimit("effect-check", sla.Months(1))
	correction := dealerTaskLimit("correction", sla.Workdays(10))
	correction.Start, correction.Per = append(afterTask("quality-meeting"), afterTask("effect-check", "not-effective")...), ""
	correction.Stop, correction.DueFrom, correction.Cycle = afterTask("correction"), "correct_by", true
	return append(targets, back, given, track, report, meeting, correction, check)
}

// dealerTaskLimit watches each task of a code.
func dealerTaskLimit(task string, span sla.Span) sla.Target {
	code := onWhere("task-opened", "code", task)
	t := limit(task, sla.OwnerUnit, code, afterTask(task), always(span))
	t.Per = "task"
	t.Steps[0].Do, t.Steps[1].Do = notify("head"), notify("head,role:"+manager)
	return t
}

// dealerReactions: the centre hears of every step of a major or hard case, queries what is key, hard or irregular, and
// marks hot topics.
func dealerReactions() []playbook.Reaction {
	steps := append(on("assigned"), on("report")[0], on("find")[0], on("offer")[0], on("reply")[0], on("execute")[0])
	steps = append(steps, entered(playbook.Resolved, playbook.Closed)...)
	centre := notify("role:" + agent)
	return []playbook.Reaction{
		{Name: "tracked-major", On: steps, If: ifFact("severity", "major", "urgent"), Do: centre},
		{Name: "tracked-hard", On: steps, If: map[string][]string{"severity": {"minor", "ordinary"}, "tag.hard": {"yes"}}, Do: centre},
		{
			Name: "queried", On: onWhere("tagged", "tag", "key", "hard", "irregular"),
			Do: map[string]string{"task": "query", "notify": "owner,head", "priority": "1"},
		},
		{Name: "repeated", On: on("reopen"), Do: map[string]string{"severity": "major", "notify": "role:" + manager}},
		{Name: "correction-reported", On: afterTask("corrective-report"), Do: centre},
		{
			Name: "hot-by-source", On: onWhere("register", "channel", "follow-up", "secret-visit", "authority"),
			Do: map[string]string{"tag": hotTopic},
		},
		{Name: "hot-by-number", On: on("batched"), Do: map[string]string{"tag": hotTopic}},
		{Name: "assessed", On: afterTask("assessment"), Do: notify("head,role:" + head)},
	}
}

func dealerSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("rules.business", "R15: sales, service, other"), from("grants.take-on", "R15: one named person a department"),
		from("targets.set-time", "R15: the time the centre set"), from("reactions.tracked-major", "R15"), from("reactions.queried", "R15"),
		from("grades.major.wording", "R15: one wording"), from("tasks.corrective-report", "R15"),
		from("tasks.responsibility", "R15"), from("rules.severity.over-head", "R15"), from("invite", "R15: satisfaction measured"),
		from("grants.publish", "R15: and published"), from("channels.secret-visit", "R15"), from("tasks.quality-meeting", "R15"),
		from("targets.correction", "R15: by a deadline"), from("targets.effect-check", "R15: the next month"), from("tasks.assessment", "R15"),
		ours("targets.result-back", "three working days, one for what is major, where the centre sets no time"),
		ours("targets.tracking", "a word to the centre every working day"), ours("targets.corrective-report", "5 working days"),
		ours("targets.quality-meeting", "monthly: R15 names no interval"), ours("targets.correction.term", "10 working days where the check found no effect"),
		ours("rules.severity.claim", "a claim for compensation and a customer at the door count as major"),
		ours("batch", "three customers about one business in 30 days are a hot topic"), ours("invite.valid", "14 days, a day after the end"),
		ours("grades.wording", "for major and urgent cases"), ours("units", "the names of the departments"),
	)
}
