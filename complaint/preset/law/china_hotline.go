package law

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

const lettersBody = "superior-authority"

// chinaHotline are the rules of public hotlines for whoever handles their tickets, and those on letters and visits. A date
// printed on a ticket is the deadline of the intake, which is watched beside.
func chinaHotline() []playbook.Law {
	ticket := text("承办单位收到工单", "the handling unit receives the ticket")
	hotline := []string{"hotline"}
	return []playbook.Law{
		{
			ID: "cn.12345.jinan", Number: "2018", Jurisdiction: "CN-SD-JN", Trades: hotline, Title: text("济南市12345市民服务热线条例", "Hotline regulations of Jinan"),
			Limits: []playbook.LegalLimit{{
				ID: "report", Article: "Art 24", Whom: company, Confidence: official, Term: workdays(5), Starts: ticket, Target: outcome(),
				Label: text("办结并反馈；法定期限更长的告知进展和期限，否则报计划和明确时间", "report back; if the law gives longer, tell progress and that limit, else a plan and a date"),
			}},
		},
		{
			ID: "cn.12345.weifang", Number: "2021", Jurisdiction: "CN-SD-WF", Trades: hotline, Title: text("潍坊市12345政务服务便民热线条例", "Hotline regulations of Weifang"),
			Limits: []playbook.LegalLimit{{
				ID: "report", Article: "Art 20", Whom: company, Confidence: official, Term: workdays(5), Starts: ticket, Target: outcome(),
				Label: text("办结并反馈；不能按期的说明", "report back; explain what cannot be done in time"),
			}},
		},
		{
			ID: "cn.12345.beijing", Number: "2021", Jurisdiction: "CN-BJ", Trades: hotline, Title: text("北京市接诉即办工作条例", "Regulations of Beijing on swift response"),
			Limits: []playbook.LegalLimit{{
				ID: "ticket", Article: "Art 13, 15", Whom: company, Confidence: official, Starts: text("派单", "the ticket is dispatched"),
				Label: text("按工单载明的时限办理；延期说明理由并报热线", "handle by the date on the ticket; more time with reasons, told to the hotline"),
			}},
		},
		xinfang(),
	}
}

// xinfang are letters and visits to public offices.
func xinfang() playbook.Law {
	asked := text("提出复查或复核申请", "the review is asked for")
	return playbook.Law{
		ID: "cn.xinfang.2022", Number: "2022", Jurisdiction: "CN", Trades: []string{"public"}, Title: text("信访工作条例", "Regulations on letters and visits"),
		Limits: []playbook.LegalLimit{
			{
				ID: "notify", Article: "Art 22–23", Whom: regulator, Confidence: official, Term: days(15), Starts: onReceipt(),
				Label: text("告知是否受理", "tell whether it is accepted"), Target: admission(),
			},
			{
				ID: "routing", Article: "Art 22–23", Whom: regulator, Confidence: official, Term: workdays(5),
				Starts: text("收到转送、交办", "the matter is passed on"), Label: text("对转送、交办提出异议", "object to the routing"),
			},
			{
				ID: "finish", Article: "Art 34–36", Whom: regulator, Confidence: official, Term: days(60), Most: days(90), Starts: onAcceptance(),
				Label:  text("办结；经负责人批准可延30日并告知理由", "finish; 30 days more approved by the head, with the reason"),
				Target: extended(afterAdmission(), plus("long", sla.Days(30), headOffice)),
			},
			{
				ID: "review", Article: "Art 34–36", Whom: regulator, Confidence: official, Term: days(30), Starts: asked, Body: lettersBody,
				Label: text("复查", "first review"), Target: only(outcome(), "tag."+tagReview, "yes"),
			},
			{
				ID: "recheck", Article: "Art 34–36", Whom: regulator, Confidence: official, Term: days(30), Starts: asked, Body: lettersBody,
				Label: text("复核", "second review"),
			},
			{
				ID: "window", Article: "Art 34–36", Whom: complainant, Confidence: official, Term: days(30), Starts: onOutcome(), Body: lettersBody,
				Label: text("申请复查、复核", "ask for a review"),
				Appeal: &playbook.AppealRule{
					Body: lettersBody, Label: text("上一级机关", "superior authority"), Within: days(30), Times: 2,
				},
			},
		},
	}
}

// practice is what trades are used to. It binds nobody and runs no clock.
func practice() []playbook.Law {
	usual := func(id string, term sla.Term, starts, label playbook.Text) playbook.LegalLimit {
		return playbook.LegalLimit{ID: id, Whom: company, Confidence: reported, Practice: true, Term: term, Starts: starts, Label: label}
	}
	call := text("来电", "a call")
	minutes := func(n int) sla.Term { return sla.Term{Span: sla.Minutes(n)} }
	tiers := playbook.Law{
		ID: "practice.tiers", Number: "企业与城市惯例", Jurisdiction: "CN", Title: text("常见分级时限", "Usual tiers of time limits"),
		Limits: []playbook.LegalLimit{
			usual("rating", workdays(15), text("差评", "a bad rating"), text("差评整改（四川某县15，德州5个工作日）", "put right what a bad rating shows (15 in a county of Sichuan, 5 in Dezhou)")),
		},
	}
	for _, tier := range []struct {
		id string
		n  int
	}{{"one", 1}, {"two", 2}, {"three", 3}, {"five", 5}, {"fifteen", 15}} {
		tiers.Limits = append(tiers.Limits, usual(tier.id, workdays(tier.n), onReceipt(), text("分级办结", "settle, by tier")))
	}
	return []playbook.Law{
		tiers,
		{
			ID: "practice.hotel", Number: "行业文章", Jurisdiction: "WORLD", Trades: []string{"hotel"}, Title: text("酒店业惯例", "Practice of hotels"),
			Limits: []playbook.LegalLimit{
				usual("first", minutes(5), onReceipt(), text("首次回应", "first response")),
				usual("call-back", minutes(10), onReceipt(), text("主管回电，说明下一步", "the supervisor calls back with the next step")),
				usual("check-back", minutes(15), onReceipt(), text("再次确认", "check back")),
			},
		},
		{
			ID: "practice.hotline", Number: "GB/T 33358-2016", Jurisdiction: "CN", Trades: []string{"hotline"}, Title: text("政府热线服务规范（推荐性标准）", "Standard for public hotlines (recommended)"),
			Limits: []playbook.LegalLimit{
				usual("answer", sla.Term{Span: sla.Seconds(15)}, call, text("接听；接通率不低于95%", "answer; at least 95 % connected")),
				usual("media", minutes(3), text("来自其他渠道的请求", "a request by other media"), text("回应", "respond")),
			},
		},
	}
}
