package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

const (
	marketDevelopment = "market-development" // co-ordinates
	ourFault          = "our-fault"
)

// Company returns the rules of complaint handling across a whole company (公司客户投诉管理, R12), built on [Service]: the
// market-development department co-ordinates, whoever takes a complaint stays with it to the end, the customer's own
// deadline is watched beside the company's five working days, the departments find cause and responsibility together, and
// who is held responsible may appeal to the general manager.
//
// The calendar is [Service]'s. The value is fresh at every call and the caller's to change.
func Company() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "company", text("公司客户投诉管理", "Company complaint handling"), playbook.Numbers{Pattern: "GS{yyyy}{mm}-{seq:4}"}
	p.Units = companyUnits()
	p.FallbackUnit = marketDevelopment
	p.Channels = companyChannels()
	p.Rules = joined("company", text("公司投诉分类", "Company classification"), parts.ServiceSeverity(parts.Limits{}), serviceKinds(), companyMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = append(recorded(p.Rules), playbook.Field{
		Name: "cause_told", Label: text("投诉原因（客户陈述）", "Reason, as the customer gives it"), Type: playbook.TextField, Personal: true,
		Required: &playbook.Applies{},
	})
	companyPeople(p)
	for i := range p.Grades {
		p.Grades[i].FollowUp = true
		p.Grades[i].Plan = p.Grades[i].Severity >= classify.Ordinary
	}
	p.Tasks = companyTasks()
	p.Targets = companyTargets(p.Targets)
	p.Reactions = append(p.Reactions, companyReactions()...)
	p.Repeat.By = []string{"kind", "category.matter"}
	p.FollowUp.MaxReopens = 0
	p.ReturnsNeedRuling = true
	p.Sources = companySources(p.Sources)
	return p
}

// companyUnits: the departments but for the first are ours.
func companyUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: marketDevelopment, Label: text("市场发展部", "Market development"), Head: manager},
		{Code: "sales", Label: text("销售部", "Sales"), Head: supervisor, Parent: marketDevelopment},
		{Code: "production", Label: text("生产技术部", "Production"), Head: supervisor},
		{Code: "logistics", Label: text("物流部", "Logistics"), Head: supervisor},
		{Code: "finance", Label: text("财务部", "Finance"), Head: supervisor},
	}
}

// companyChannels: the content, the reason and the demand are learnt whichever way a complaint comes.
func companyChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel {
		return playbook.Channel{Code: c, Label: text(zh, en), Required: []string{"text", "demand"}}
	}
	return []playbook.Channel{
		channel("letter", "来信", "letter"), channel("fax", "传真", "fax"), channel("phone", "电话", "phone"), channel("email", "电子邮件", "e-mail"),
		channel("counter", "当面", "directly"), channel("association", "消费者协会转来", "through a consumer association"),
		channel("forwarded", "其他部门转来", "forwarded by another department"),
	}
}

func companyMatters(units []playbook.Unit) parts.Part {
	p := byMatter("matter", text("投诉事项", "Matter"), "R12", []playbook.Code{
		code("product", "产品质量", "product"), code("service", "销售服务", "sales service"), code("delivery", "运输交付", "delivery"),
		code("charges", "价格与结算", "charges"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("product", "production", "R12, ours"), route("service", "sales", "R12, ours"),
			route("delivery", "logistics", "R12, ours"), route("charges", "finance", "R12, ours"),
		},
		Default: classify.Route{ID: "desk", Unit: marketDevelopment},
	}
	return p
}

// companyPeople: every employee takes a complaint and settles what they can alone; the verdict on those responsible is a
// superior's or the general manager's; a disputed responsibility is the deputy's or the general manager's to decide; an
// appeal is the general manager's.
func companyPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "市场发展部专员", "market development officer")
	titled(p.Roles, supervisor, "部门负责人", "head of department")
	titled(p.Roles, manager, "副总经理", "deputy general manager")
	titled(p.Roles, head, "总经理", "general manager")
	for i := range p.Roles {
		p.Roles[i].AllUnits = p.Roles[i].AllUnits || p.Roles[i].Code == agent
	}
	p.Roles = append([]playbook.Role{{Code: employee, Label: text("员工", "employee"), Level: 1, Limit: playbook.Yuan(50), SeesPersonal: true}}, p.Roles...)
	p.Grants = grantAlso(p.Grants, []string{employee}, "register", "acknowledge", "respond", "message", "promise", "note", "attach",
		"complete-task", "recuse", "escalate", "correct", "close-directly", "appeal")
	p.Grants = grantOnly(p.Grants, []string{supervisor, manager, head}, "find")
	p.Grants = grantOnly(p.Grants, []string{manager, head}, "ruling")
	p.Grants = grantOnly(p.Grants, []string{head}, "decide-appeal")
	p.Grants = grantOnly(p.Grants, []string{agent, manager, head}, "close", "archive")
}

