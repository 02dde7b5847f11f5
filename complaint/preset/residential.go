package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

const (
	managementOffice  = "management-office"
	correctivePlan    = "corrective-plan"
	adopted           = "adopted"
	decideSuggestion  = "decide-suggestion"
	awardPriority     = "award-priority"
	verifyTarget      = "verify"
	suggestionPosting = "post-measures"
)

// Residential returns the rules of a managed estate (住宅小区管理, R02), built on [Service]: the estate officer of an area is
// its intake desk, everything is verified on the day it is made known and reported to the responsible unit and the director,
// who decides what could not be solved; suggestions are the director's to adopt, are posted, and count for the household
// award; every case is answered; passing the buck, obstruction and favours are misconduct. What visits bring is a case each;
// see [ResidentialVisits] for who visits whom how often.
//
// The calendar is [Service]'s; "the same day" ends at midnight, also on a day of rest. The value is fresh at every call and
// the caller's to change.
func Residential() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "residential", text("住宅小区业主投诉", "Residents' complaints"), playbook.Numbers{Pattern: "XQ{yyyy}{mm}-{seq:4}"}
	p.Units = residentialUnits()
	p.FallbackUnit = managementOffice
	p.Channels = residentialChannels()
	p.Rules = joined("residential", text("小区投诉分类", "Residential classification"),
		parts.ServiceSeverity(parts.Limits{}), residentialKinds(), integrity("R02", residentialConduct()...), residentialMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	for i := range p.Kinds {
		if p.Kinds[i].Code == "suggestion" {
			p.Kinds[i].Outcomes = []string{adopted, correctivePlan}
		}
	}
	p.Fields = append(recorded(p.Rules), playbook.Field{
		Name: "visit_record", Label: text("走访记录编号", "Number of the visit record"), Type: playbook.TextField,
		Required: &playbook.Applies{Channels: []string{"visit"}},
	})
	p.Outcomes = append(p.Outcomes, code(correctivePlan, "制定整改措施", "corrective plan"))
	residentialPeople(p)
	for i := range p.Grades {
		p.Grades[i].FollowUp = true
	}
	p.Lifecycle = needing(playbook.DefaultLifecycle(), "tasks", "close-directly")
	inquired(p, head)
	p.Tasks = append(p.Tasks, playbook.TaskRule{
		Code: decideSuggestion, Label: text("决定是否采纳建议", "decide on the suggestion"), On: playbook.Registered, If: ifFact("kind", "suggestion"),
		Role: head, Blocks: true, Results: []string{adopted, correctivePlan},
	})
	p.Tell = append(p.Tell, code("place", "投诉受理地点", "where to complain"), code("phone", "投诉电话", "by which phone"))
	p.Targets = residentialTargets(p.Targets)
	p.Reactions = append(p.Reactions, residentialReactions()...)
	p.Templates = append(p.Templates, tell("result-to-resident", text("{number} 的处理结果", "The result of {number}"), text(
		"您反映的事项 {number} 已处理，结果：{outcome}。", "What you told us in {number} has been dealt with: {outcome}.")))
	p.Repeat.By = []string{"kind", "category.matter"}
	p.BackDate = sla.Hours(2)
	p.Sources = residentialSources(p.Sources)
	return p
}

// residentialAreas are the areas of an estate; ours: a host names its own.
func residentialAreas() []playbook.Code {
	return []playbook.Code{code("area-1", "一片区", "area 1"), code("area-2", "二片区", "area 2"), code("area-3", "三片区", "area 3")}
}

