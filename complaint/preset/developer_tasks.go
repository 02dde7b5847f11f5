package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// prepared marks the file of a project whose customer service centre is ready.
const prepared = "prepared"

// suppliers are the five of R17's register.
func suppliers() []playbook.Code {
	return []playbook.Code{
		code("design", "设计单位", "design"), code("construction", "施工单位", "construction"), code("supervision", "监理单位", "supervision"),
		code("material", "材料供应商", "material"), code("equipment", "设备供应商", "equipment"),
	}
}

// developerTasks are what engineering does in each phase, what a handover needs, and the repair by a supplier.
func developerTasks() []playbook.TaskRule {
	out := []playbook.TaskRule{
		{
			Code: "weigh", Label: text("权衡客户诉求与公司利益", "weigh the customer's view and the company's interest"), On: playbook.Investigating,
			Severities: []classify.Severity{classify.Ordinary, classify.Major, classify.Urgent}, If: ifFact("kind", "complaint"), Blocks: true,
			Records: []playbook.Field{
				mustRecord("customer_view", playbook.TextField, "从客户角度看", "As the customer sees it"),
				mustRecord("company_interest", playbook.TextField, "公司利益", "The company's interest"),
			},
		},
		{
			Code: "name-engineer", Label: text("工程部指定专人", "engineering names somebody"), On: playbook.Registered, If: ifFact("flag.site-defect", "yes"),
			Unit: developerBuild, Role: supervisor, Blocks: true, Records: []playbook.Field{mustRecord("engineer", playbook.TextField, "指定人员", "Who it is")},
		},
		{
			Code: "rectify", Label: text("交付前整改", "rectify before handover"), On: playbook.Registered, If: ifFact("flag.rectification", "yes"),
			Unit: developerBuild, Blocks: true,
		},
		{
			Code: "handover-plan", Label: text("登记交付日期", "record the day of handover"), On: playbook.Registered, If: ifFact("kind", handoverKind),
			Unit: customerService, Blocks: true, Records: []playbook.Field{mustRecord("handover", playbook.DateField, "交付日期", "Day of handover")},
		},
		{Code: "join-engineering", Label: text("工程部全面介入整改", "engineering joins for rectification"), Unit: developerBuild, Role: supervisor, Blocks: true},
		{Code: "prepare-centre", Label: text("筹备客户服务中心", "prepare the customer service centre"), Unit: customerService, Role: supervisor, Blocks: true},
		{
			Code: "supplier-repair", Label: text("供方维修", "repair by a supplier"), Blocks: true, Results: []string{"repaired", "not-theirs"},
		},
	}
	for _, s := range suppliers() {
		out = append(out, playbook.TaskRule{
			Code: "supplier-" + s.Code, Label: text("登记"+s.Label.ZH, "register the supplier: "+s.Label.EN), After: opensAfter("prepare-centre"),
			Unit: customerService, Blocks: true, Records: supplierRecord(),
		})
	}
	return out
}

// supplierRecord is one line of the supplier register; the code is what a defect is dispatched to.
func supplierRecord() []playbook.Field {
	personal := func(name string, zh, en string) playbook.Field {
		f := mustRecord(name, playbook.TextField, zh, en)
		f.Personal = true
		return f
	}
	return []playbook.Field{
		mustRecord("supplier_code", playbook.TextField, "供方编码", "Code of the supplier"), mustRecord("supplier_name", playbook.TextField, "单位名称", "Name"),
		mustRecord("supplier_address", playbook.TextField, "地址", "Address"), personal("supplier_responsible", "负责人", "Responsible"),
		personal("supplier_contact", "联系人", "Contact"), personal("supplier_phone", "电话", "Phone"),
	}
}

