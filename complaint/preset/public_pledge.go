package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

const (
	discipline  = "discipline"  // inquires into misconduct, out of sight of those who handle the case
	supervision = "supervision" // has the supervision phone and the mailbox
)

// PublicPledge returns the rules of a public office's service pledge (公共服务承诺, R23), built on [Service]: whoever is asked
// first answers for the matter, what is promised is done in time or somebody answers for it, things are explained, papers
// listed and work done once, a supervision phone and a mailbox lie outside the units complained about, gifts, favours and
// illegal fees are a class of their own with an inquiry and a punishment, and every complaint is answered.
//
// The calendar and the limits are [Service]'s: R23 speaks of the promised limit and gives none. The value is fresh at every
// call and the caller's to change.
func PublicPledge() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "public-pledge", text("公共服务承诺", "Service pledge of a public office"), playbook.Numbers{Pattern: "CN{yyyy}{mm}-{seq:4}"}
	p.Units = pledgeUnits()
	p.FallbackUnit = supervision
	p.Channels = pledgeChannels()
	p.Rules = joined("public-pledge", text("服务承诺投诉分类", "Pledge classification"),
		graver(parts.ServiceSeverity(parts.Limits{}), "R23", pledgeConduct()...), serviceKinds(), integrity("R23", pledgeConduct()...), pledgeClasses(p.Units))
	p.Kinds, p.Fields = kindsOf(p.Rules), recorded(p.Rules)
	p.Conflict = playbook.ConflictPolicy{Unit: true}
	pledgePeople(p)
	inquired(p, discipline)
	p.Tasks = append(p.Tasks, playbook.TaskRule{
		Code: "accountability", Label: text("追究责任", "who answers for it"), Role: manager,
		Records: []playbook.Field{mustRecord("answers", playbook.TextField, "责任人及处理", "Who answers, and how")},
	})
	p.Tell = []playbook.Code{
		code("documents", "办理依据与所需材料", "the documents"), code("steps", "办理流程", "the steps"), code("fees", "收费标准", "the fees"),
		code("limit", "承诺时限", "the promised limit"), code("supervision", "监督电话与信箱", "the supervision phone and mailbox"),
	}
	p.Messages = append(p.Messages, code("explanation", "一次性说明", "explanation, once"), code("papers", "一次性告知材料", "list of papers, once"))
	for i := range p.Targets {
		if p.Targets[i].Name == "resolve" {
			p.Targets[i].Steps[1].Do["task"] = "accountability"
		}
	}
	p.Reactions = append(p.Reactions, pledgeReactions()...)
	p.Templates = append(p.Templates, tell("answered", text("关于投诉 {number}", "Your complaint {number}"), text(
		"您的投诉 {number} 已当场办理，结果：{outcome}。如有不同意见，请拨打监督电话。",
		"Your complaint {number} was dealt with at once: {outcome}. If you do not agree, please call the supervision phone.")))
	p.Repeat.By = []string{"kind", "category.class"}
	p.Sources = pledgeSources(p.Sources)
	return p
}

func pledgeUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: supervision, Label: text("监督办公室", "Supervision office"), Head: manager},
		{Code: "window", Label: text("服务窗口", "Service windows"), Head: supervisor, Parent: supervision},
		{Code: "approvals", Label: text("业务审批科", "Approvals"), Head: supervisor, Parent: supervision},
		{Code: "finance", Label: text("财务科", "Finance"), Head: supervisor, Parent: supervision},
	}
}

func pledgeChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("counter", "窗口", "at the window"), channel("supervision-phone", "监督电话", "supervision phone"),
		channel("supervision-mailbox", "监督信箱", "supervision mailbox"), channel("letter", "来信", "letter"),
		{Code: "authority", Label: text("上级转办", "forwarded from above"), Required: []string{"text"}},
	}
}

// pledgeConduct are the misconducts of the integrity class.
func pledgeConduct() []playbook.Code {
	return []playbook.Code{
		code("gift", "收受礼品", "took a gift"), code("favour", "谋取好处", "asked a favour"), code("illegal-fee", "违规收费", "took an illegal fee"),
	}
}

