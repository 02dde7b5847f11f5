package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// complaintsTeam owns every case of a service desk (R03).
const complaintsTeam = "complaints"

// ServiceDesk returns the rules of a general customer service (客户服务, R03), built on [Service]: the main points are read
// back and confirmed, what is small is answered at once, everything else gets a time at which the complainant hears from us
// whatever the progress, again and again until it is solved; where the fault is ours an apology and at least three
// proposals, the best first; every step is told before anybody asks, and after the end the complainant is asked twice how
// it was. Three levels and three teams; the complaints team owns the cases.
//
// The calendar is [Service]'s, Asia/Shanghai. The value is fresh at every call and the caller's to change.
func ServiceDesk() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "service-desk", text("客户服务投诉", "Customer service complaints"), playbook.Numbers{Pattern: "KF{yyyy}{mm}-{seq:4}"}
	p.Units, p.FallbackUnit = deskTeams(), complaintsTeam
	p.Roles, p.Ladder, p.Grants = deskLevels(), []string{supervisor, manager}, threeLevels(p.Grants)
	p.Channels = readBack(p.Channels, "hotline", "chat", "counter")
	p.Rules = joined("service-desk", text("客服投诉分类", "Service desk classification"),
		parts.ServiceSeverity(parts.Limits{}), serviceKinds(), deskMatters(p.Units))
	p.Kinds, p.Fields = kindsOf(p.Rules), recorded(p.Rules)

	p.Offers = playbook.NegotiationPolicy{Proposals: 3, InOrder: true}
	p.Tasks = append(p.Tasks, playbook.TaskRule{
		Code: "apology", Label: text("向客户致歉", "apologise"), Blocks: true, If: ifFact("tag.apologised", "no"),
	})
	p.FollowUp = playbook.FollowUpPolicy{MaxReopens: 2, Attempts: 3, Contacts: 2}
	p.Invite = playbook.SurveyPolicy{Valid: sla.Days(14), Remind: sla.Days(5), If: ifFact("severity", "minor")}
	for i := range p.Grades {
		p.Grades[i].FollowUp = true
	}
	p.Targets = deskTargets(p.Targets)
	p.Reactions = append(p.Reactions, deskReactions()...)
	p.Templates = append(append(p.Templates, deskTemplates()...), hotelLetters()...)
	p.Sources = deskSources(p.Sources)
	return p
}

// deskLevels are the three levels of R03; the amounts are ours.
func deskLevels() []playbook.Role {
	return []playbook.Role{
		{Code: agent, Label: text("客服专员", "service agent"), Level: 1, Limit: playbook.Yuan(100), SeesPersonal: true},
		{Code: supervisor, Label: text("客服主管", "supervisor"), Level: 2, Limit: playbook.Yuan(1000), SeesPersonal: true, AllUnits: true},
		{Code: manager, Label: text("客服经理", "manager"), Level: 3, Unlimited: true, SeesPersonal: true, AllUnits: true},
	}
}

// threeLevels gives to agents what handlers may do, and to the manager what the head of an organisation may.
func threeLevels(grants []playbook.Grant) []playbook.Grant {
	for i := range grants {
		var roles []string
		for _, r := range grants[i].Roles {
			switch r {
			case handler:
				r = agent
			case head:
				r = manager
			}
			if !slices.Contains(roles, r) {
				roles = append(roles, r)
			}
		}
		grants[i].Roles = roles
	}
	return grants
}

// deskTeams are the three teams of R03.
func deskTeams() []playbook.Unit {
	return []playbook.Unit{
		{Code: complaintsTeam, Label: text("投诉组", "Complaints team"), Head: supervisor},
		{Code: "orders", Label: text("订单组", "Orders team"), Head: supervisor},
		{Code: "service", Label: text("服务组", "Service team"), Head: supervisor},
	}
}

// deskMatters routes everything to the complaints team; the team whose matter it is advises.
func deskMatters(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("投诉内容", "Content"), "R03, ours", []playbook.Code{
		code("order", "订单与配送", "orders and delivery"), code("quality", "产品质量", "product quality"), code("attitude", "服务态度", "attitude"),
		code("efficiency", "办事效率", "efficiency"), code("charges", "收费", "charges"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("order", complaintsTeam, "R03", "orders"), route("attitude", complaintsTeam, "R03", "service"),
			route("efficiency", complaintsTeam, "R03", "service"),
		},
		Default: classify.Route{ID: "desk", Unit: complaintsTeam},
	}
	return p
}

