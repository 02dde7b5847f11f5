package law

import (
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

const tourismBody = "tourism-authority"

// chinaTourism are the rules on complaints to tourism authorities. The rule of 2010 ended on 14 March 2026.
func chinaTourism() []playbook.Law {
	trades := func() []string { return []string{"tourism", "hotel"} }
	return []playbook.Law{
		{
			ID: "cn.tour.14", Number: "文化和旅游部令第14号", Jurisdiction: "CN", Trades: trades(),
			Title:  text("旅游投诉处理办法", "Measures on tourism complaints"),
			Issued: day(2026, time.February, 11), From: day(2026, time.March, 15), Replaces: []string{"cn.tour.32"},
			Limits: []playbook.LegalLimit{
				{
					ID: "accept", Whom: regulator, Confidence: reported, Term: workdays(2), Starts: onReceipt(), Body: tourismBody,
					Label: text("决定是否受理", "accept or refuse"), Target: admission(),
				},
				{
					ID: "settle", Whom: regulator, Confidence: reported, Term: days(60), Starts: onAcceptance(), Body: tourismBody,
					Label: text("作出处理结果", "settle the complaint"), Target: afterAdmission(),
				},
			},
		},
		{
			ID: "cn.tour.32", Number: "国家旅游局令第32号", Jurisdiction: "CN", Trades: trades(),
			Title: text("旅游投诉处理办法（2010年）", "Measures on tourism complaints (2010)"),
			From:  day(2010, time.July, 1), To: day(2026, time.March, 14),
			Limits: []playbook.LegalLimit{{
				ID: "accept", Whom: regulator, Confidence: reported, Term: workdays(5), Starts: onReceipt(), Body: tourismBody,
				Label: text("决定是否受理", "accept or refuse"), Target: admission(),
			}},
		},
		{
			ID: "cn.tour.shanghai", Jurisdiction: "CN-SH", Trades: trades(), Title: text("上海市旅游条例", "Tourism regulations of Shanghai"),
			Limits: []playbook.LegalLimit{
				{
					ID: "transfer", Article: "Art 65", Whom: regulator, Confidence: official, Term: workdays(5), Starts: onReceipt(), Body: tourismBody,
					Label: text("转送有权处理的部门", "pass it to the department in charge"),
				},
				{
					ID: "settle", Article: "Art 65", Whom: regulator, Confidence: official, Term: days(45), Starts: onReceipt(), Body: tourismBody,
					Label: text("作出处理结果", "settle the complaint"), Target: outcome(),
				},
			},
		},
		{
			ID: "cn.tour.shandong", Jurisdiction: "CN-SD", Trades: trades(), Title: text("山东省旅游条例", "Tourism regulations of Shandong"),
			Limits: []playbook.LegalLimit{
				{
					ID: "accept", Article: "Art 57", Whom: regulator, Confidence: official, Term: workdays(3), Starts: onReceipt(), Body: tourismBody,
					Label: text("决定是否受理", "accept or refuse"), Target: admission(),
				},
				{
					ID: "settle", Article: "Art 57", Whom: regulator, Confidence: official, Term: days(45), Most: days(75), Starts: onReceipt(), Body: tourismBody,
					Label:  text("作出处理结果；经负责人批准可延30日", "settle; 30 days more approved by the head"),
					Target: extended(outcome(), plus("long", sla.Days(30), headOffice)),
				},
			},
		},
	}
}
