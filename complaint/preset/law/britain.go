package law

import (
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// britain are the rules of the United Kingdom for financial firms and for telecoms. Business days are the working days of the
// calendar that counts. Whoever treats a receipt after closing time as one of the next day (DISP 1.5) registers it so.
func britain() []playbook.Law { return []playbook.Law{disp(), ofcom2026(), ofcomBefore()} }

// disp is the part of the conduct handbook on disputes.
func disp() playbook.Law {
	const ombudsman = "financial-ombudsman"
	return playbook.Law{
		ID: "uk.disp", Number: "DISP", Jurisdiction: "GB", Trades: []string{"bank", "insurance", "payment", "investment", "credit"},
		Title: text("英国金融行为监管局手册：争议解决", "FCA Handbook, Dispute resolution: Complaints"),
		Limits: []playbook.LegalLimit{
			{
				ID: "ack", Article: "1.6.1R", Whom: company, Confidence: copied, Starts: onReceipt(),
				Label: text("及时书面确认收到，未规定日数；此后持续告知进展", "acknowledge promptly, no number is given; keep informed afterwards"),
			},
			{
				ID: "src", Article: "1.5.1R, 1.5.4R", Whom: company, Confidence: copied, Term: workdays(3), Starts: onReceipt(),
				Label: text("投诉人在此前接受的，可用简要结案函，否则走完整程序", "a summary is enough for what the complainant accepted by then; else the full route"),
			},
			{
				ID: "final", Article: "1.6.2R", Whom: company, Confidence: copied, Term: flat(sla.Weeks(8)), Starts: onReceipt(),
				Label:  text("最终答复，或说明理由并告知申诉专员的延期函", "final response, or a letter with reasons and the right to the ombudsman"),
				Target: orHolding(only(outcome(), "tag."+tagPayment, "no")),
			},
			{
				ID: "psd", Article: "1.6.2AR", Whom: company, Confidence: copied, Term: workdays(15), Most: workdays(35), Starts: onReceipt(),
				Label:  text("支付服务投诉的最终答复；例外情形先发说明函，至35个营业日", "final response on payment services; in exceptional cases a letter first, then to 35 business days"),
				Target: extended(only(outcome(), "tag."+tagPayment, "yes"), to("holding", sla.Workdays(35))),
			},
			{
				ID: "fos-window", Article: "1.6.2R(1)(e)", Whom: complainant, Confidence: copied, Term: flat(sla.Months(6)), Starts: onOutcome(), Body: ombudsman,
				Label: text("向金融申诉专员提出", "refer it to the ombudsman"),
				Appeal: &playbook.AppealRule{
					Body: ombudsman, Label: text("金融申诉专员", "Financial Ombudsman"), Within: flat(sla.Months(6)), NoOutcomeWithin: flat(sla.Weeks(8)), Times: 1,
				},
			},
		},
	}
}

// ofcom is how long a telecom provider has before the complainant may go to an alternative dispute resolution scheme.
func ofcom(weeks int) []playbook.LegalLimit {
	const scheme = "telecom-adr"
	term := flat(sla.Weeks(weeks))
	return []playbook.LegalLimit{{
		ID: "adr", Whom: company, Confidence: reported, Term: term, Starts: text("首次提出投诉", "the complaint is first raised"), Body: scheme,
		Label:  text("告知可向替代性争议解决机构提出；无法解决的提前发僵局函", "tell of the dispute scheme; a deadlock letter earlier"),
		Target: orHolding(outcome()),
		Appeal: &playbook.AppealRule{Body: scheme, Label: text("替代性争议解决机构", "dispute resolution scheme"), NoOutcomeWithin: term},
	}}
}

func ofcom2026() playbook.Law {
	return playbook.Law{
		ID: "uk.ofcom.2026", Number: "2025-07-08", Jurisdiction: "GB", Trades: []string{"telecom"},
		Title:  text("英国通信管理局投诉处理要求", "Ofcom's rules on complaints"),
		Issued: day(2025, time.July, 8), From: day(2026, time.April, 8), Replaces: []string{"uk.ofcom.8w"}, Limits: ofcom(6),
	}
}

func ofcomBefore() playbook.Law {
	return playbook.Law{
		ID: "uk.ofcom.8w", Jurisdiction: "GB", Trades: []string{"telecom"}, To: day(2026, time.April, 7),
		Title: text("英国通信管理局投诉处理要求（2026年4月前）", "Ofcom's rules on complaints, before April 2026"), Limits: ofcom(8),
	}
}
