package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// claimFollowUp is the channel of an objection voiced when a settled claim was followed up (R07).
const claimFollowUp = "claim-follow-up"

// InsurerPromise returns the service commitments of an insurer (保险服务承诺, R07), built on [Service]: the hotline answers day and
// night on all days and only complaints become cases; a definite answer in principle within three working days, which is a
// target and no absolute limit; an objection voiced in the follow-up of a settled claim opens a case with the unit
// concerned; process and time are told, papers are named once, a refusal is explained on the spot, urgent matters go first.
// [InsurerPlans] says which contacts belong to it.
//
// The calendar is [Service]'s, Asia/Shanghai; the hotline's limit is real time. The value is fresh at every call and the
// caller's to change.
func InsurerPromise() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "insurer-promise", text("保险服务承诺投诉", "Complaints under an insurer's commitments"), playbook.Numbers{Pattern: "BX{yyyy}{mm}-{seq:4}"}
	p.Units, p.FallbackUnit = insurerUnits(), serviceCentre
	p.Channels = insurerChannels()
	p.Rules = joined("insurer-promise", text("保险投诉分类", "Insurance classification"),
		parts.ServiceSeverity(parts.Limits{}), onlyComplaints(), insurerMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = append(recorded(p.Rules), playbook.Field{
		Name: "claim", Label: text("赔案号", "claim number"), Type: playbook.TextField, Required: &playbook.Applies{Channels: []string{claimFollowUp}},
	})
	p.Repeat.By = []string{"kind", "category.content"}
	p.Grants = grantAlso(p.Grants, []string{agent}, "refuse")
	p.Messages = append(p.Messages, code("documents", "一次性告知所需资料", "notice of all the papers needed"))
	p.Targets = insurerTargets(p.Targets)
	p.Reactions = append(p.Reactions, insurerReactions()...)
	p.Templates = append(p.Templates, playbook.Template{
		Notice: "refused-at-the-counter", Subject: text("当面说明不予受理的理由", "Explain the refusal face to face"), Body: text(
			"投诉 {number} 不予受理，请当面向客户说明理由：{reason}，并告知可选途径：{recourse}。",
			"{number} is not taken up. Tell the customer why, face to face: {reason}; and where else to turn: {recourse}."),
	})
	p.Sources = insurerSources(p.Sources)
	return p
}

// InsurerPlans returns the contacts of R07 that no complaint brings about: every settled motor claim is followed up by phone
// (车险理赔回访), and customers drawn by lot are visited (不定期走访). A host tells the first one of its settled claims; what is
// objected to there it registers on the channel "claim-follow-up". Seed, times and sample are ours.
func InsurerPlans() []survey.Plan {
	label := func(zh, en string) survey.Label { return survey.Label{ZH: zh, EN: en} }
	return []survey.Plan{
		{
			ID: "motor-claims", Version: 1, Title: label("车险赔付回访", "After a motor claim"), Questionnaire: "complaint-handling", QuestionnaireVersion: 1,
			Zone: "Asia/Shanghai", On: survey.OnSettled, Contacts: []survey.Wait{survey.Days(1)}, Modes: []survey.Mode{survey.Phone},
			Expires: survey.Days(7), Boxes: survey.TopTwoOfFive,
		},
		{
			ID: "visits", Version: 1, Title: label("客户走访", "Visits"), Questionnaire: "complaint-handling", QuestionnaireVersion: 1,
			Zone: "Asia/Shanghai", Every: survey.Quarterly, Contacts: []survey.Wait{survey.Days(0)}, Modes: []survey.Mode{survey.Visit, survey.Phone},
			Sample: survey.Sample{Size: 50, Seed: "insurer-visits"}, CoolDown: survey.Days(180), Expires: survey.Days(60), Boxes: survey.TopTwoOfFive,
		},
	}
}

func insurerUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: serviceCentre, Label: text("客户服务热线", "Customer hotline"), Head: manager},
		{Code: "claims", Label: text("理赔部", "Claims"), Head: supervisor},
		{Code: "rescue", Label: text("救援服务", "Rescue"), Head: supervisor},
		{Code: "underwriting", Label: text("承保部", "Underwriting"), Head: supervisor},
		{Code: "sales", Label: text("销售服务", "Sales"), Head: supervisor},
	}
}

func insurerChannels() []playbook.Channel {
	return []playbook.Channel{
		{Code: "hotline", Label: text("全天候服务热线", "hotline, day and night")},
		{Code: "counter", Label: text("客户服务中心柜面", "service centre")},
		{Code: claimFollowUp, Label: text("赔付回访", "follow-up of a settled claim"), Required: []string{"text"}},
		{Code: "web", Label: text("网站", "web")},
		{Code: "letter", Label: text("来信", "letter")},
	}
}

