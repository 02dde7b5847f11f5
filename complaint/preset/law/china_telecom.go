package law

import (
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// telecomBody is the appeal body of a province, or the national centre where there is none (R14).
const telecomBody = "telecom-appeal"

// chinaTelecom are the rules for telecom carriers. In 2016 the time to answer became 15 days; before, it was 15 working days.
func chinaTelecom() []playbook.Law {
	return []playbook.Law{telecom2016(), telecom2001(), telecomFaults(), telecomHenan(), telecomChongqing()}
}

// telecomWindows are the gates: how long after the matter a user may appeal.
func telecomWindows(article string, sure playbook.Confidence, silent sla.Term) []playbook.LegalLimit {
	matter := text("争议发生之日", "the day of the matter")
	return []playbook.LegalLimit{
		{
			ID: "window-charges", Article: article, Whom: complainant, Confidence: sure, Term: sla.Term{Span: sla.Months(5)}, Starts: matter, Body: telecomBody,
			Label: text("收费争议的申诉时限", "appeal in a dispute about charges"),
			Appeal: &playbook.AppealRule{
				Body: telecomBody, Label: text("电信用户申诉受理机构", "telecom appeal body"), NoOutcomeWithin: silent,
				Inadmissible: []playbook.Inadmissibility{
					{
						Code: "charges-late", Label: text("收费争议超过五个月", "more than five months after a charge"),
						If: map[string][]string{"tag." + tagCharges: {"yes"}}, Since: MatterDate, Term: flat(sla.Months(5)),
					},
					{
						Code: "late", Label: text("争议发生超过两年", "more than two years after the matter"),
						Since: MatterDate, Term: flat(sla.Months(24)),
					},
				},
			},
		},
		{
			ID: "window-other", Article: article, Whom: complainant, Confidence: sure, Term: sla.Term{Span: sla.Months(24)}, Starts: matter, Body: telecomBody,
			Label: text("其他争议的申诉时限", "appeal in any other dispute"),
		},
	}
}

func telecom2016() playbook.Law {
	return playbook.Law{
		ID: "cn.telecom.2016", Number: "工信部令第35号", Jurisdiction: "CN", Trades: []string{"telecom"},
		Title: text("电信用户申诉处理办法", "Measures on appeals of telecom users"),
		From:  day(2016, time.July, 30), Replaces: []string{"cn.telecom.2001"},
		Limits: append([]playbook.LegalLimit{
			{
				ID: "reply", Article: "Art 10(4)", Whom: company, Confidence: official, Term: days(15), Starts: onReceipt(),
				Label: text("答复用户", "answer the user"), Target: outcome(),
			},
			{
				ID: "accept", Article: "Art 14", Whom: regulator, Confidence: official, Term: workdays(5), Starts: onAppeal(), Body: telecomBody,
				Label: text("决定是否受理申诉", "accept the appeal or not"), Target: admission(),
			},
			{
				ID: "answer", Article: "Art 14 ff.", Whom: regulator, Confidence: official, Term: days(30), Starts: onAppeal(), Body: telecomBody,
				Label: text("答复申诉人", "answer the appeal"), Target: outcome(),
			},
		}, telecomWindows("Art 11(1)", official, days(15))...),
	}
}

func telecom2001() playbook.Law {
	return playbook.Law{
		ID: "cn.telecom.2001", Number: "信息产业部令第7号（2001）", Jurisdiction: "CN", Trades: []string{"telecom"},
		Title: text("电信用户申诉处理暂行办法", "Interim measures on appeals of telecom users"), To: day(2016, time.July, 29),
		Limits: append([]playbook.LegalLimit{{
			ID: "reply", Whom: company, Confidence: reported, Term: workdays(15), Starts: onReceipt(),
			Label: text("答复用户", "answer the user"), Target: outcome(),
		}}, telecomWindows("", reported, workdays(15))...),
	}
}

func telecomFaults() playbook.Law {
	fault := func(values ...string) *sla.Target {
		t := only(outcome(), "kind", "fault")
		t.Terms = append(t.Terms, sla.Choice{When: map[string][]string{"tag." + tagRural: values}})
		return t
	}
	return playbook.Law{
		ID: "cn.telecom.fault", Number: "2016", Jurisdiction: "CN", Trades: []string{"telecom"},
		Title: text("电信条例", "Telecommunications regulations"),
		Limits: []playbook.LegalLimit{
			{
				ID: "urban", Article: "Art 32", Whom: company, Confidence: official, Term: sla.Term{Span: sla.Hours(48)}, Starts: text("申告故障", "the fault is reported"),
				Label: text("修复或者调通（城镇）；未及时的告知并免收当期月租", "repair in towns; if missed, inform and waive the rent"), Target: fault("no"),
			},
			{
				ID: "rural", Article: "Art 32", Whom: company, Confidence: official, Term: sla.Term{Span: sla.Hours(72)}, Starts: text("申告故障", "the fault is reported"),
				Label: text("修复或者调通（农村）", "repair in the country"), Target: fault("yes"),
			},
		},
	}
}

func telecomHenan() playbook.Law {
	return playbook.Law{
		ID: "cn.telecom.henan", Number: "2020", Jurisdiction: "CN-HA", Trades: []string{"telecom"},
		Title: text("河南省电信条例", "Telecommunications regulations of Henan"),
		Limits: []playbook.LegalLimit{
			{
				ID: "reply", Article: "Art 38", Whom: company, Confidence: official, Term: workdays(5), Starts: onReceipt(),
				Label: text("答复用户", "answer the user"), Target: outcome(),
			},
			{
				ID: "answer", Article: "Art 38", Whom: regulator, Confidence: official, Term: days(15), Starts: onAppeal(), Body: telecomBody,
				Label: text("主管部门答复", "the authority answers"), Target: outcome(),
			},
		},
	}
}

func telecomChongqing() playbook.Law {
	return playbook.Law{
		ID: "cn.telecom.chongqing", Number: "2018", Jurisdiction: "CN-CQ", Trades: []string{"telecom"},
		Title: text("重庆市电信条例", "Telecommunications regulations of Chongqing"),
		Limits: []playbook.LegalLimit{
			{
				ID: "reply", Whom: company, Confidence: official, Term: workdays(15), Starts: onReceipt(),
				Label: text("答复用户", "answer the user"), Target: outcome(),
			},
			{
				ID: "answer", Whom: regulator, Confidence: official, Term: days(30), Starts: onAppeal(), Body: telecomBody,
				Label: text("主管部门答复", "the authority answers"), Target: outcome(),
			},
		},
	}
}
