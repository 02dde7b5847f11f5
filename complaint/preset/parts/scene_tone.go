package parts

import "github.com/redress-go/redress/classify"

// RingBackTone is R05 scene 6: enquiries about the ring-back tone are answered from a list of
// six entries in two topics, complaints the desk can handle are closed, others go to the
// provincial maintenance centre.
func RingBackTone() Scene {
	const source = "R05-6"
	return Scene{
		Group: "service",
		Cases: []classify.Label{text("咨询彩铃资费或用法", "asks about fees or use of the ring-back tone"), text("彩铃不能播放", "the tone does not play")},
		Script: classify.Script{
			ID: "ring-back-tone", Version: "1", Label: text("彩铃", "Ring-back tone"), Hit: classify.HitUnique,
			Questions: []classify.Question{
				question("enquiry", "您是想了解资费或使用方法吗？", "Would you like to know about fees or use?"),
				question("desk", "（判断）前台能直接处理吗？", "(to judge) Can the desk handle it?"),
			},
			Verdicts: []classify.Code{
				code("answered", "已解答", "answered"), code("handled", "前台已处理", "handled at the desk"),
				code("maintenance", "转省维护中心", "to the provincial maintenance centre"), normally(),
			},
			Rows: []classify.ScriptRow{
				rule("answered", "answered", source, answered("enquiry", "yes")),
				rule("handled", "handled", source, answered("enquiry", "no", "desk", "yes")),
				rule("maintenance", "maintenance", source, answered("enquiry", "no", "desk", "no")),
			},
			Default: dispatch,
			Replies: append(toneAnswers(),
				reply("handled", "前台已处理", "handled at the desk",
					"您反映的问题已经处理好，请再试一下。", "What you told us is put right. Please try again.", "handled"),
				reply("maintenance", "转省维护中心", "to the maintenance centre",
					"这需要省维护中心核查，我们转交后与您联系。", "The provincial maintenance centre has to look into it. We pass it on and call you.", "maintenance"),
			),
			Vars: tonePrices(source),
		},
		Outcomes: []Outcome{
			{Verdict: "answered", Direct: true, Source: source},
			{Verdict: "handled", Direct: true, Source: source},
			{Verdict: "maintenance", Unit: "maintenance-centre", Source: source},
			normalDispatch(),
		},
	}
}

// toneAnswers are the six entries: three on fees and scope, three on use.
func toneAnswers() []classify.Reply {
	return []classify.Reply{
		reply("fees-monthly", "资费：月功能费与铃音", "fees: the service and its tones",
			"后付费每月{monthly}元，预付费每天{daily}元；铃音每首{tone_from}至{tone_to}元；每月可免费更换{free_changes}次，之后每次{change_from}至{change_to}元。",
			"{monthly} yuan a month post-paid, {daily} yuan a day pre-paid; a tone costs {tone_from} to {tone_to} yuan; {free_changes} changes a month are free, each further one {change_from} to {change_to} yuan.", "answered"),
		reply("fees-call", "资费：拨打服务号码", "fees: calling the service number",
			"拨打服务号码前{first_minutes}分钟{call_first}元，之后每分钟{call_next}元。",
			"A call to the service number costs {call_first} yuan for the first {first_minutes} minutes, then {call_next} yuan a minute.", "answered"),
		reply("scope", "使用范围", "who can use it", "{scope}的用户可以开通。", "Customers of {scope} can have it.", "answered"),
		reply("use-password", "使用：密码", "use: the password", "密码用于登录设置，忘记时可拨打服务号码重置。", "The password opens the settings; if it is lost, the service number resets it.", "answered"),
		reply("use-register", "使用：开通", "use: registration", "目前只能拨打服务号码开通。", "It can be registered only by calling the service number.", "answered"),
		reply("use-default", "使用：设为默认", "use: the default tone",
			"新购的铃音排在第{bought_number}位，需要设为默认后才会播放。", "A tone you buy is number {bought_number} and plays once it is set as default.", "answered"),
	}
}

func tonePrices(source string) []classify.Variable {
	return []classify.Variable{
		value("monthly", "后付费月费（元）", "post-paid, yuan a month", "5", source), value("daily", "预付费日费（元）", "pre-paid, yuan a day", "0.16", source),
		value("tone_from", "铃音最低价（元）", "a tone from, yuan", "0.5", source), value("tone_to", "铃音最高价（元）", "a tone to, yuan", "5", source),
		value("free_changes", "每月免费更换次数", "free changes a month", "3", source),
		value("change_from", "更换最低价（元）", "a change from, yuan", "0.5", source), value("change_to", "更换最高价（元）", "a change to, yuan", "1.5", source),
		value("first_minutes", "首段分钟数", "minutes of the first stretch", "3", source),
		value("call_first", "首段价格（元）", "the first stretch, yuan", "0.22", source), value("call_next", "之后每分钟（元）", "a minute after, yuan", "0.11", source),
		{Name: "scope", Label: text("适用范围", "whom it is for"), Value: text("本省", "this province"), Source: ours},
		value("bought_number", "新购铃音序号", "number of a bought tone", "3", source),
	}
}
