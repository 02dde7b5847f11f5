package main

import (
	"github.com/redress-go/redress/complaint"
)

// received: the bank's limit and the law's run side by side; the earlier rules.
func (b *bank) received() *complaint.Case {
	b.Scene("2026 年 9 月：一件理财投诉", "September 2026: a complaint about an investment")
	b.At("2026-09-22 09:30")
	c := b.Register(b.teller, complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "沈月", Phone: "13800000003"}, Wanted: complaint.Yuan(20000),
		Text: b.Of("客户经理说保本，结果亏了两万，录音里没有风险提示。",
			"They said it could not lose. I lost 20,000, and on the recording nobody speaks of risk."),
		Fields: map[string]string{"matter": "quality", "fault": "true"},
	}, "", "")
	c = b.Do(b.teller, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact"}}, "", "")
	c = b.Do(b.teller, c, complaint.Assess{}, "", "")
	c = b.Do(b.teller, c, complaint.Dispatch{Person: b.handler.ID}, "", "")
	c = b.Do(b.handler, c, complaint.TakeOn{}, "", "")
	b.Letters()
	b.Owed(c)
	return c
}

// appraised: an expert outside examines the recording. That time counts toward neither limit, and the complainant is told.
func (b *bank) appraised(c *complaint.Case) *complaint.Case {
	b.Scene("外部鉴定：时限停住", "An appraisal outside: the clocks stand still")
	b.At("2026-09-25 10:00")
	c = b.Do(b.handler, c, complaint.Hold{Reason: "appraisal", Text: b.Of("录音送检，是否剪辑。", "Was the recording cut?")}, "录音送第三方鉴定", "the recording goes to an expert")
	b.Letters()
	b.At("2026-10-12 14:00")
	c = b.Do(b.handler, c, complaint.Resume{Text: b.Of("鉴定完毕，录音完整。", "It was not.")}, "鉴定完毕，两个时限各自顺延", "done; both limits move on, each by its own count")
	b.Owed(c)
	return c
}

// extended: the bank's own limit is missed, which climbs its ladder. The law's is extended in time: once by whoever handles
// the case, and once more only with the approval of the head office. The complainant is told each time.
func (b *bank) extended(c *complaint.Case) *complaint.Case {
	b.Scene("两次延长：告知投诉人，第二次须总行批准", "Two extensions: the complainant is told, the head office approves the second")
	b.At("2026-10-13 09:00")
	c = b.Do(b.handler, c, complaint.Extend{Target: decide, Rule: "complex", Text: b.Of("须调取三年交易。", "Three years of transactions.")}, "法定时限延至 30 日", "the legal limit: to 30 days")
	b.Letters()
	b.At("2026-11-02 09:00")
	c = b.Do(b.handler, c, complaint.Extend{Target: decide, Rule: "special", Text: b.Of("同批产品共 41 户，须一并测算。", "41 customers hold it; they are reckoned together.")},
		"申请再延 30 日，待批准，期限未动", "30 days more asked for; nothing moves before it is approved")
	b.Refused(b.handler, c, complaint.Approve{Approval: 1}, "不得批准自己的申请", "not his to approve")
	b.Refused(b.manager, c, complaint.Approve{Approval: 1}, "分行无权批准", "nor the branch's")
	c = b.Do(b.executive, c, complaint.Approve{Approval: 1}, "总行批准", "approved by the head office")
	b.Letters()
	b.Owed(c)
	return c
}

// decided: no agreement, so the bank decides and says where to turn.
func (b *bank) decided(c *complaint.Case) *complaint.Case {
	b.Scene("处理决定", "The decision")
	b.At("2026-11-17 10:00")
	c = b.Do(b.handler, c, complaint.RecordFinding{Cause: "risk-not-told", Upheld: true}, "未揭示风险，部分属实", "the risk was not told: partly upheld")
	c = b.Do(b.handler, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}, Compensation: complaint.Yuan(4000)},
		"补偿 ¥4000，超出经办人权限", "¥4000, beyond the handler's authority")
	c = b.Do(b.manager, c, complaint.Approve{Approval: 2}, "", "")
	c = b.Do(b.handler, c, complaint.Offer{Proposal: 1}, "", "")
	c = b.Do(b.handler, c, complaint.Reply{Proposal: 1, Wanted: complaint.Yuan(20000)}, "投诉人不接受", "she does not agree")
	c = b.Do(b.manager, c, complaint.FinalDecision{
		Proposal: 1, Recourse: []string{"review", "authority", "court"}, Text: b.Of("按过错比例补偿。", "By our share of the fault."),
	}, "作出决定并告知救济途径", "decided; she hears where to turn")
	c = b.Do(b.handler, c, complaint.Execute{Proposal: 1}, "", "")
	c = b.Do(b.handler, c, complaint.Resolve{Outcome: "partly"}, "", "")
	b.Letters("resolved")
	b.At("2026-11-19 10:00")
	return b.Do(b.teller, c, complaint.FollowUp{Reached: true, Score: 1, Effect: "no"}, "回访：不满意", "asked: not satisfied")
}

// reviewed: she asks the superior unit, which had no part in it.
func (b *bank) reviewed(c *complaint.Case) {
	b.Scene("上级机构核查", "The review by the superior unit")
	b.At("2026-11-24 15:00")
	c = b.Do(b.handler, c, complaint.Appeal{Text: b.Of("补偿太少。", "It is too little.")}, "30 日内提出核查申请", "asked for within 30 days")
	b.Owed(c)
	b.Refused(b.manager, c, complaint.DecideAppeal{Upheld: true, Text: "…"}, "经办机构不得核查自己", "not who decided it")
	b.At("2026-12-10 10:00")
	c = b.Do(b.reviewer, c, complaint.DecideAppeal{
		Upheld: true, Outcome: "upheld", Text: b.Of("补偿比例偏低，投诉成立，补足差额。", "Our share was larger. Upheld; the difference is paid."),
	}, "改定为成立", "amended: upheld")
	b.Do(b.executive, c, complaint.Compensate{Amount: complaint.Yuan(5000), Text: b.Of("核查补差", "The difference")}, "补足 ¥5000", "¥5000 more")
	b.Letters("appeal-decided")
}
