package law

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// america are the rules of the United States.
func america() []playbook.Law {
	return []playbook.Law{{
		ID: "us.cfpb", Number: "12 USC 5534(b)", Jurisdiction: "US", Trades: []string{"bank", "credit", "payment"},
		Title: text("美国消费者金融保护局投诉流程", "Complaints through the Consumer Financial Protection Bureau"),
		Limits: []playbook.LegalLimit{
			{
				ID: "respond", Article: "Portal Manual 8.1", Whom: company, Confidence: copied, Term: flat(sla.Days(15)), Most: flat(sla.Days(60)),
				Starts: text("投诉转给公司", "the complaint is sent to the company"),
				Label:  text("答复；回复“处理中”的，60日内最终答复", "respond; once “in progress” was said, finally within 60 days"),
				Target: extended(outcome(), to("in-progress", sla.Days(60))),
			},
			{
				ID: "feedback", Whom: complainant, Confidence: copied, Term: flat(sla.Days(60)), Starts: onOutcome(),
				Label: text("消费者评价公司答复", "the consumer comments on the response"),
			},
		},
	}}
}

// americaFromMemory are the error procedures of federal law.
func americaFromMemory() []playbook.Law {
	notice := text("收到差错通知", "the notice of an error is received")
	limit := func(id, article string, term, most sla.Term, label playbook.Text, t *sla.Target) playbook.LegalLimit {
		return playbook.LegalLimit{ID: id, Article: article, Whom: company, Confidence: memory, Term: term, Most: most, Starts: notice, Label: label, Target: t}
	}
	settle := text("调查并答复", "investigate and answer")
	law := func(id, number, zh, en string, limits ...playbook.LegalLimit) playbook.Law {
		return playbook.Law{ID: id, Number: number, Jurisdiction: "US", Trades: []string{"bank", "credit"}, Title: text(zh, en), Limits: limits}
	}
	var none sla.Term
	return []playbook.Law{
		law(
			"us.rege", "12 CFR 1005", "电子资金转账规则", "Regulation E",
			limit("decide", "1005.11", workdays(10), none, settle, outcome()),
			limit("longer", "1005.11", flat(sla.Days(45)), flat(sla.Days(90)), text("先行入账后的期限", "with provisional credit"), nil),
		),
		law(
			"us.regz", "12 CFR 1026", "信贷披露规则", "Regulation Z",
			limit("ack", "1026.13", flat(sla.Days(30)), none, text("确认收到", "acknowledge"), acknowledgement()),
			limit("decide", "1026.13", flat(sla.Days(90)), none, text("两个账单周期内且不超过90日", "two billing cycles, at most 90 days"), outcome()),
		),
		law(
			"us.regx", "12 CFR 1024", "住房贷款服务规则", "Regulation X",
			limit("ack", "1024.35", workdays(5), none, text("确认收到", "acknowledge"), acknowledgement()),
			limit("decide", "1024.35", workdays(30), workdays(45), settle, extended(outcome(), plus("long", sla.Workdays(15), ""))),
		),
		law(
			"us.fcra", "15 USC 1681i", "公平信用报告法", "Fair Credit Reporting Act",
			limit("decide", "1681i", flat(sla.Days(30)), flat(sla.Days(45)), settle, extended(outcome(), plus("long", sla.Days(15), ""))),
		),
	}
}
