package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// The bodies outside that a telecom user appeals to (R14).
const (
	provinceAppeal = "telecom-appeal"  // the appeal body of the operator's province, as the law names it
	nationalAppeal = "national-appeal" // the national centre, where a province has none
)

// TelecomAppeal returns the rules of a telecom operator whose users may appeal to the regulator (电信用户申诉, R14), built on
// [Service]. It carries both measures, and each complaint has the one of the day on which it was received: 15 working days to
// answer until 29 July 2016, 15 days since. Who is not satisfied, or heard nothing in that time, may appeal to the appeal body
// of the province or to the national centre where there is none; an appeal is admitted by rule, and a refusal names the rule:
// more than five months after a charge, more than two years after anything else, settled and carried out, mediated already.
// An appeal opens a mediation and is marked for the statistics of the quarter.
//
// The calendar is [Service]'s, Asia/Shanghai. None of it is legal advice. The value is fresh at every call and the caller's
// to change.
func TelecomAppeal() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "telecom-appeal", text("电信用户申诉", "Appeals of telecom users"), playbook.Numbers{Pattern: "SS{yyyy}-{seq:5}"}
	p.Units = append(drop(p.Units, unitCode, "operations", "quality", "safety"), playbook.Unit{
		Code: "regulatory", Label: text("申诉与监管事务", "Appeals and regulatory affairs"), Head: manager,
	}, playbook.Unit{Code: "network", Label: text("网络部", "Network"), Head: supervisor})
	p.Rules = joined("telecom-appeal", text("申诉分类", "Classification of appeals"), parts.ServiceSeverity(parts.Limits{}), serviceKinds(), appealMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = append(recorded(p.Rules), playbook.Field{
		Name: law.MatterDate, Label: text("争议发生日", "day of the matter"), Type: playbook.DateField, Required: &playbook.Applies{Kinds: []string{"complaint"}},
	}, yesField("province_body", "本省设有申诉受理机构", "The province has an appeal body"))
	p.Recourse = []playbook.Code{
		code(provinceAppeal, "本省电信用户申诉受理机构", "appeal body of the province"), code(nationalAppeal, "全国电信用户申诉受理中心", "national appeal centre"),
		code("court", "诉讼或仲裁", "court or arbitration"),
	}
	p.Tasks = append(p.Tasks, playbook.TaskRule{
		Code: "mediation", Label: text("申诉调解", "mediation by the appeal body"), Unit: "regulatory", Party: "appeal-body",
		Results: []string{"agreement", "opinion", "failed"}, Records: []playbook.Field{mustRecord("mediation_note", playbook.TextField, "调解要点", "What was mediated")},
	})
	p.Targets = withinFifteenDays(p.Targets)
	p.Reactions = append(p.Reactions, appealReactions()...)
	p.Templates = append(p.Templates, tell("not-answered", text("投诉 {number} 尚未答复，您可以申诉", "{number}: no answer yet; you may appeal"), text(
		"投诉 {number} 未能在规定期限内答复，您可以向本省电信用户申诉受理机构申诉，本省未设机构的向全国受理中心申诉。",
		"We have not answered {number} in time. You may appeal to the appeal body of the province, or to the national centre where there is none.")))
	p.Sources = appealSources(p.Sources)
	return appealable(p)
}

func unitCode(u playbook.Unit) string { return u.Code }

