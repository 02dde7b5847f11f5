package law

import (
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// chinaFinance are the rules for banks and insurers. The rule of 2020 counts calendar days, the one before it working days:
// the same number, and another time limit.
func chinaFinance() []playbook.Law {
	return []playbook.Law{
		{
			ID: "cn.fin.2020", Number: "银保监会令2020年第3号", Jurisdiction: "CN", Trades: []string{"bank", "insurance"},
			Title:  text("银行业保险业消费投诉处理管理办法", "Measures on consumer complaints in banking and insurance"),
			Issued: day(2020, time.January, 14), From: day(2020, time.March, 1), Replaces: []string{"cn.bank.2012", "cn.ins.2013"},
			Limits: []playbook.LegalLimit{
				{
					ID: "decide", Whom: company, Confidence: reported, Term: days(15), Most: days(60), Starts: onReceipt(), Pauses: offAppraisal(),
					Label: text("作出处理决定并告知；情况复杂的至30日，特别复杂经上级机构或总部高管批准再延30日并告知",
						"decide and tell; to 30 days if complex, 30 more if specially complex, approved at the top and told"),
					Target: extended(pausing(outcome(), appraisal), to("complex", sla.Days(30)), plus("special", sla.Days(30), headOffice)),
				},
				{
					ID: "withdraw", Article: "Art 15", Whom: company, Confidence: copied, Term: days(0),
					Starts: text("收到撤诉", "the withdrawal is received"),
					Label:  text("撤诉当日终止处理", "the procedure ends on the day of the withdrawal"),
				},
			},
		},
		{
			ID: "cn.bank.2012", Number: "银监发〔2012〕13号", Jurisdiction: "CN", Trades: []string{"bank"}, To: day(2020, time.February, 29),
			Title: text("银行业消费者投诉处理的通知（2012年）", "Notice on complaints of bank customers (2012)"),
			Limits: []playbook.LegalLimit{{
				ID: "decide", Whom: company, Confidence: reported, Term: workdays(15), Most: workdays(60),
				Starts: text("受理（系统自收到之日起算，不晚于受理）", "acceptance; the clock counts from the receipt, which is never later"),
				Label:  text("办结；至多延至60个工作日并告知", "settle; to 60 working days at most, and told"),
				Target: extended(outcome(), to("long", sla.Workdays(60))),
			}},
		},
	}
}

// chinaFromMemory are rules of which only the dates were read, or nothing.
func chinaFromMemory() []playbook.Law {
	fin := chinaFinance()[0]
	fin.Limits = []playbook.LegalLimit{
		{
			ID: "review", Article: "Art 22", Whom: company, Confidence: memory, Term: days(30),
			Starts: text("收到核查申请（应在收到决定后30日内提出）", "the review is asked for, within 30 days of the decision"),
			Label:  text("上级单位核查并答复", "the superior unit reviews and answers"),
			Target: &sla.Target{
				Per:   "appeal",
				Start: []sla.Condition{{Event: "appealed", With: map[string][]string{"body": {""}}}},
				Stop:  []sla.Condition{{Event: "appeal-decided", With: map[string][]string{"body": {""}}}},
			},
		},
		{
			ID: "same", Article: "Art 20", Whom: company, Confidence: memory, Starts: text("同一投诉再次提出", "the same complaint is made again"),
			Label: text("期限内合并处理；有新事实的自新材料起重新计算", "merged while it is open; new facts start the time limit anew"),
		},
	}
	samr := chinaConsumer()[0]
	samr.Limits = []playbook.LegalLimit{{
		ID: "appraisal", Whom: regulator, Confidence: memory, Starts: onAcceptance(), Pauses: offAppraisal(),
		Label: text("鉴定期间不计入60日", "the time of an appraisal does not count toward the 60 days"),
	}}
	return append([]playbook.Law{fin, samr}, chinaMemories()...)
}

func chinaMemories() []playbook.Law {
	return []playbook.Law{
		{
			ID: "cn.ins.2013", Number: "保监会令2013年第8号", Jurisdiction: "CN", Trades: []string{"insurance"},
			Title:  text("保险消费投诉处理管理办法", "Measures on insurance consumer complaints"),
			Issued: day(2013, time.July, 1), From: day(2013, time.November, 1), To: day(2020, time.February, 29),
			Limits: []playbook.LegalLimit{
				{
					ID: "accept", Whom: company, Confidence: memory, Term: workdays(5), Starts: onReceipt(), Target: admission(),
					Label: text("决定是否受理", "accept or refuse"),
				},
				{
					ID: "simple", Whom: company, Confidence: memory, Term: workdays(10), Starts: onReceipt(),
					Label: text("简单投诉办结", "settle a simple complaint"), Target: only(outcome(), "tag."+tagSimple, "yes"),
				},
				{
					ID: "other", Whom: company, Confidence: memory, Term: days(30), Most: days(60), Starts: onReceipt(),
					Label:  text("其他投诉办结；可延30日", "settle any other; 30 days more"),
					Target: extended(only(outcome(), "tag."+tagSimple, "no"), plus("long", sla.Days(30), headOffice)),
				},
			},
		},
		{
			ID: "cn.pbc.2020", Number: "中国人民银行令〔2020〕第5号", Jurisdiction: "CN", Trades: []string{"bank", "payment"},
			Title: text("中国人民银行金融消费者权益保护实施办法", "Measures of the People's Bank on financial consumers"),
			From:  day(2020, time.November, 1),
			Limits: []playbook.LegalLimit{{
				ID: "forwarded", Whom: company, Confidence: memory, Term: days(15), Most: days(60),
				Starts: text("收到人民银行分支机构转交的投诉", "a branch of the central bank forwards the complaint"),
				Label:  text("办结；经投诉负责人批准可至60日并告知", "settle; to 60 days approved by the head of complaints, and told"),
				Target: extended(outcome(), sla.ExtensionRule{Name: "long", Shape: sla.ExtendTo, Span: sla.Days(60), Approver: headOffice}),
			}},
		},
		{
			ID: "cn.securities.12386", Number: "证监会公告〔2022〕45号", Jurisdiction: "CN", Trades: []string{"securities"},
			Title: text("12386热线投诉处理", "Complaints through the 12386 line"),
			Limits: []playbook.LegalLimit{{
				ID: "settle", Whom: company, Confidence: memory, Term: workdays(15), Most: workdays(30),
				Starts: text("投诉转交公司", "the complaint is passed to the firm"), Label: text("办结；可再延15个工作日", "settle; 15 working days more"),
				Target: extended(outcome(), plus("long", sla.Workdays(15), headOffice)),
			}},
		},
	}
}
