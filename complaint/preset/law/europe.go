package law

import (
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// europe are the rules of the European Union.
func europe() []playbook.Law {
	return []playbook.Law{
		{
			ID: "eu.psd2", Number: "PSD2", Jurisdiction: "EU", Trades: []string{"bank", "payment"}, Title: text("支付服务指令（二）", "Payment services directive"),
			Limits: []playbook.LegalLimit{{
				ID: "reply", Article: "Art 101(2)", Whom: company, Confidence: copied, Term: workdays(15), Most: workdays(35), Starts: onReceipt(),
				Label:  text("书面答复；例外情形先说明理由，至35个营业日", "answer; in exceptional cases reasons first, then to 35 business days"),
				Target: extended(outcome(), to("holding", sla.Workdays(35))),
			}},
		},
		{
			ID: "eu.jc.2018.35", Number: "JC 2018 35", Jurisdiction: "EU", Trades: []string{"bank", "insurance", "investment"},
			Title:  text("欧盟金融监管机构投诉处理指引", "Guidelines of the European supervisors on complaints"),
			Issued: day(2018, time.July, 31), From: day(2019, time.May, 1),
			Limits: []playbook.LegalLimit{{
				ID: "prompt", Whom: company, Confidence: reported, Starts: onReceipt(),
				Label: text("不得无故拖延；说明延误，并有制度、职能部门、台账、报告和内部跟踪", "no unnecessary delay, delays explained; a policy, a function, a register, reports, follow-up inside"),
			}},
		},
	}
}

// carriers of passengers by rail, sea and bus, written from memory.
func carriers() []playbook.Law {
	one := func(id, number, trade, article, zh, en string, most int) playbook.Law {
		limit := playbook.LegalLimit{
			ID: "reply", Article: article, Whom: company, Confidence: memory, Term: flat(sla.Months(1)), Most: flat(sla.Months(most)), Starts: onReceipt(),
			Label: text("说明理由的答复；须延长的先告知", "a reasoned answer; told first if it takes longer"), Target: extended(outcome(), to("told", sla.Months(most))),
		}
		return playbook.Law{ID: id, Number: number, Jurisdiction: "EU", Trades: []string{trade}, Title: text(zh, en), Limits: []playbook.LegalLimit{limit}}
	}
	return []playbook.Law{
		one("eu.rail", "2021/782", "rail", "Art 28", "铁路旅客权利条例", "Rights of rail passengers", 3),
		one("eu.sea", "1177/2010", "ship", "Art 24", "水路旅客权利条例", "Rights of passengers by sea", 2),
		one("eu.bus", "181/2011", "bus", "Art 26–27", "长途客运旅客权利条例", "Rights of bus passengers", 3),
	}
}
