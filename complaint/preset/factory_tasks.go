package preset

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// factoryTasks are each department's part in a complaint, and the improvement until its effect is verified (R18).
func factoryTasks() []playbook.TaskRule {
	return append(factoryInquiry(), factoryImprovement()...)
}

// factoryInquiry: sales help with reference material, manufacturing gives the details of the shop floor, quality reports,
// the office reviews the report and decides who is responsible.
func factoryInquiry() []playbook.TaskRule {
	complaint := ifFact("kind", "complaint")
	must := func(name, zh, en string) playbook.Field { return mustRecord(name, playbook.TextField, zh, en) }
	person := func(name, zh, en string) playbook.Field {
		f := must(name, zh, en)
		f.Personal = true
		return f
	}
	return []playbook.TaskRule{
		{
			Code: "reference", Label: text("提供参考资料", "bring reference material"), On: playbook.Investigating, If: complaint, Unit: "sales", Role: agent,
			Records: []playbook.Field{must("material", "参考资料", "Reference material")},
		},
		{
			Code: "production-details", Label: text("制造明细与对策", "details of the shop floor and counter-measures"), On: playbook.Investigating, If: complaint,
			Unit: "manufacturing", Role: production, Blocks: true, Records: []playbook.Field{
				must("details", "明细", "Details"), must("counter_measure", "对策", "Counter-measures"), must("production_unit", "生产单位", "Unit"),
				must("shift", "班次", "Shift"), person("operator", "作业员", "Operator"), mustRecord("produced_on", playbook.DateField, "生产日期", "Production date"),
			},
		},
		{
			Code: "quality-report", Label: text("品质调查报告", "quality report"), On: playbook.Investigating, If: complaint, After: opensAfter("content-review", "returned"),
			Unit: "quality", Role: handler, Blocks: true, Results: []string{"quality", "man-made"}, Records: []playbook.Field{
				must("investigation", "调查", "Investigation"), person("responsible", "责任人", "Responsible persons"), must("cause", "原因", "Cause"),
				must("handling", "处理", "Handling"), must("improvement", "改善", "Improvement"), must("prevention", "预防", "Prevention"),
			},
		},
		{
			Code: "content-review", Label: text("审核报告内容", "review the report"), After: opensAfter("quality-report"), Unit: gmOffice, Role: officer,
			Different: []string{"task:quality-report"}, Blocks: true, Results: []string{"accepted", "returned"},
		},
		{
			Code: "responsibility", Label: text("判定责任", "decide who is responsible"), After: opensAfter("content-review", "accepted"), Unit: gmOffice, Role: officer,
			Blocks: true, Records: []playbook.Field{
				must("responsible_unit", "责任单位", "Responsible unit"), mustRecord("improve_by", playbook.DateField, "改善期限", "To be improved by"),
			},
		},
		{
			Code: "return-approval", Label: text("退货审批", "approve the return of the goods"), Unit: gmOffice, Role: manager, Blocks: true,
			Results: []string{"approved", "denied"},
		},
	}
}

// factoryImprovement: the result goes to the customer through sales, the improvement is checked by quality and verified by
// the office. It holds up the end of the case, not its result.
func factoryImprovement() []playbook.TaskRule {
	complaint := ifFact("kind", "complaint")
	return []playbook.TaskRule{
		{
			Code: "pass-on", Label: text("将结果转告客户", "pass the result on to the customer"), On: playbook.Resolved, If: complaint, Unit: "sales", Role: agent,
			Blocks: true, Records: []playbook.Field{mustRecord("informed_on", playbook.DateField, "告知日期", "Day the customer was told")},
		},
		{
			Code: "improvement", Label: text("落实改善", "carry out the improvement"), On: playbook.Resolved, If: complaint,
			After: append(opensAfter("quality-check", "failed"), opensAfter("effect", "not-effective")...), Unit: "manufacturing", Role: production, Blocks: true,
			Records: []playbook.Field{mustRecord("done_what", playbook.TextField, "改善内容", "What was improved")},
		},
		{
			Code: "quality-check", Label: text("品质检查", "check the quality"), After: opensAfter("improvement"), Unit: "quality", Role: handler, Blocks: true,
			Results: []string{"passed", "failed"},
		},
		{
			Code: "effect", Label: text("验证改善效果", "verify the effect"), After: opensAfter("quality-check", "passed"), Unit: gmOffice, Role: officer, Blocks: true,
			Results: []string{"effective", "not-effective"},
		},
	}
}