// readBack asks on these channels that the main points were read back and confirmed before anybody judges the case.
func readBack(channels []playbook.Channel, codes ...string) []playbook.Channel {
	for i := range channels {
		if slices.Contains(codes, channels[i].Code) {
			channels[i].Required = append(channels[i].Required, "read_back")
		}
	}
	return channels
}

// deskTargets watch that a time is given whenever none is, and that the second contact follows the first.
func deskTargets(targets []sla.Target) []sla.Target {
	time := limit("next-promise", sla.OwnerCustomer, slices.Concat(on("dispatch"), on("reopen"), onWhere("promise-kept", "open", "no")), append(on("promise"), outcome()...),
		of("anonymous", sla.Minutes(30), "no"))
	time.Cycle = true
	second := limit("second-contact", sla.OwnerUnit, on("follow-up"), append(on("follow-up"), entered(playbook.Closed)...), always(sla.Workdays(5)))
	second.Cancel = on("reopen")
	second.Steps[0].Do, second.Steps[1].Do = notify("role:"+agent), notify("role:"+supervisor)
	for i := range targets {
		if targets[i].Name == "follow-up" {
			targets[i].Terms = []sla.Choice{always(sla.Workdays(3))}
		}
	}
	return append(targets, time, second)
}

// deskReactions tell the complainant each step, ask for an apology where the fault is ours, and remember that it was made.
func deskReactions() []playbook.Reaction {
	step := func(name string, states ...string) playbook.Reaction {
		return playbook.Reaction{Name: name, On: entered(states...), Do: notify("complainant")}
	}
	return []playbook.Reaction{
		step("step-dispatched", playbook.Dispatched), step("step-investigating", playbook.Investigating),
		step("step-proposing", playbook.Proposing), step("step-executing", playbook.Executing),
		{
			Name: "our-fault", On: onWhere("find", "upheld", "yes"),
			Do: map[string]string{"task": "apology"},
		},
		{
			Name: "apologised", On: afterTask("apology"),
			Do: map[string]string{"tag": "apologised"},
		},
	}
}

func deskTemplates() []playbook.Template {
	return []playbook.Template{
		tell("step-dispatched", text("投诉 {number} 已派单", "{number} has been passed on"), text(
			"您的投诉 {number} 已交由 {unit} 处理，我们会告知您答复时间。", "{number} is now with {unit}. We tell you next when you will hear from us.")),
		tell("step-investigating", text("投诉 {number} 正在核实", "We are looking into {number}"), text(
			"{unit} 正在核实投诉 {number}，最迟 {promise} 与您联系。", "{unit} is looking into {number}; you hear from us by {promise} at the latest.")),
		tell("step-proposing", text("投诉 {number} 正在拟定方案", "Proposals for {number}"), text(
			"投诉 {number} 已核实清楚，我们正在为您准备解决方案。", "We know what happened in {number} and are preparing proposals for you.")),
		tell("step-executing", text("投诉 {number} 方案执行中", "{number} is being put right"), text(
			"您确认的方案正在执行，完成后会再通知您。", "What was settled is being carried out. We tell you when it is done.")),
	}
}

func deskSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("channels.read_back", "R03"), ours("channels.read_back.chat", "a chat counts as spoken"), from("grades.minor.direct", "R03"),
		from("targets.next-promise", "R03: a time is given, again and again"), ours("targets.next-promise.term", "30 minutes: R03 says that a time is given, not when"),
		from("targets.promise", "R03: at the promised time an answer is owed"), from("offers.proposals", "R03: 3 to 4 proposals"),
		from("offers.in_order", "R03: the best first"), from("tasks.apology", "R03"), from("reactions.our-fault", "R03"), from("follow_up.contacts", "R03: one or two; two asked for"),
		ours("targets.second-contact", "5 working days after the first"), ours("targets.follow-up.term", "3 working days"),
		ours("invite", "who was answered at once is asked in writing, 14 days valid"),
		from("reactions.step-dispatched", "R03: each step is told"), from("reactions.step-investigating", "R03"), from("reactions.step-proposing", "R03"),
		from("reactions.step-executing", "R03"), from("roles", "R03: manager, supervisor, staff"), from("units", "R03: orders, complaints, service"),
		from("rules.routes", "R03: the complaints team owns cases"),
	)
}