// developerTargets add the service line, which is staffed, the way to a handover and the supplier's repair. R17 counts three
// months and one to two before the handover; here a month is thirty days.
func developerTargets(targets []sla.Target) []sla.Target {
	line := limit("pick-up", sla.OwnerCustomer, onWhere("register", "channel", "phone"), append(append(on("acknowledge"), on("respond")...), outcome()...),
		of("channel", sla.BusinessMinutes(15), "phone"))
	handover := sla.Target{
		Name: "handover", Owner: sla.OwnerUnit, DueFrom: "handover", Start: afterTask("handover-plan"), Stop: entered(playbook.Resolved), Cycle: true,
		Steps: []sla.Step{
			{ID: "three-months-before", At: sla.Before(sla.Days(90)), Do: map[string]string{"task": "join-engineering", "notify": "role:" + supervisor}},
			{ID: "two-months-before", At: sla.Before(sla.Days(60)), Do: map[string]string{"task": "prepare-centre", "notify": "head"}},
			{ID: "one-month-before", At: sla.Before(sla.Days(30)), If: ifFact("tag."+prepared, "no"), Do: notify("head,role:" + head)},
			{ID: "handover-unready", At: sla.AtDue(), Do: notify("head,role:" + head)},
		},
	}
	repair := limit("supplier-repair", sla.OwnerUnit, onWhere("task-opened", "code", "supplier-repair"), afterTask("supplier-repair"),
		of("severity", sla.Workdays(1), "urgent"), always(sla.Workdays(7)))
	repair.Per = "task"
	repair.Steps[0].Do, repair.Steps[1].Do = notify("role:"+agent), notify("role:"+agent+",head")
	for i := range targets {
		if targets[i].Name == "resolve" {
			k := slices.IndexFunc(targets[i].Steps, func(s sla.Step) bool { return s.ID == "resolve-missed" })
			targets[i].Steps[k].Do["notify"] = "owner,head,role:" + head
		}
	}
	onlyKinds(targets, []string{"complaint", "query", "suggestion"}, "acknowledge", "resolve", "take-on")
	return append(targets, line, handover, repair)
}

func developerReactions() []playbook.Reaction {
	return []playbook.Reaction{
		{Name: "centre-ready", On: afterTask("prepare-centre"), Do: map[string]string{"tag": prepared, "notify": "head"}},
		{Name: "supplier-register", On: entered(playbook.Resolved), If: ifFact("kind", handoverKind), Do: notify("role:" + agent + ",role:" + propertyManager)},
		{Name: "not-their-defect", On: afterTask("supplier-repair", "not-theirs"), Do: notify("role:" + agent)},
	}
}

func developerLetters() []playbook.Template {
	return []playbook.Template{
		{
			Notice: "task", To: []string{"party"}, Subject: text("请维修：{number}", "Please repair: {number}"), Body: text(
				"{place} 的质量问题由贵单位负责维修，编号 {number}，请在 {due.supplier-repair} 前完成并回复 {desk}。",
				"A defect at {place} is yours to repair, our number {number}. Please finish by {due.supplier-repair} and tell {desk}."),
		},
		{
			Notice: "supplier-register", Subject: text("供方名录已备：{number}", "The supplier register is ready: {number}"), Body: text(
				"{place} 交付，供方名录已登记在 {number}，质量问题请按名录派单。", "{place} is handed over. The supplier register is in {number}: dispatch defects by it."),
		},
	}
}

func developerSources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool { return s.Rule == "channels" || s.Rule == "rules.content" })
	return append(base,
		from("channels", "R17"), from("rules.content", "R17"), from("rules.routes", "R17: by phase"), from("grants.agent", "R17: what the officer does"),
		from("tell.service-line", "R17: line, mailbox and e-mail are public"), from("targets.pick-up", "R17: the line is staffed"),
		ours("targets.pick-up.term", "15 open minutes"), from("tasks.weigh", "R17: the customer's view, the company's interest"),
		from("targets.resolve.steps", "R17: the head directly, the general manager overall"), from("tasks.name-engineer", "R17"),
		from("targets.handover", "R17: three months, and one to two months, before"), ours("targets.handover.month", "a month is 30 days"),
		from("tasks.supplier-design", "R17: the supplier register"), ours("tasks.supplier-design.supplier_code", "the code of a party"),
		from("tasks.supplier-repair", "R17: dispatched to its supplier"), ours("targets.supplier-repair", "7 working days, 1 if urgent"),
		ours("kinds.handover", "a project has a file of its own"), ours("batch", "three households, one content and place, in 30 days"),
		ours("rules.routes.unknown-phase", "customer service"),
	)
}
