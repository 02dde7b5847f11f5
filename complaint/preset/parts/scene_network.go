package parts

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// WeakSignal is R05 scene 4: a weak, intermittent or missing signal goes straight to the
// branch, which calls back for the details.
func WeakSignal() Scene {
	const source = "R05-4"
	return Scene{
		Group: "network",
		Cases: []classify.Label{text("信号弱", "weak signal"), text("信号时有时无", "intermittent signal"), text("没有信号", "no signal")},
		Script: classify.Script{
			ID: "weak-signal", Version: "1", Label: text("信号弱", "Weak signal"), Hit: classify.HitUnique,
			Questions: []classify.Question{
				question("signal", "是信号弱、时有时无或没有信号吗？", "Is the signal weak, intermittent or missing?"),
			},
			Verdicts: []classify.Code{code("branch", "转分公司", "to the branch"), normally()},
			Rows:     []classify.ScriptRow{rule("branch", "branch", source, answered("signal", "yes"))},
			Default:  dispatch,
			Replies: []classify.Reply{
				reply("branch", "转分公司", "to the branch",
					"我马上转给{branch}，他们会回电向您了解详细地点和时段。",
					"I pass this to {branch} at once; they will call you back for the place and the time of day.", "branch"),
			},
			Vars: []classify.Variable{asked("branch", "分公司名称", "the branch")},
		},
		Outcomes: []Outcome{{Verdict: "branch", Unit: "branch", CallBack: true, Source: source}, normalDispatch()},
	}
}

// Roaming is R05 scene 5: enquiries and complaints about roaming, with one unified
// explanation. Who accepts it is done; who does not is dispatched by home network.
func Roaming() Scene {
	const source = "R05-5"
	return Scene{
		Group: "network",
		Cases: []classify.Label{
			text("咨询漫游", "asks about roaming"), text("办理时说过可以漫游", "it was promised"), text("以前可以漫游", "it used to work"),
		},
		Script: classify.Script{
			ID: "roaming", Version: "1", Label: text("漫游", "Roaming"), Hit: classify.HitUnique,
			Say: text("不同套餐的漫游范围不同，网络调整后范围也会变化，您当前的范围以{scope}为准。",
				"Where one can roam differs between tariffs and changes with the network. What counts for you now is {scope}."),
			Questions: []classify.Question{question("accepted", "这样说明可以吗？", "Does that answer it?")},
			Verdicts:  []classify.Code{code("explained", "解释后认可", "explained and accepted"), code("home-network", "按归属网络派单", "dispatched by home network"), normally()},
			Rows: []classify.ScriptRow{
				rule("explained", "explained", source, answered("accepted", "yes")),
				rule("home-network", "home-network", source, answered("accepted", "no")),
			},
			Default: dispatch,
			Replies: []classify.Reply{
				reply("dispatch", "仍不满意", "still dissatisfied",
					"我们转您归属地的网络核查，{term}内答复您。", "We pass this to your home network; you will hear from us within {term}.", "home-network"),
				reply("purchase", "购买时的承诺", "what was said at the sale",
					"您也可以到办理的营业点核对当时的说明。", "You may also check at the place of purchase what was said then."),
			},
			Vars: []classify.Variable{
				{Name: "scope", Label: text("漫游范围说明", "where roaming works"), Value: text("套餐说明", "the description of your tariff"), Source: ours},
				{Name: "term", Label: text("答复期限", "time for the answer"), Value: text("2个工作日", "2 working days"), Source: source},
			},
		},
		Outcomes: []Outcome{
			{Verdict: "explained", Direct: true, Source: source},
			{Verdict: "home-network", Unit: "home-network", Promise: sla.Workdays(2), Source: source},
			normalDispatch(),
		},
	}
}

// BusyHours is R05 scene 7: congestion at the peak of a holiday is explained and closed at
// the desk, and the department told.
func BusyHours() Scene {
	const source = "R05-7"
	return Scene{
		Group: "network",
		Cases: []classify.Label{text("节日期间打不通电话", "calls fail on a holiday")},
		Script: classify.Script{
			ID: "busy-hours", Version: "1", Label: text("节日忙时拥塞", "Busy-hour congestion"), Hit: classify.HitUnique,
			Questions: []classify.Question{
				question("normal-before", "之前一直正常吗？", "Was it normal before?"),
				question("busy-tone", "主要是拨打时听到忙音吗？", "Is it mainly a busy tone when you call?"),
				question("festival", "是不是{days}这两天最明显？", "Is it worst on the two days of {days}?"),
			},
			Verdicts: []classify.Code{code("congestion", "节日忙时拥塞", "holiday congestion"), normally()},
			Rows: []classify.ScriptRow{
				rule("congestion", "congestion", source, answered("normal-before", "yes", "busy-tone", "yes", "festival", "yes")),
			},
			Default: dispatch,
			Replies: []classify.Reply{
				reply("congestion", "解释", "the explanation",
					"{days}话务集中，线路临时繁忙，节后会恢复，请错开高峰拨打。",
					"Calls pile up on {days} and the lines are busy for a while. It passes with the holiday; please try outside the peak.", "congestion"),
			},
			Vars: []classify.Variable{asked("days", "节日", "the festival")},
		},
		Outcomes: []Outcome{{Verdict: "congestion", Direct: true, Collect: "network-department", Source: source}, normalDispatch()},
	}
}
