package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

const (
	propertyOffice = "property-office"
	sanitation     = "sanitation" // an organisation of its own, under contract: it cleans, and does not mediate
	developer      = "developer"  // an organisation of its own: disputes with sanitation are its
	contractor     = "contractor"
	feesWithheld   = "fees-withheld"
	pledgeRelief   = "pledge"
)

// EstatePledge returns the rules of pledges between owners and a property office (业主与物业承诺, R22), built on [Service]:
// owners complain as a group and may hold back fees until a written pledge; the office drafts it within one month and posts
// it in each building, and it binds once the owners agree. Matters go to different organisations: where cleaning lies with
// a contracted sanitation office that does not mediate, disputes are the developer's.
//
// Two calendars count: [Service]'s for days, and one that never closes for the public phone. The value is fresh at every
// call and the caller's to change.
func EstatePledge() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "estate-pledge", text("业主与物业承诺", "Pledges to owners"), playbook.Numbers{Pattern: "YZ{yyyy}{mm}-{seq:4}"}
	p.Calendars = append(p.Calendars, roundTheClock())
	p.Units = estateUnits()
	p.FallbackUnit = propertyOffice
	p.Channels = estateChannels()
	p.Rules = joined("estate-pledge", text("业主投诉分类", "Owners' complaints"), parts.ServiceSeverity(parts.Limits{}), serviceKinds(), estateMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = append(recorded(p.Rules), yesField("fees_withheld", "业主暂缓缴费", "The owners hold back fees"))
	p.Joint = playbook.JointPolicy{From: 2, Representatives: 5, Consent: true}
	estatePeople(p)
	p.Reliefs = append(p.Reliefs, playbook.Relief{Code: pledgeRelief, Label: text("书面承诺", "written pledge"), Roles: []string{manager, head}})
	p.Lifecycle = needing(playbook.DefaultLifecycle(), "tasks", "offer", "final-decision")
	p.Tasks = append(p.Tasks, estateTasks()...)
	p.Tell = append(p.Tell, code("named-staff", "专人姓名", "who takes complaints, by name"), code("public-phone", "24 小时公开电话", "the public phone, day and night"))
	p.Targets = estateTargets(p.Targets)
	p.Reactions = append(p.Reactions, estateReactions()...)
	p.Templates = append(p.Templates, tell("fees-due", text("承诺书已生效 {number}", "The pledge of {number} is in force"), text(
		"书面承诺经业主同意后已生效，暂缓缴纳的物业费请恢复缴纳。", "The owners have agreed to the written pledge and it binds us. Fees that were held back are now due.")))
	p.Reasons = slices.DeleteFunc(p.Reasons, func(r playbook.Reason) bool { return r.Command == "refuse" && r.Code != "handled" })
	p.Repeat.By = []string{"kind", "category.matter"}
	p.Sources = estateSources(p.Sources)
	return p
}

func estateUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: propertyOffice, Label: text("物业服务处", "Property office"), Head: manager},
		{Code: "engineering", Label: text("工程维修部", "Engineering"), Head: supervisor, Parent: propertyOffice},
		{Code: sanitation, Label: text("环卫承包单位", "Contracted sanitation office"), Head: supervisor},
		{Code: developer, Label: text("开发商", "Developer"), Head: developer},
	}
}

func estateChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("public-phone", "24 小时公开电话", "public phone"), channel("counter", "当面", "in person"), channel("letter", "来信", "letter"),
		channel("owners", "业主集体提出", "owners as a group"), channel("committee", "业主委员会", "owners' committee"),
	}
}

// estateMatters are what owners complained of, and the disputes that the pledge takes on. Who cleans, and whether it has
// come to a dispute, decides between organisations.
func estateMatters(units []playbook.Unit) parts.Part {
	p := byMatter("matter", text("投诉事项", "Matter"), "R22", []playbook.Code{
		code("fund", "维修资金与物业费不公开", "opaque fund and fees"), code("access", "门禁出入", "access"), code("patrol", "安保巡逻", "patrol"),
		code("cleaning", "环境卫生", "cleanliness"), code("common-parts", "公共部位损坏", "damaged common parts"), code("lifts", "电梯", "lifts"),
		code("pumps", "水泵", "pumps"), code("renovation", "装修纠纷", "renovation"), code("noise", "噪音纠纷", "noise"), code("other", "其他", "other"),
	})
	cleaners := []playbook.Code{code("office", "物业自管", "the property office"), code("contractor", "环卫承包单位", "a contracted sanitation office")}
	p.Fields = append(p.Fields,
		classify.Field{Name: "cleaned_by", Type: classify.TypeCode, Label: classify.Label{ZH: "保洁单位", EN: "Who cleans"}, Codes: labels(cleaners)},
		classify.Field{Name: "dispute", Type: classify.TypeBool, Label: classify.Label{ZH: "已成纠纷", EN: "It is a dispute"}})
	p.Units = unitCodes(units)
	contracted := classify.All(classify.Is("matter", "cleaning"), classify.Is("cleaned_by", contractor))
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			{ID: "cleaning-dispute", When: classify.All(contracted, classify.IsTrue("dispute")), Unit: developer, Source: "R22"},
			{ID: "cleaning-contracted", When: contracted, Unit: sanitation, Source: "R22"},
			route("common-parts", "engineering", "R22, ours"), route("lifts", "engineering", "R22, ours"), route("pumps", "engineering", "R22, ours"),
		},
		Default: classify.Route{ID: propertyOffice, Unit: propertyOffice, Source: "R22"},
	}
	return p
}