// appealMatters tells disputes about charges from the others: they have a window of their own.
func appealMatters(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("争议内容", "Content"), "R14", []playbook.Code{
		code("charges", "收费争议", "charges"), code("network", "网络与通信质量", "network"), code("service", "服务", "service"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows:    []classify.Route{route("charges", "finance", "R14, ours"), route("network", "network", "R14, ours")},
		Default: classify.Route{ID: "desk", Unit: serviceCentre},
	}
	return p
}

// appealReactions mark disputes about charges as the law asks, and open a mediation for each appeal.
func appealReactions() []playbook.Reaction {
	charges := map[string]string{"tag": "charges"}
	return []playbook.Reaction{
		{Name: "charges", On: append(append(on("register"), on("assess")...), on("reclassify")...), If: ifFact("category.content", "charges"), Do: charges},
		{
			Name: "appealed-outside", On: onWhere("appealed", "body", provinceAppeal, nationalAppeal),
			Do: map[string]string{"task": "mediation", "tag": playbook.CollectTag("authority"), "notify": "head,role:" + manager},
		},
		{Name: "mediated", On: afterTask("mediation", "opinion"), Do: map[string]string{"tag": "mediated"}},
	}
}

// appealable lays both measures over the playbook, tells the two bodies apart and adds the grounds that the measures' windows
// do not hold.
func appealable(p *playbook.Playbook) *playbook.Playbook {
	both := slices.DeleteFunc(law.All(), func(l playbook.Law) bool { return l.ID != "cn.telecom.2001" && l.ID != "cn.telecom.2016" })
	laid, err := law.Lay(p, both...)
	if err != nil {
		return &playbook.Playbook{ID: p.ID, Title: text("", err.Error())} // Validate refuses it
	}
	var rules []playbook.AppealRule
	for _, a := range laid.Appeals {
		switch {
		case a.Body != provinceAppeal:
			rules = append(rules, a)
		case len(a.If) > 0: // the rule of a measure; one of the two holds for every complaint
			a.Inadmissible = append(a.Inadmissible, appealGrounds()...)
			national := a
			a.If = alsoWhen(a.If, "field.province_body", "true", "")
			national.Body, national.Label = nationalAppeal, text("全国电信用户申诉受理中心", "national appeal centre")
			national.If = alsoWhen(national.If, "field.province_body", "false")
			rules = append(rules, a, national)
		}
	}
	laid.Appeals = rules
	for i := range laid.Targets {
		for _, list := range [][]sla.Condition{laid.Targets[i].Start, laid.Targets[i].Stop} {
			for _, c := range list {
				if slices.Contains(c.With["body"], provinceAppeal) {
					c.With["body"] = []string{provinceAppeal, nationalAppeal}
				}
			}
		}
		for k, s := range laid.Targets[i].Steps {
			if laid.Targets[i].Owner == sla.OwnerStatutory && laid.Targets[i].Per == "" && s.ID == sla.BreachStep {
				laid.Targets[i].Steps = append(laid.Targets[i].Steps, sla.Step{ID: "not-answered", At: laid.Targets[i].Steps[k].At, Do: notify("complainant")})
			}
		}
	}
	return laid
}

// appealGrounds are the grounds of R14 beside the windows.
func appealGrounds() []playbook.Inadmissibility {
	return []playbook.Inadmissibility{
		{Code: "settled", Label: text("已达成协议并履行", "settled by agreement, and carried out"), If: ifFact("outcome", "settled")},
		{Code: "mediated", Label: text("已经调解并出具意见", "mediated already, an opinion was issued"), If: ifFact("tag.mediated", "yes")},
	}
}

func appealSources(base []playbook.Source) []playbook.Source {
	return append(base,
		ours("targets.resolve", "12 days for serious cases and no extension, within the 15 days of the law on every day of the year"),
		from("laws.cn.telecom.2001", "R14: 15 working days"), from("laws.cn.telecom.2016", "R14: a newer measure exists; 工信部令第35号 Art 10(4)"),
		from("appeals.telecom-appeal", "R14"), from("appeals.national-appeal", "R14: where the province has no body"),
		from("appeals.telecom-appeal.bars", "R14: 5 months, 2 years, settled, mediated"), from("tasks.mediation", "R14"),
		from("reactions.appealed-outside", "R14: statistics of the quarter"), ours("reactions.appealed-outside.tag", "a tag by which a list finds the appeals"),
		ours("fields.matter-date", "asked for before assessment"), ours("targets.not-answered", "the user is told at the limit that the way is open"),
	)
}