// factoryTargets are the time limits that the office controls. R18 has limits and overdue reporting without values: the
// figures are ours. Nothing runs for an abnormality sheet.
func factoryTargets(targets []sla.Target) []sla.Target {
	for i := range targets {
		t := &targets[i]
		for j := range t.Terms {
			when := map[string][]string{"kind": {"complaint"}}
			for fact, values := range t.Terms[j].When {
				when[fact] = values
			}
			t.Terms[j].When = when
		}
		if t.Name == "resolve" {
			t.Steps = factoryOverdue(t.Name)
		}
	}
	improve := limit("improvement", sla.OwnerUnit, afterTask("responsibility"), afterTask("effect", "effective"))
	improve.DueFrom, improve.Cycle, improve.Steps = "improve_by", true, factoryOverdue("improvement")
	return append(targets, factoryTaskLimit("production-details", sla.Workdays(2)), factoryTaskLimit("quality-report", sla.Workdays(3)), improve)
}

// factoryTaskLimit watches each task of a code.
func factoryTaskLimit(task string, span sla.Span) sla.Target {
	t := limit(task, sla.OwnerUnit, onWhere("task-opened", "code", task), afterTask(task), always(span))
	t.Per, t.Steps = "task", factoryOverdue(task)
	return t
}

// factoryOverdue: the office knows when half of the time is left, reports what is overdue to the heads, and what stays
// overdue for half as long again to the general manager.
func factoryOverdue(name string) []sla.Step {
	return []sla.Step{
		{ID: name + "-half", At: sla.PercentBefore(50), Do: notify("owner,role:" + officer)},
		{ID: name + "-overdue", At: sla.AtDue(), Do: notify("owner,head,role:" + officer + ",role:" + manager)},
		{ID: name + "-reported", At: sla.PercentAfter(50), Do: notify("role:" + head)},
	}
}

// factoryReactions pass on what is voiced in handling and what quality found, and open the way to a return of goods.
func factoryReactions() []playbook.Reaction {
	working := []string{playbook.Dispatched, playbook.Investigating, playbook.Proposing, playbook.AwaitingApproval, playbook.Negotiating, playbook.Executing}
	return []playbook.Reaction{
		{Name: "opinion", On: on("note"), If: ifFact("state", working...), Do: notify("owner,head,role:" + officer)},
		{Name: "cause-quality", On: afterTask("quality-report", "quality"), Do: map[string]string{"tag": "cause-quality"}},
		{Name: "cause-man-made", On: afterTask("quality-report", "man-made"), Do: map[string]string{"tag": "cause-man-made"}},
		{Name: "return-wanted", On: onWhere("tagged", "tag", returnAsked), Do: map[string]string{"task": "return-approval"}},
		{Name: "return-granted", On: afterTask("return-approval", "approved"), Do: map[string]string{"tag": returnApproved, "notify": "role:" + officer}},
	}
}

func factorySources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("rules.kind.no-loss", "R18"), from("numbers.pattern", "R18: year, month, running number of two digits"),
		ours("numbers.overflow", "after 99 the running number has three digits"), ours("numbers.kinds", "abnormality sheets have a series of their own"),
		from("fields.order_no", "R18: order, item, quantity, shipping date, demand, reason"), from("tasks.reference", "R18"),
		from("tasks.pass-on", "R18"), from("tasks.quality-report", "R18"), from("tasks.production-details", "R18"),
		from("tasks.content-review", "R18"), from("tasks.responsibility", "R18"), from("tasks.effect", "R18: its verified effect"),
		from("grants.propose", "R18: the general manager's office proposes"), from("reactions.opinion", "R18"),
		from("reactions.cause-quality", "R18: quality or man-made"), from("targets.overdue", "R18: reports what is overdue"),
		ours("targets.production-details", "2 working days"), ours("targets.quality-report", "3 working days"),
		ours("targets.steps", "to the general manager after half as long again"), ours("roles.authority", "5 000 and 20 000 yuan, as R18 gives no values"),
		ours("reliefs.return-goods", "approved by the head of the office"), ours("rules.severity.loss", "major from 50 000 yuan"),
		ours("retention.records", "60 months"),
	)
}
