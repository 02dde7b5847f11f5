package law

import (
	"slices"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// asiaPacific are the rules of Australia, Hong Kong, Singapore and India.
func asiaPacific() []playbook.Law {
	return []playbook.Law{australia(), hongKong(), singapore(), indiaInsurance(), indiaBanks()}
}

func australia() playbook.Law {
	return playbook.Law{
		ID: "au.rg271", Number: "RG 271", Jurisdiction: "AU", Trades: []string{"bank", "insurance", "superannuation", "investment", "credit"},
		Title:  text("澳大利亚证券投资委员会内部争议解决指引", "ASIC guide on internal dispute resolution"),
		Issued: day(2020, time.July, 30), From: day(2021, time.October, 5),
		Limits: []playbook.LegalLimit{
			{
				ID: "ack", Whom: company, Confidence: reported, Term: sla.Term{Span: sla.Hours(24)}, Starts: onReceipt(),
				Label: text("24小时（一个营业日）内确认收到", "acknowledge within 24 hours, one business day"), Target: acknowledgement(),
			},
			{
				ID: "standard", Whom: company, Confidence: reported, Term: flat(sla.Days(30)), Starts: onReceipt(),
				Label:  text("书面答复；复杂且非自身可控的，届满前发延期通知", "written response; complex and outside one's control: a notice of delay before expiry"),
				Target: orHolding(only(outcome(), "tag."+tagSuper, "no")),
			},
			{
				ID: "super", Whom: company, Confidence: reported, Term: flat(sla.Days(45)), Starts: onReceipt(),
				Label: text("养老金投诉的书面答复", "written response on superannuation"), Target: orHolding(only(outcome(), "tag."+tagSuper, "yes")),
			},
			{
				ID: "quick", Whom: company, Confidence: reported, Term: workdays(5), Starts: onReceipt(),
				Label: text("此前办结的无须书面答复，仍须登记", "what is closed by then needs no written response, and is still registered"),
			},
		},
	}
}

func hongKong() playbook.Law {
	return playbook.Law{
		ID: "hk.hkma.ic4", Number: "SPM IC-4", Jurisdiction: "HK", Trades: []string{"bank"}, Title: text("香港金融管理局投诉处理程序", "HKMA manual on complaint handling"),
		Issued: day(2023, time.January, 6), From: day(2023, time.April, 5),
		Limits: []playbook.LegalLimit{
			{
				ID: "ack", Whom: company, Confidence: reported, Term: flat(sla.Days(7)), Starts: onReceipt(),
				Label: text("书面确认收到", "acknowledge"), Target: acknowledgement(),
			},
			{
				ID: "final", Whom: company, Confidence: reported, Term: flat(sla.Days(30)), Most: flat(sla.Days(60)), Starts: onReceipt(),
				Label:  text("最终答复；复杂的发中期函，至60日", "final answer; complex ones after an interim letter to 60 days"),
				Target: extended(outcome(), to("interim", sla.Days(60))),
			},
		},
	}
}

func singapore() playbook.Law {
	return playbook.Law{
		ID: "sg.fa.chr", Number: "FA(CHR) Regs 2021", Jurisdiction: "SG", Trades: []string{"financial-adviser"},
		Title: text("新加坡财务顾问投诉处理条例", "Financial advisers (complaints handling) regulations"), From: day(2022, time.January, 3),
		Limits: []playbook.LegalLimit{
			{
				ID: "ack", Article: "reg 5(3)", Whom: company, Confidence: copied, Term: workdays(2), Starts: onReceipt(),
				Label: text("确认收到", "acknowledge"), Target: acknowledgement(),
			},
			{
				ID: "final", Article: "reg 5(3)", Whom: company, Confidence: copied, Term: workdays(20), Starts: onReceipt(),
				Label: text("最终答复，或说明理由的延期函", "final response, or a letter that gives the reasons"), Target: orHolding(outcome()),
			},
		},
	}
}

func indiaInsurance() playbook.Law {
	return playbook.Law{
		ID: "in.irdai.2024", Number: "2024", Jurisdiction: "IN", Trades: []string{"insurance"}, Title: text("印度保险监管局保单持有人保护总通知", "IRDAI master circular for policyholders"),
		Limits: []playbook.LegalLimit{
			{
				ID: "ack", Whom: company, Confidence: reported, Starts: onReceipt(), Label: text("立即确认收到，未规定日数", "acknowledge at once; no number is given"),
			},
			{
				ID: "details", Whom: company, Confidence: reported, Term: flat(sla.Weeks(1)), Starts: onReceipt(), Label: text("只可一次要求补充材料", "ask for details, once"),
			},
			{
				ID: "resolve", Whom: company, Confidence: reported, Term: flat(sla.Weeks(2)), Starts: onReceipt(), Label: text("办结", "resolve"), Target: outcome(),
			},
			{
				ID: "silent", Whom: complainant, Confidence: reported, Term: flat(sla.Weeks(8)), Starts: onOutcome(),
				Label: text("投诉人未回应的视为结案", "a complainant who stays silent: the case closes"),
			},
		},
	}
}

func indiaBanks() playbook.Law {
	return playbook.Law{
		ID: "in.rbi.2026", Number: "RB-IOS 2026", Jurisdiction: "IN", Trades: []string{"bank"}, Title: text("印度储备银行综合申诉专员制度", "Integrated ombudsman scheme of the Reserve Bank"), From: day(2026, time.July, 1),
		Limits: []playbook.LegalLimit{{
			ID: "appeal", Whom: complainant, Confidence: reported, Term: flat(sla.Days(30)),
			Starts: text("收到申诉专员的决定", "the ombudsman's decision is received"), Label: text("对申诉专员的决定提出上诉", "appeal against the ombudsman's decision"),
		}},
	}
}

// abroadFromMemory are the rows of other countries that were read nowhere.
func abroadFromMemory() []playbook.Law {
	const ombudsman = "rbi-ombudsman"
	credit, banks := australia(), indiaBanks()
	credit.Limits = []playbook.LegalLimit{{
		ID: "credit", Whom: company, Confidence: memory, Term: flat(sla.Days(21)), Starts: onReceipt(),
		Label: text("还款困难投诉的书面答复", "written response on hardship"), Target: orHolding(only(outcome(), "tag."+tagHardship, "yes")),
	}}
	banks.Limits = []playbook.LegalLimit{{
		ID: "entity", Whom: company, Confidence: memory, Term: flat(sla.Days(30)), Starts: onReceipt(), Body: ombudsman,
		Label: text("银行答复，此后可向申诉专员提出", "the bank answers; afterwards the ombudsman"), Target: outcome(),
		Appeal: &playbook.AppealRule{Body: ombudsman, Label: text("申诉专员", "ombudsman"), NoOutcomeWithin: flat(sla.Days(30))},
	}}
	return slices.Concat(carriers(), americaFromMemory(), []playbook.Law{credit, banks})
}
