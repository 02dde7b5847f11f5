package parts

import "github.com/redress-go/redress/classify"

// Interconnection is R05 scene 1: calls to another operator fail, cross, go to a wrong
// number, are heard one way or drop. Three answers as expected are a fault between networks,
// closed at the desk and collected for market operations; anything else is dispatched.
func Interconnection() Scene {
	return Scene{
		Group: "interconnection",
		Cases: []classify.Label{
			text("拨打其他运营商号码接不通", "calls to another operator fail"), text("通话时串音", "cross-talk"),
			text("拨打后接到陌生人", "reaches a wrong number"), text("只能单方听到声音", "one-way audio"), text("通话中断", "calls drop"),
		},
		Script: classify.Script{
			ID: "interconnection", Version: "1", Label: text("网间通话故障", "Interconnection"), Hit: classify.HitUnique,
			Questions: []classify.Question{
				question("other-network", "您拨打的对方是其他运营商的号码吗？", "Is the number you call with another operator?"),
				question("always", "是不是每次拨打这个号码都不通？", "Did calls to this number fail every time?"),
				question("forwarded", "如果每次都串音，对方是否设置了呼叫转移？", "If every call crosses, has the other side forwarded calls?"),
			},
			Verdicts: []classify.Code{code("fault", "网间通话故障", "interconnection fault"), normally()},
			Rows: []classify.ScriptRow{
				rule("fault", "fault", "R05-1", answered("other-network", "yes", "always", "no", "forwarded", "no")),
			},
			Default: dispatch,
			Replies: []classify.Reply{
				reply("low-rate", "接通率低", "calls seldom get through",
					"两网之间的通路目前繁忙，我们正与{operator}一起扩容。您也可以向对方热线{hotline}反映。",
					"The path between the two networks is busy at present. We are enlarging it together with {operator}, whose hotline is {hotline}.", "fault"),
				reply("symptoms", "串音、错号、单通、掉话", "other symptoms",
					"这种情况发生在两网之间，我们已记录并与{operator}共同排查。您也可以向对方热线{hotline}反映。",
					"This arises between the two networks. We have noted it and look into it together with {operator}, whose hotline is {hotline}.", "fault"),
				reply("refund", "要求退费", "a refund is asked for",
					"很抱歉无法退费：通话经过两张网络；基本通话服务我们已经提供；您享受的资费已经优惠。",
					"We are sorry that no refund is possible: the call crosses two networks, the basic service was given, and your tariff is already a preferential one.", "fault"),
				reply("deadline", "要求给出期限", "a date is asked for",
					"解决时间取决于双方网络，我们不便承诺日期，请您再试一试，并与我们保持联系。",
					"It depends on both networks, so we cannot name a date. Please try again and stay in touch.", "fault"),
			},
			Vars: []classify.Variable{asked("operator", "对方运营商", "the other operator"), asked("hotline", "对方热线", "its hotline")},
		},
		Outcomes: []Outcome{{Verdict: "fault", Direct: true, Collect: "market-operations", Source: "R05-1"}, normalDispatch()},
	}
}