// residentialUnits are the office, an intake desk for each area, and those responsible for a matter.
func residentialUnits() []playbook.Unit {
	units := []playbook.Unit{{Code: managementOffice, Label: text("管理处", "Management office"), Head: head}}
	for _, a := range residentialAreas() {
		units = append(units, playbook.Unit{Code: a.Code, Label: text(a.Label.ZH+"管理员", "Estate officer, "+a.Label.EN), Head: supervisor, Parent: managementOffice})
	}
	return append(units,
		playbook.Unit{Code: "security", Label: text("安管部", "Security"), Head: supervisor, Parent: managementOffice},
		playbook.Unit{Code: "cleaning", Label: text("环境部", "Cleaning and greenery"), Head: supervisor, Parent: managementOffice},
		playbook.Unit{Code: "engineering", Label: text("工程部", "Engineering"), Head: supervisor, Parent: managementOffice},
		playbook.Unit{Code: "finance", Label: text("财务部", "Finance"), Head: supervisor, Parent: managementOffice},
	)
}

func residentialChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("phone", "投诉电话", "phone"), channel("counter", "投诉受理处", "at the place for complaints"), channel("letter", "来信", "letter"),
		channel("visit", "走访", "raised on a visit"), channel("meeting", "业主座谈会", "residents' meeting"),
		channel("event", "节庆与社区活动", "festival or community event"), channel("questionnaire", "专题问卷", "topic questionnaire"),
	}
}

// residentialKinds are those of [Service] and a request; a question raised on a visit is a query, an opinion a suggestion.
func residentialKinds() parts.Part {
	p := serviceKinds()
	p.Kinds = append(p.Kinds, labels([]playbook.Code{code("request", "要求", "request")})...)
	p.Fields[0].Codes = append(p.Fields[0].Codes, labels([]playbook.Code{code("request", "提出要求", "to request something")})...)
	p.Tables[0].Rows = append(p.Tables[0].Rows, classify.Row{ID: "requests", Then: "request", When: classify.Is("purpose", "request"), Source: "R02"})
	return p
}

// residentialConduct are the misconducts of R02.
func residentialConduct() []playbook.Code {
	return []playbook.Code{
		code("buck-passing", "推诿", "passed the buck"), code("obstruction", "刁难业主", "obstructed a resident"), code("favour", "索取好处", "asked for a favour"),
	}
}

// residentialMatters route by area to its estate officer, with the unit that the matter is for as adviser.
func residentialMatters(units []playbook.Unit) parts.Part {
	matters := []playbook.Code{
		code("security", "安全秩序", "security"), code("cleaning", "清洁绿化", "cleaning and greenery"), code("engineering", "维修保养", "repairs"),
		code("charges", "收费", "charges"), code("other", "其他", "other"),
	}
	p := byMatter("matter", text("投诉事项", "Matter"), "R02, ours", matters)
	p.Fields = append(p.Fields, classify.Field{Name: "area", Type: classify.TypeCode, Label: classify.Label{ZH: "所在片区", EN: "Area"}, Codes: labels(residentialAreas())})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{Default: classify.Route{ID: "desk", Unit: managementOffice}}
	responsible := map[string]string{"security": "security", "cleaning": "cleaning", "engineering": "engineering", "charges": "finance"}
	for _, area := range residentialAreas() {
		for _, m := range matters {
			if unit := responsible[m.Code]; unit != "" {
				p.Routes.Rows = append(p.Routes.Rows, classify.Route{
					ID: area.Code + "-" + m.Code, When: classify.All(classify.Is("area", area.Code), classify.Is("matter", m.Code)),
					Unit: area.Code, Advisers: []string{unit}, Source: "R02",
				})
			}
		}
		p.Routes.Rows = append(p.Routes.Rows, classify.Route{ID: area.Code, When: classify.Is("area", area.Code), Unit: area.Code, Source: "R02"})
	}
	return p
}

// residentialPeople: the estate officer investigates and settles; what was reported is for the director to decide.
func residentialPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "片区管理员", "estate officer")
	titled(p.Roles, handler, "责任部门员工", "staff of a department")
	titled(p.Roles, supervisor, "部门主管", "head of department")
	titled(p.Roles, manager, "客服主管", "customer service lead")
	titled(p.Roles, head, "管理处主任", "director of the management office")
	p.Grants = grantAlso(p.Grants, []string{agent}, "take-on", "find", "propose", "offer", "reply", "execute", "resolve", "report", "plan")
	p.Grants = grantOnly(p.Grants, []string{head}, "instruct")
}

