package law

import (
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// The bodies outside to which consumers turn.
const (
	marketBody  = "market-regulation"
	councilBody = "consumer-council"
)

// chinaConsumer are the rules on consumer complaints to the market regulator and to consumer councils, and those on cars,
// air transport and meters. In spring 2026 mediation by the regulator changed from 45 working to 60 calendar days. The
// mediation counts from the acceptance there: an appeal is recorded as of that day.
func chinaConsumer() []playbook.Law {
	return []playbook.Law{samr121(), samr20(), consumerZhejiang(), consumerShanghai(), cars(), airlines()}
}

func samr121() playbook.Law {
	return playbook.Law{
		ID: "cn.samr.121", Number: "市场监管总局令第121号", Jurisdiction: "CN",
		Title:  text("市场监督管理投诉举报处理办法", "Measures on complaints and reports to market regulators"),
		Issued: day(2025, time.December, 30), From: day(2026, time.April, 15), Replaces: []string{"cn.samr.20"},
		Limits: []playbook.LegalLimit{
			{
				ID: "accept", Article: "消费者权益保护法 Art 46", Whom: regulator, Confidence: reported, Term: workdays(7), Starts: onReceipt(), Body: marketBody,
				Pauses: text("限期补正身份材料的时间", "while proof of identity is asked for (Art 10)"),
				Label:  text("决定是否受理", "accept or refuse"), Target: pausing(admission(), theirs),
			},
			{
				ID: "mediate", Article: "Art 23(1)(5)", Whom: regulator, Confidence: copied, Term: days(60), Starts: onAcceptance(), Body: marketBody,
				Label: text("调解期满终止", "mediation ends"), Target: afterAdmission(),
			},
		},
	}
}

func samr20() playbook.Law {
	const several = "Art 14, 20, 21, 23, 31"
	return playbook.Law{
		ID: "cn.samr.20", Number: "市场监管总局令第20号（第61号修正，2022-09-29）", Jurisdiction: "CN", To: day(2026, time.April, 14),
		Title: text("市场监督管理投诉举报处理暂行办法", "Interim measures on complaints and reports to market regulators"),
		Limits: []playbook.LegalLimit{
			{
				ID: "accept", Article: several, Whom: regulator, Confidence: official, Term: workdays(7), Starts: onReceipt(), Body: marketBody,
				Label: text("决定是否受理", "accept or refuse"), Target: admission(),
			},
			{
				ID: "mediate", Article: several, Whom: regulator, Confidence: official, Term: workdays(45), Starts: onAcceptance(), Pauses: offAppraisal(), Body: marketBody,
				Label: text("调解期满终止", "mediation ends"), Target: pausing(afterAdmission(), appraisal),
			},
			{
				ID: "terminated", Article: several, Whom: regulator, Confidence: official, Term: workdays(7),
				Starts: text("决定终止调解", "mediation is ended"), Label: text("告知终止调解", "tell the parties that it ended"),
			},
			{
				ID: "leads", Article: several, Whom: regulator, Confidence: official, Term: workdays(15), Most: workdays(30),
				Starts: text("发现线索或收到举报", "a lead is found or a report received"), Label: text("核查；可再延15个工作日", "check the lead; 15 working days more"),
			},
			{
				ID: "informer", Article: several, Whom: regulator, Confidence: official, Term: workdays(5),
				Starts: text("决定是否立案", "it is decided whether to open a procedure"), Label: text("告知实名举报人", "tell an informer who gave a name"),
			},
		},
	}
}

func consumerZhejiang() playbook.Law {
	return playbook.Law{
		ID: "cn.consumer.zhejiang", Number: "2017", Jurisdiction: "CN-ZJ",
		Title: text("浙江省实施《消费者权益保护法》办法", "Measures of Zhejiang on the consumer protection law"),
		Limits: []playbook.LegalLimit{
			{
				ID: "metering", Whom: company, Confidence: official, Term: days(3), Starts: onReceipt(),
				Label: text("核查水、电、流量等计量投诉", "check a complaint about metered water, power or data"), Target: only(outcome(), "tag."+tagMetering, "yes"),
			},
			{
				ID: "accept", Article: "Art 32", Whom: regulator, Confidence: official, Term: workdays(5), Starts: onReceipt(), Body: councilBody,
				Label: text("消费者权益保护委员会决定是否受理", "the consumer council accepts or refuses"), Target: admission(),
			},
			{
				ID: "mediate", Article: "Art 32", Whom: regulator, Confidence: official, Term: workdays(10), Starts: onAcceptance(), Body: councilBody,
				Label: text("消费者权益保护委员会调解", "the consumer council mediates"), Target: afterAdmission(),
			},
		},
	}
}

func consumerShanghai() playbook.Law {
	return playbook.Law{
		ID: "cn.consumer.shanghai", Jurisdiction: "CN-SH",
		Title: text("上海市消费者权益保护条例", "Consumer protection regulations of Shanghai"),
		Limits: []playbook.LegalLimit{{
			ID: "mediate", Article: "Art 56", Whom: regulator, Confidence: official, Term: days(60), Most: days(90), Starts: onAcceptance(), Body: councilBody,
			Label:  text("消费者权益保护委员会调解；双方同意可延30日", "the consumer council mediates; 30 days more if both agree"),
			Target: extended(afterAdmission(), plus("agreed", sla.Days(30), "")),
		}},
	}
}

// cars: a demand to replace a car or to take it back. What the consumer delays is not counted.
func cars() playbook.Law {
	delay := text("消费者造成的延误", "what the consumer delays")
	demand := text("提出更换或退货要求", "replacement or return is demanded")
	return playbook.Law{
		ID: "cn.auto.2021", Number: "市场监管总局令第43号", Jurisdiction: "CN", Trades: []string{"car"},
		Title:  text("家用汽车产品修理更换退货责任规定", "Rules on repair, replacement and return of family cars"),
		Issued: day(2021, time.July, 22), From: day(2022, time.January, 1),
		Limits: []playbook.LegalLimit{
			{
				ID: "reply", Article: "Art 28", Whom: company, Confidence: official, Term: workdays(10), Starts: demand, Pauses: delay,
				Label: text("答复是否更换或退货", "answer the demand"), Target: pausing(only(answer(), "tag."+tagReplace, "yes"), theirs),
			},
			{
				ID: "complete", Article: "Art 28", Whom: company, Confidence: official, Term: workdays(20), Starts: demand, Pauses: delay,
				Label: text("完成更换或退货", "replace the car or take it back"), Target: pausing(only(outcome(), "tag."+tagReplace, "yes"), theirs),
			},
		},
	}
}

func airlines() playbook.Law {
	return playbook.Law{
		ID: "cn.air.2021", Number: "2021", Jurisdiction: "CN", Trades: []string{"air"},
		Title: text("公共航空运输旅客服务管理规定", "Rules on services to air passengers"), From: day(2021, time.September, 1),
		Limits: []playbook.LegalLimit{{
			ID: "handle", Whom: company, Confidence: reported, Term: workdays(10), Starts: onReceipt(),
			Label: text("承运人、机场、代理人处理投诉并告知", "carrier, airport or agent handles and answers"), Target: outcome(),
		}},
	}
}