// pledgeClasses has a class for each sentence of the pledge, and one for integrity, which needs no other tick.
func pledgeClasses(units []playbook.Unit) parts.Part {
	p := byMatter("class", text("承诺事项", "Pledge concerned"), "R23", []playbook.Code{
		code("first-contact", "首问负责", "first-contact duty"), code("late", "限时办结", "not done within the limit"),
		code("explained", "一次性说明", "not explained at once"), code("papers", "一次性告知材料", "papers not listed at once"),
		code("done-once", "一次办结", "not done at once"), code("published", "政务公开", "documents, steps or fees not published"),
		code("fees", "收费", "charges"), code(integrityFlag, "廉洁", "integrity"), code("other", "其他", "other"),
	})
	var conduct []string
	for _, c := range pledgeConduct() {
		conduct = append(conduct, c.Code)
	}
	p.Tables[0].Rows = append([]classify.Row{
		{ID: "conduct", Then: integrityFlag, Source: "R23", When: classify.OneOf("conduct", conduct...)},
	}, p.Tables[0].Rows...)
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			{ID: "conduct", When: classify.OneOf("conduct", conduct...), Unit: supervision, Source: "R23"},
			{
				ID: "supervised", When: classify.OneOf("channel", "supervision-phone", "supervision-mailbox"), Unit: supervision, Source: "R23",
			},
			route("late", "approvals", "R23, ours"), route("papers", "window", "R23, ours"), route("explained", "window", "R23, ours"),
			route("done-once", "approvals", "R23, ours"), route("fees", "finance", "R23, ours"),
		},
		Default: classify.Route{ID: "desk", Unit: supervision},
	}
	p.Fields = append(p.Fields, classify.Field{Name: "channel", Type: classify.TypeCode, Label: classify.Label{ZH: "来源渠道", EN: "Channel"}, Codes: codesOfChannels(pledgeChannels())})
	return p
}

func pledgePeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "窗口工作人员", "window clerk")
	titled(p.Roles, handler, "承办人", "officer in charge")
	titled(p.Roles, supervisor, "科室负责人", "section head")
	titled(p.Roles, manager, "监督办公室主任", "head of supervision")
	titled(p.Roles, head, "单位负责人", "head of the office")
	p.Roles = append(p.Roles, playbook.Role{
		Code: discipline, Label: text("纪检监察员", "discipline officer"), Level: 4, SeesPersonal: true, AllUnits: true,
	})
	p.Grants = grantAlso(p.Grants, []string{discipline}, "register", "complete-task", "note", "attach", "tag")
}

// pledgeReactions: what happens a second time broke the pledge.
func pledgeReactions() []playbook.Reaction {
	said := func(kind string) []sla.Condition {
		return []sla.Condition{{Event: "message", With: map[string][]string{"way": {"out"}, "kind": {kind}}}}
	}
	out := []playbook.Reaction{
		{Name: "first-contact-answers", On: append(on("assigned"), entered(playbook.Resolved, playbook.Closed)...), Do: notify("first")},
		{Name: "answered", On: on("close-directly"), Do: notify("complainant")},
		{Name: "not-done-once", On: on("reopen"), Do: map[string]string{"notify": "head", "task": "accountability"}},
	}
	for _, kind := range []string{"explanation", "papers"} {
		again, once := kind+"-again", kind+"-given"
		out = append(out,
			playbook.Reaction{Name: again, On: said(kind), If: ifFact("tag."+once, "yes"), Do: map[string]string{"notify": "head", "tag": again}},
			playbook.Reaction{Name: once, On: said(kind), Do: map[string]string{"tag": once}},
		)
	}
	return out
}

func pledgeSources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool {
		return s.Rule == "channels" || s.Rule == "rules.content" || s.Rule == "tell"
	})
	return append(base,
		from("rules.class", "R23"), from("channels.supervision", "R23: supervision phone and mailbox"), from("tell", "R23: documents, steps and fees"),
		from("rules.integrity", "R23: gifts, favours, illegal fees"), from("tasks.integrity", "R23: verified"), from("tasks.punishment", "R23"),
		from("tasks.accountability", "R23"), from("reactions.first-contact-answers", "R23: first-contact duty"),
		from("reactions.explanation-again", "R23: explained once"), from("reactions.papers-again", "R23: listed once"),
		from("reactions.not-done-once", "R23: done once"), from("reactions.answered", "R23: every complaint is answered"),
		ours("channels", "window, letter, forwarded"), ours("conflict.unit", "the unit complained about does not handle it"),
		ours("units", "R23 names none"), ours("rules.severity.integrity", "misconduct is serious"),
	)
}
