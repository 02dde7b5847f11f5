package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// phoneDesk asks the questions of a script and closes what its verdict lets it.
const phoneDesk = "front-desk"

// TelecomDesk returns the rules of a telecom operator's front desk with diagnostic scripts (电信前台诊断话术, R05), built on
// [Service]: eight scenes in five groups (interconnection, charges, network quality, service, handset), each a script of
// questions whose verdict closes the case at the desk or dispatches it, with the unit, the time to promise, the reply to give
// and where cases are collected. Answers that fit no rule are dispatched in the ordinary way. Playbook.Dialogue asks the
// questions; the verdict comes with the assessment.
//
// The calendar is [Service]'s, Asia/Shanghai; promises count its working days. The value is fresh at every call and the
// caller's to change.
func TelecomDesk() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "telecom-desk", text("电信前台投诉", "Telecom front-desk complaints"), playbook.Numbers{Pattern: "QT{yyyy}{mm}{dd}-{seq:4}"}
	p.Units, p.FallbackUnit = frontUnits(), phoneDesk
	p.Channels = []playbook.Channel{
		{Code: "hotline", Label: text("客服热线", "hotline")}, {Code: "hall", Label: text("营业厅前台", "service hall")}, {Code: "web", Label: text("网上客服", "web")},
	}
	p.Rules = joined("telecom-desk", text("前台投诉分类", "Front desk classification"),
		parts.ServiceSeverity(parts.Limits{}), serviceKinds(), frontGroups(p.Units))
	p.Kinds, p.Fields = kindsOf(p.Rules), recorded(p.Rules)
	p.Scripts = parts.Scripts()
	p.Targets = withinFifteenDays(p.Targets)
	p.Repeat.By = []string{"kind", "category.group"}
	titled(p.Roles, agent, "前台话务员", "front-desk agent")
	p.Tasks = append(p.Tasks,
		playbook.TaskRule{Code: playbook.CallBackTask, Label: text("回电了解详情", "call back for the details")},
		playbook.TaskRule{Code: "note-congestion", Label: text("知悉节日拥塞情况", "take note of the congestion"), Unit: "network-department"})
	p.Reactions = append(p.Reactions, playbook.Reaction{
		Name: "congestion", On: on("assess"), If: ifFact("tag."+playbook.CollectTag("network-department"), "yes"), Do: map[string]string{"task": "note-congestion"},
	})
	p.Sources = frontSources(p.Sources)
	return p
}

// frontUnits are the desk, those whom the scenes name, and the one whom the bills belong to.
func frontUnits() []playbook.Unit {
	out := []playbook.Unit{
		{Code: phoneDesk, Label: text("客服前台", "Front desk"), Head: manager}, {Code: "billing", Label: text("计费账务", "Billing"), Head: supervisor},
	}
	for _, u := range parts.SceneUnits() {
		out = append(out, playbook.Unit{Code: u.Code, Label: playbook.Text(u.Label), Head: supervisor})
	}
	return out
}

// frontGroups are the five groups of R05 with the way of ordinary dispatch, which is ours.
func frontGroups(units []playbook.Unit) parts.Part {
	var groups []playbook.Code
	for _, g := range parts.SceneGroups() {
		groups = append(groups, playbook.Code{Code: g.Code, Label: playbook.Text(g.Label)})
	}
	p := byMatter("group", text("场景类别", "Group of scenes"), "R05", append(groups, code("other", "其他", "other")))
	p.Units = unitCodes(units)
	const source = "R05, ours"
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("interconnection", "network-department", source), route("charges", "billing", source), route("network", "network-department", source),
			route("service", "maintenance-centre", source), route("handset", "local-service", source),
		},
		Default: classify.Route{ID: "desk", Unit: phoneDesk},
	}
	return p
}

func frontSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("rules.group", "R05: five groups"), from("scripts.interconnection", "R05, scene 1"), from("scripts.subscribed-content", "R05, scene 2"),
		from("scripts.messages", "R05, scene 3"), from("scripts.weak-signal", "R05, scene 4"), from("scripts.roaming", "R05, scene 5"),
		from("scripts.ring-back-tone", "R05, scene 6"), from("scripts.busy-hours", "R05, scene 7"), from("scripts.handset-fault", "R05, scene 8"),
		ours("scripts.default", "an answer that fits no rule is dispatched in the ordinary way"), ours("scripts.replies", "the wording"),
		ours("targets.resolve.term", "12 days for serious cases and no extension, within the law"),
		ours("rules.routes", "who gets what is dispatched in the ordinary way"), from("tasks.call-back", "R05-4"), from("tasks.note-congestion", "R05-7: the department is notified"),
		from("reactions.congestion", "R05-7"),
	)
}