// onlyComplaints: claims, rescue and consultation are the hotline's own business and no cases (R07).
func onlyComplaints() parts.Part {
	return parts.Part{
		Kinds: labels([]playbook.Code{code("complaint", "投诉", "complaint")}),
		Tables: []classify.Table{{
			ID: "kind", Label: classify.Label{ZH: "诉求类型", EN: "Kind"}, Sets: classify.DimKind, Hit: classify.HitFirst, Default: "complaint",
		}},
	}
}

func insurerMatters(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("投诉内容", "Content"), "R07, ours", []playbook.Code{
		code("claim", "理赔", "claims"), code("rescue", "救援", "rescue"), code("policy", "承保与保全", "policies"), code("sales", "销售", "sales"),
		code("service", "服务", "service"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("claim", "claims", "R07"), route("rescue", "rescue", "R07"), route("policy", "underwriting", "R07"), route("sales", "sales", "R07"),
			{ID: "settled-claim", When: classify.Is("channel", claimFollowUp), Unit: "claims", Source: "R07"},
		},
		Default: classify.Route{ID: "desk", Unit: serviceCentre},
	}
	p.Fields = append(p.Fields, classify.Field{
		Name: "channel", Type: classify.TypeCode, Label: classify.Label{ZH: "来源渠道", EN: "Channel"}, Codes: channelLabels(insurerChannels()),
	})
	return p
}

// insurerTargets adds the limits of R07. Three working days are a target: missing them is told to whoever answers for the
// case and takes it nowhere, and a handler may ask for more time without approval.
func insurerTargets(targets []sla.Target) []sla.Target {
	answer := append(on("offer"), on("final-decision")...)
	answer = append(append(answer, said("answer")...), outcome()...)
	definite := limit("definite-answer", sla.OwnerCustomer, on("register"), answer, always(sla.Workdays(3)))
	definite.Steps[1].Do = notify("owner,head")
	definite.Extensions = []sla.ExtensionRule{{Name: "in-principle", Shape: sla.ExtendPlus, Span: sla.Workdays(3), Max: 3}}

	pickUp := limit("pick-up", sla.OwnerCustomer, onWhere("register", "channel", "hotline"), append(append(on("acknowledge"), on("respond")...), outcome()...),
		of("channel", sla.Minutes(15), "hotline"))
	scope := limit("on-the-spot", sla.OwnerCustomer, onWhere("register", "channel", "counter"),
		entered(playbook.Assessed, playbook.Dispatched, playbook.Refused, playbook.Closed), of("channel", sla.Minutes(30), "counter"))
	targets = withinFifteenDays(targets)
	for i := range targets {
		if targets[i].Name == "resolve" {
			targets[i].Terms[len(targets[i].Terms)-1] = always(sla.Workdays(5)) // not before the definite answer may be late
		}
	}
	return append(targets, definite, pickUp, scope)
}

// said matches a message of a kind from us to the complainant.
func said(kind string) []sla.Condition {
	return []sla.Condition{{Event: "message", With: map[string][]string{"way": {"out"}, "kind": {kind}}}}
}

func insurerReactions() []playbook.Reaction {
	papers := said("documents")
	return []playbook.Reaction{
		{Name: "papers-asked-again", On: papers, If: ifFact("tag.papers-named", "yes"), Do: notify("head")},
		{Name: "papers-named", On: papers, Do: map[string]string{"tag": "papers-named"}},
		{Name: "urgent-first", On: on("register"), If: ifFact("severity", "urgent"), Do: map[string]string{"priority": "9", "notify": "head"}},
		{Name: "refused-at-the-counter", On: entered(playbook.Refused), If: ifFact("channel", "counter"), Do: notify("first")},
	}
}

func insurerSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("channels.hotline", "R07: 24 h × 365 d"), from("kinds.complaint", "R07: only complaints become cases"),
		from("targets.pick-up", "R07: 24 h × 365 d"), ours("targets.pick-up.term", "15 minutes"),
		from("targets.definite-answer", "R07: in principle 3 working days"), ours("targets.definite-answer.extensions", "three working days more, three times, without approval"),
		from("channels.claim-follow-up", "R07"), from("rules.routes.settled-claim", "R07: the unit concerned"), ours("fields.claim", "required of an objection in a follow-up"),
		from("tell.limit", "R07: process and completion time"), from("messages.documents", "R07: named once"), from("reactions.papers-asked-again", "R07"),
		from("grants.refuse", "R07: on the spot"), from("targets.on-the-spot", "R07"), ours("targets.on-the-spot.term", "30 minutes"),
		from("reactions.refused-at-the-counter", "R07: face to face, with the reason"), from("reactions.urgent-first", "R07"),
		ours("units", "R07 names none"), ours("targets.resolve.term", "12 days for serious cases and no extension, within the law; 5 working days for minor ones, beyond the definite answer"),
	)
}