// estatePeople: those of the contracted sanitation office do their work and settle nothing with the complainant.
func estatePeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "投诉专员", "named complaints officer")
	titled(p.Roles, handler, "物业员工", "estate staff")
	titled(p.Roles, supervisor, "部门主管", "department lead")
	titled(p.Roles, manager, "物业经理", "property manager")
	titled(p.Roles, head, "物业公司负责人", "head of the property company")
	p.Roles = append(
		p.Roles,
		playbook.Role{Code: contractor, Label: text("环卫承包人员", "sanitation contractor"), Level: 1},
		playbook.Role{Code: developer, Label: text("开发商客服负责人", "developer's officer"), Level: 4, Limit: playbook.Yuan(5000), SeesPersonal: true},
	)
	p.Grants = grantAlso(p.Grants, []string{contractor}, "take-on", "note", "attach", "complete-task", "find", "resolve", "escalate", "recuse")
	p.Grants = grantAlso(p.Grants, []string{developer}, "take-on", "plan", "find", "propose", "offer", "respond", "reply", "message", "promise",
		"execute", "resolve", "final-decision", "note", "attach", "complete-task", "escalate", "recuse")
}

// estateTasks are the way of a written pledge; it is drafted for owners who complain as a group.
func estateTasks() []playbook.TaskRule {
	return []playbook.TaskRule{
		{
			Code: "draft-pledge", Label: text("起草书面承诺", "draft the written pledge"), On: playbook.Registered, If: ifFact("joint", "yes"),
			Unit: propertyOffice, Role: manager, Blocks: true, Records: []playbook.Field{
				mustRecord("named_staff", playbook.TextField, "投诉受理专人", "Named staff for complaints"),
				mustRecord("public_phone", playbook.TextField, "24 小时公开电话", "Public phone, day and night"),
				mustRecord("handling_rate", playbook.NumberField, "投诉处理率（%）", "Handling rate, per cent"),
				mustRecord("document", playbook.TextField, "承诺书编号", "Number of the document"),
			},
		},
		{
			Code: "post-pledge", Label: text("在每栋楼张贴承诺书", "post the pledge in each building"), After: []playbook.TaskAfter{{Task: "draft-pledge"}},
			Unit: propertyOffice, Blocks: true, Records: []playbook.Field{mustRecord("buildings", playbook.TextField, "已张贴的楼栋", "Buildings where it hangs")},
		},
	}
}

// estateTargets: one month for the pledge, and an acknowledgement by whoever has the public phone, at any hour.
func estateTargets(targets []sla.Target) []sla.Target {
	pledge := limit("pledge", sla.OwnerCustomer, on("register"), append(afterTask("draft-pledge"), outcome()...), of("joint", sla.Months(1), "yes"))
	pledge.Steps[0].Do = notify("role:" + manager)
	pledge.Steps[1].Do = notify("role:" + manager + ",role:" + head)
	for i := range targets {
		switch targets[i].Name {
		case "acknowledge":
			targets[i].Calendar = always24
			targets[i].Terms = []sla.Choice{of("severity", sla.Minutes(15), "urgent"), always(sla.Hours(2))}
		case "resolve": // a pledge takes a month to draft, and as long again to be agreed on
			targets[i].Terms = append([]sla.Choice{of("joint", sla.Months(2), "yes")}, targets[i].Terms...)
		}
	}
	return set(targets, targetName, pledge)
}

func estateReactions() []playbook.Reaction {
	agreed := onWhere("reply", "accepted", "yes")
	return []playbook.Reaction{
		{
			Name: "fees-withheld", On: on("register"), If: map[string][]string{"joint": {"yes"}, "field.fees_withheld": {"true"}},
			Do: map[string]string{"tag": feesWithheld, "notify": "role:" + manager},
		},
		{Name: "pledge-binds", On: agreed, If: ifFact("joint", "yes"), Do: map[string]string{"tag": "pledge-binding", "notify": "head"}},
		{Name: "fees-due", On: agreed, If: ifFact("tag."+feesWithheld, "yes"), Do: notify("complainant")},
		{Name: "sanitation-dispute", On: onWhere("tagged", "tag", "dispute"), If: ifFact("unit", sanitation), Do: notify("role:" + developer + ",desk")},
	}
}

func estateSources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool { return s.Rule == "channels" || s.Rule == "rules.content" })
	return append(base,
		from("rules.matter", "R22"), from("joint", "R22: owners as a group"), from("reactions.fees-withheld", "R22"),
		from("targets.pledge", "R22: one month"), from("tasks.post-pledge", "R22: in each building"),
		from("reactions.pledge-binds", "R22: once owners agree"), from("tasks.draft-pledge.records", "R22: named staff, phone, rate"),
		from("calendars.round-the-clock", "R22: public phone 24 h"), from("reasons.refuse", "R22: handling rate 100 %"),
		from("rules.matter.renovation", "R22: renovation and noise disputes are taken"), from("rules.routes.cleaning", "R22: routing between organisations"),
		from("grants.contractor", "R22: does not mediate"), ours("joint.from", "two owners"), ours("joint.representatives", "five"),
		ours("channels", "R22 names the public phone"), ours("targets.acknowledge.term", "2 hours, day and night"), ours("targets.resolve.joint", "2 months"), ours("units.engineering", "R22 names none"),
	)
}