func companyTasks() []playbook.TaskRule {
	return []playbook.TaskRule{
		{
			Code: "convene", Label: text("召集相关部门查明原因与责任", "convene departments: cause and responsibility"), On: playbook.Dispatched,
			Unit: marketDevelopment, Blocks: true, Results: []string{"ours", "customer", "disputed"},
			Records: []playbook.Field{
				mustRecord("cause", playbook.TextField, "原因", "Cause"), mustRecord("responsible", playbook.TextField, "责任部门", "Responsible department"),
			},
		},
		{
			Code: "explain", Label: text("向客户说明并提供帮助", "explain to the customer, and help"), Blocks: true,
			After: []playbook.TaskAfter{{Task: "convene", Results: []string{"customer"}}},
		},
		{
			Code: "missed-deadline", Label: text("核定未按客户时限办结的理由", "was there a good reason to miss the customer's deadline?"),
			Role: manager, Results: []string{"good-reason", "no-reason"},
		},
		{Code: "improvement", Label: text("提出改进建议", "propose improvements"), On: playbook.Resolved, If: ifFact("tag."+ourFault, "yes"), Unit: marketDevelopment},
	}
}

// companyTargets: one limit for everything, five working days, and the customer's own. A verdict follows when the plan was
// carried out, a ruling when responsibility is disputed; by when, is ours.
func companyTargets(targets []sla.Target) []sla.Target {
	followedUpAlways(targets)
	resolve := targets[slices.IndexFunc(targets, func(t sla.Target) bool { return t.Name == "resolve" })]
	resolve.Terms, resolve.Extensions = []sla.Choice{always(sla.Workdays(5))}, nil
	own := sla.Target{
		Name: "customer-deadline", Owner: sla.OwnerCustomer, DueFrom: "deadline", Start: on("register"), Stop: outcome(),
		Steps: []sla.Step{{
			ID: "customer-deadline-missed", At: sla.AtDue(),
			Do: map[string]string{"notify": "first,owner,head", "task": "missed-deadline", "priority": "1"},
		}},
	}
	ruling := limit("ruling", sla.OwnerUnit, append(on("send-back"), afterTask("convene", "disputed")...),
		append(on("ruling"), outcome()...), always(sla.Workdays(1)))
	ruling.Steps[0].Do, ruling.Steps[1].Do = notify("role:"+manager), notify("role:"+manager+",role:"+head)
	ruling.Cycle = true
	verdict := limit("verdict", sla.OwnerUnit, on("execute"), append(on("find"), outcome()...), of("tag."+ourFault, sla.Workdays(2), "yes"))
	verdict.Steps[1].Do = notify("head,role:" + head)
	return set(drop(targets, targetName, "auto-close"), targetName, resolve, own, ruling, verdict)
}

func companyReactions() []playbook.Reaction {
	return []playbook.Reaction{
		{
			Name: "first-contact-follows", Do: notify("first"),
			On: slices.Concat(on("assigned"), on("reply"), on("send-back"), on("reopen"), entered(playbook.Resolved, playbook.Closed)),
		},
		{Name: "our-fault", On: afterTask("convene", "ours"), Do: map[string]string{"tag": ourFault}},
		{Name: "disputed", On: append(on("send-back"), afterTask("convene", "disputed")...), Do: notify("role:" + manager + ",role:" + head)},
		{Name: "shares-responsibility", On: afterTask("missed-deadline", "no-reason"), Do: map[string]string{"tag": "first-contact-shares", "notify": "first"}},
		{Name: "verdict-wanted", On: on("execute"), If: ifFact("tag."+ourFault, "yes"), Do: notify("head,role:" + head)},
	}
}

func companySources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool {
		return s.Rule == "channels" || s.Rule == "rules.content" || s.Rule == "follow_up" || s.Rule == "grades.major.plan"
	})
	return append(base,
		from("channels", "R12"), from("channels.required", "R12: content and demand"), from("fields.cause_told", "R12: reason"),
		from("units.market-development", "R12"), from("tasks.convene", "R12"), from("grades.plan", "R12: the departments set a plan"),
		from("reactions.first-contact-follows", "R12"), from("targets.customer-deadline", "R12"), from("tasks.missed-deadline", "R12"),
		from("tasks.explain", "R12"), from("grants.find", "R12: the superior or the general manager"), from("grants.decide-appeal", "R12"),
		from("grants.ruling", "R12: deputy or general manager"), from("follow_up.reopen", "R12: until satisfied"),
		from("targets.resolve", "R12: five; the unit is cut off in the source"), ours("targets.resolve.unit", "working days"),
		ours("rules.matter", "R12 names no departments beside market development"), ours("targets.ruling", "1 working day"),
		ours("targets.verdict", "2 working days"), ours("follow_up.attempts", "three attempts"),
	)
}
