package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// makerTasks settle whether the complaint is valid against the dealer, and whether a special case is agreed.
func makerTasks() []playbook.TaskRule {
	list := func(name, zh, en string, values ...playbook.Code) []playbook.Field {
		f := mustRecord(name, playbook.CodeField, zh, en)
		f.Values = values
		return []playbook.Field{f}
	}
	conduct := append(
		list("worsened_by", "处理行为", "Conduct in handling it",
			code("brand", "未以品牌为先", "did not put the brand first"), code("follow-up", "跟进不力", "follow-up"),
			code("co-operation", "配合不力", "co-operation"), code("execution", "执行不力", "execution")),
		list("worsened_into", "造成的后果", "What it led to",
			code("repeat", "重复投诉", "a repeated complaint"), code("escalation", "投诉升级", "escalation"), code("loss", "损失扩大", "a larger loss"),
			code("brand-harm", "损害品牌", "harm to the brand"))...)
	return []playbook.TaskRule{
		{
			Code: "dealer-review", Label: text("认定经销商责任", "settle the dealer's part"), On: playbook.Investigating, If: ifFact("kind", "complaint"),
			Unit: careCentre, Role: agent, Blocks: true, Results: []string{"caused", "worsened", "not-dealer"},
		},
		{
			Code: "dealer-cause", Label: text("记录经销商原因", "record what the dealer caused"), After: opensAfter("dealer-review", "caused"),
			Unit: careCentre, Role: agent, Blocks: true, Records: list("dealer_cause", "经销商原因", "The dealer's cause",
				code("attitude", "态度", "attitude"), code("management", "管理", "management"), code("skill", "技能", "skill"), code("other", "其他", "other")),
		},
		{
			Code: "dealer-conduct", Label: text("记录经销商处理行为", "record how the dealer made it worse"), After: opensAfter("dealer-review", "worsened"),
			Unit: careCentre, Role: agent, Blocks: true, Records: conduct,
		},
		{
			Code: specialCase, Label: text("特殊个案保修评审", "decide on a special-case warranty"), Unit: technical, Role: technical, Blocks: true,
			If:      map[string][]string{"field.quality_cause": {"true"}, "field.in_warranty": {"false"}},
			Results: []string{"agreed", "declined"}, Records: list("share", "厂家承担比例", "The maker's share", // never the full cost
				code("none", "不承担", "none"), code("p30", "30%", "30 %"), code("p50", "50%", "50 %"), code("p70", "70%", "70 %")),
		},
	}
}

// makerReactions tell who must know of a list, and write down what the inquiry settled.
func makerReactions() []playbook.Reaction {
	valid := map[string]string{"validity": classify.Valid, "tag": againstDealer}
	return []playbook.Reaction{
		{Name: "on-list", On: on("register"), If: ifFact("flag.list-major", "yes"), Do: notify("role:" + manager)},
		{Name: "on-class-a", On: on("register"), If: ifFact("flag.class-a", "yes"), Do: notify("role:" + manager + ",role:" + head)},
		{Name: "on-class-b", On: on("register"), If: ifFact("flag.class-b", "yes"), Do: notify("role:" + manager + ",role:" + head)},
		{
			Name: "listed-later", On: onWhere("tagged", "tag", "list-major", "class-a", "class-b"),
			Do: map[string]string{"severity": "major", "notify": "role:" + manager},
		},
		{Name: "dealer-caused", On: afterTask("dealer-cause"), Do: valid},
		{Name: "dealer-worsened", On: afterTask("dealer-conduct"), Do: valid},
		{Name: "dealer-cleared", On: afterTask("dealer-review", "not-dealer"), Do: map[string]string{"validity": classify.Invalid}},
		{Name: "special-case-asked", On: onWhere("tagged", "tag", specialCase), Do: map[string]string{"task": specialCase}},
		{Name: "special-case-agreed", On: afterTask(specialCase, "agreed"), Do: map[string]string{"tag": specialAgreed, "notify": "owner"}},
	}
}

func makerSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("kinds.complaint", "R16"), from("channels.media", "R16: press, television, radio, net"), from("rules.lists", "R16: major, class A, class B"),
		from("tasks.dealer-review", "R16: valid complaint"), ours("reactions.dealer-caused", "a valid complaint counts against the dealer"),
		from("reliefs.special-warranty", "R16"), from("reliefs.goodwill", "R16"), from("tasks.special-case", "R16: case by case, not the full cost"),
		ours("tasks.special-case.share", "30, 50 or 70 %"), ours("reliefs.goodwill.roles", "approved by the manager of the centre or by management"),
		ours("reliefs.apart", "both are counted, apart from compensation"), ours("targets.key-control", "4 hours"),
		ours("grades.major.wording", "one wording where media may be near"), ours("units", "their names"),
	)
}
