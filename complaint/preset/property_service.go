package preset

import (
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// operations follows up and archives; it handles no case itself (R10).
const operations = "operations"

// PropertyService returns the rules of a property services company (物业服务投诉, R10), built on [Service]: three classes of
// complaint by who answers for the cause, two hours to tell the superior of what cannot be settled on the spot, one hour to
// bring letters, calls and mails to reception, hard cases and cases from above reported at once, results recorded the same
// day, and a follow-up within three days by a department that did not handle the case.
//
// The calendar is [Service]'s; limits in hours are real time, because residents complain at night. The value is fresh at
// every call and the caller's to change.
func PropertyService() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "property-service", text("物业服务投诉", "Property services complaints"), playbook.Numbers{Pattern: "WY{yyyy}{mm}-{seq:4}"}
	p.Units = propertyUnits()
	p.FallbackUnit = "reception"
	p.Channels = propertyChannels()
	p.Rules = joined("property-service", text("物业投诉分类", "Property classification"),
		parts.ServiceSeverity(parts.Limits{}), serviceKinds(), propertyClasses(p.Units))
	p.Kinds, p.Fields = kindsOf(p.Rules), recorded(p.Rules)

	p.Roles = append(p.Roles, playbook.Role{
		Code: operations, Label: text("运营管理专员", "operations officer"), Level: 3, SeesPersonal: true, AllUnits: true,
	})
	p.Grants = append(propertyGrants(p.Grants), playbook.Grant{
		Roles: []string{operations}, Commands: []string{"register", "message", "note", "follow-up", "reopen", "close", "archive", "tag"},
	})
	p.FollowUp = playbook.FollowUpPolicy{MaxReopens: 2, Attempts: 3, OtherUnit: true, Effect: true}
	for i := range p.Grades {
		p.Grades[i].FollowUp = true
	}
	p.Repeat.By = []string{"kind", "category.class"}
	p.Form = playbook.Form{Number: "WY-KF-08", Version: "A/0", Effective: sla.Date{Year: 2026, Month: time.January, Day: 1}}
	p.Targets = propertyTargets(p.Targets)
	p.Reactions = append(p.Reactions, playbook.Reaction{
		Name: "hard-case", On: on("tagged"), If: map[string][]string{"tag.hard": {"yes"}}, Do: notify("role:" + manager),
	}, playbook.Reaction{
		Name: "settled-on-the-spot", On: entered(playbook.Closed), If: map[string][]string{"channel": {"counter"}}, Do: notify("head"),
	}, playbook.Reaction{
		Name: "from-above", On: on("register"), If: map[string][]string{"channel": {"company", "group", "authority"}}, Do: notify("role:" + manager),
	})
	p.Acknowledged = []playbook.Acknowledgement{
		{Path: "units[operations-management]", Reason: "its officers follow up and archive; no case is dispatched to it"},
	}
	p.Sources = propertySources(p.Sources)
	return p
}

// propertyUnits are reception and those who answer for the three classes.
func propertyUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: "reception", Label: text("客服前台", "Reception"), Head: supervisor},
		{Code: "management", Label: text("项目管理处", "Estate management"), Head: supervisor},
		{Code: "engineering", Label: text("工程部", "Engineering"), Head: supervisor},
		{Code: "liaison", Label: text("外部协调", "External liaison"), Head: supervisor},
		{Code: "operations-management", Label: text("运营管理部", "Operations management"), Head: manager, Parent: "reception"},
	}
}

// propertyChannels are in person, by letter, phone or e-mail, and from above (R10).
func propertyChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("counter", "当面", "in person"), channel("phone", "电话", "phone"), channel("letter", "来信", "letter"),
		channel("email", "电子邮件", "e-mail"), channel("company", "直接向公司投诉", "made to the company"),
		channel("group", "直接向集团投诉", "made to the group"), channel("authority", "主管部门转来", "through an authority"),
	}
}

// propertyClasses are the three classes of R10 and where each goes.
func propertyClasses(units []playbook.Unit) parts.Part {
	p := byMatter("class", text("投诉类别", "Class"), "R10", []playbook.Code{
		code("own", "一类：本公司管理与服务", "class 1: our own management or service"),
		code("construction", "二类：房屋建筑质量", "class 2: construction quality"),
		code("outside", "三类：红线外或第三方", "class 3: beyond the boundary line, or third parties"),
		code("other", "未分类", "not classified"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("own", "management", "R10"), route("construction", "engineering", "R10"), route("outside", "liaison", "R10"),
		},
		Default: classify.Route{ID: "desk", Unit: "reception"},
	}
	return p
}

// propertyGrants leaves follow-up, closing and archiving to operations (R10): who handled a case asks nobody how it went.
func propertyGrants(grants []playbook.Grant) []playbook.Grant {
	for i := range grants {
		grants[i].Commands = slices.DeleteFunc(grants[i].Commands, func(c string) bool { return c == "follow-up" || c == "archive" || c == "close" })
	}
	return append(grants, playbook.Grant{Roles: []string{supervisor, manager, head}, Commands: []string{"instruct"}})
}

// propertyTargets adds the limits of R10.
func propertyTargets(targets []sla.Target) []sla.Target {
	settledOnTheSpot := entered(playbook.Closed, playbook.Resolved, playbook.Refused)
	superior := limit("inform-superior", sla.OwnerUnit, on("register"), append(settledOnTheSpot, on("report")...), of("channel", sla.Hours(2), "counter"))
	reception := limit("to-reception", sla.OwnerUnit, on("register"),
		entered(playbook.Assessed, playbook.Dispatched, playbook.Closed, playbook.Refused), of("channel", sla.Hours(1), "phone", "letter", "email"))
	decision := limit("decision", sla.OwnerUnit, on("report"), append(on("instruct"), outcome()...), always(sla.BusinessHours(4)))
	result := limit("record-result", sla.OwnerUnit, on("execute"), entered(playbook.Resolved))
	result.Terms = []sla.Choice{{Term: sla.Term{Span: sla.Days(0), Landing: sla.LandMidnight, Roll: sla.RollNone}}}
	follow := targets[slices.IndexFunc(targets, func(t sla.Target) bool { return t.Name == "follow-up" })]
	follow.Terms = []sla.Choice{always(sla.Days(3))}
	follow.Steps[0].Do, follow.Steps[1].Do = notify("role:"+operations), notify("role:"+operations+",role:"+manager)
	return set(targets, targetName, superior, reception, decision, result, follow)
}

func propertySources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("rules.class", "R10"), from("targets.inform-superior", "R10: 2 hours"), from("targets.to-reception", "R10: 1 hour"),
		from("targets.record-result", "R10: the same day"), from("targets.follow-up", "R10: 3 days after handling"),
		from("follow_up.other", "R10"), from("follow_up.effect", "R10"), from("grants.operations", "R10"), from("reactions.hard-case", "R10"),
		from("reactions.from-above", "R10"), from("form", "R10: form number, version, effective date"),
		ours("form.number", "WY-KF-08, A/0"), ours("targets.decision", "4 open hours: R10 says that the superior decides, not when"),
	)
}