func residentialTargets(targets []sla.Target) []sla.Target {
	followedUpAlways(targets)
	today := endOfDay(0)
	today.When = ifFact("kind", "complaint", "request")
	verify := limit(verifyTarget, sla.OwnerUnit, on("register"), append(on("find"), outcome()...), today)
	question := endOfDay(0)
	question.When = map[string][]string{"channel": {"visit"}, "kind": {"query"}}
	answer := limit("answer-or-promise", sla.OwnerCustomer, on("register"), append(append(on("promise"), on("respond")...), outcome()...), question)
	decision := limit("decision", sla.OwnerUnit, on("report"), append(on("instruct"), outcome()...), always(sla.Workdays(1)))
	decision.Steps[0].Do, decision.Steps[1].Do = notify("role:"+head), notify("role:"+head)
	post := limit(suggestionPosting, sla.OwnerUnit, entered(playbook.Closed), on("publish"), of("kind", sla.Workdays(5), "suggestion"))
	post.Steps[0].Do, post.Steps[1].Do = notify("role:"+manager), notify("role:"+manager+",role:"+head)
	return set(targets, targetName, verify, answer, decision, post)
}

func residentialReactions() []playbook.Reaction {
	serious := map[string][]string{"channel": {"visit", "meeting", "event", "questionnaire"}, "severity": {"major", "urgent"}}
	return []playbook.Reaction{
		{Name: "what-was-found", On: on("find"), Do: notify("advisers,role:" + head)},
		{Name: "not-solved", On: on("report"), Do: notify("advisers,role:" + head)},
		{Name: "result-to-director", On: append(on("close-directly"), entered(playbook.Resolved, playbook.Refused)...), Do: notify("role:" + head)},
		{Name: "result-to-resident", On: on("close-directly"), Do: notify("complainant")},
		{Name: "suggested", On: on("publish"), If: ifFact("kind", "suggestion"), Do: map[string]string{"tag": awardPriority, "notify": "role:" + head}},
		{Name: "serious-on-a-visit", On: on("register"), If: serious, Do: map[string]string{"level": "next", "notify": "ladder,role:" + head}},
	}
}

func residentialSources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool {
		return s.Rule == "channels" || s.Rule == "rules.content" || s.Rule == "back_date"
	})
	return append(base,
		from("units.area", "R02: the estate officer is the intake desk of an area"), from("tell.place", "R02: place and phone are published"),
		from("targets.verify", "R02: the same day"), from("reactions.what-was-found", "R02: responsible unit and director"),
		from("grants.instruct", "R02: the director decides"), from("tasks.decide-suggestion", "R02"), from("reactions.suggested", "R02: household award"),
		from("targets.post-measures", "R02: measures are posted"), from("reactions.result-to-director", "R02"), from("reactions.result-to-resident", "R02"),
		from("rules.integrity", "R02: misconduct"), from("tasks.integrity", "R02"), from("fields.visit_record", "R02: each visit has a record"),
		from("targets.answer-or-promise", "R02: a promised time"), from("reactions.serious-on-a-visit", "R02: referred upward"),
		from("channels", "R02: visits, meetings, events, questionnaires"), from("grades.follow_up", "R02: none left open"),
		ours("units", "three areas, four departments"), ours("rules.matter", "R02 names no matters"), ours("targets.decision", "1 working day"),
		ours("targets.post-measures.term", "5 working days"), ours("targets.answer-or-promise.term", "the same day"),
		ours("back_date", "2 hours: recorded at once"), ours("tasks.punishment", "R02 calls it misconduct, no more"),
	)
}
