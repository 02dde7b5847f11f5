package parts

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Messages is R05 scene 3: short messages cannot be sent or received. Expected are yes, yes,
// no, yes, yes. Its rules overlap in the source: all five as expected fit three of them, and
// the order written decides, which the script acknowledges. What stands under dispatch yet is
// scripted as a direct close (the local station) is closed directly.
func Messages() Scene {
	const source = "R05-3"
	first := answered("sent-before", "yes", "area-code", "yes", "storage-full", "no")
	return Scene{
		Group: "network",
		Cases: []classify.Label{text("短信发不出去", "messages cannot be sent"), text("收不到短信", "messages do not arrive")},
		Script: classify.Script{
			ID: "messages", Version: "1", Label: text("短信收发异常", "Short messages"), Hit: classify.HitUnique,
			Questions: []classify.Question{
				question("sent-before", "以前成功发送过吗？", "Did sending ever work?"),
				question("area-code", "发送时号码前加了区号吗？", "Did you send with the area code?"),
				question("storage-full", "手机短信存满了吗？", "Is the message store full?"),
				question("no-notices", "是不是收不到公众类通知，而个人之间的短信正常？", "Do public notices never arrive while messages between people work?"),
				question("elsewhere", "换个地方以后能用吗？", "Does it work after you move elsewhere?"),
			},
			Verdicts: []classify.Code{
				code("close", "前台直接办结", "closed at the desk"), code("prefix", "缺公众短信接入前缀", "prefix for public notices missing"),
				code("coverage", "当地基站待扩容", "local station to be upgraded"), normally(),
			},
			Rows: []classify.ScriptRow{
				rule("settings", "close", source, classify.Any(classify.Is("area-code", "no"), classify.Is("storage-full", "yes"))),
				rule("all", "close", source, classify.All(first, answered("no-notices", "yes", "elsewhere", "yes"))),
				rule("prefix", "prefix", source, classify.All(first, answered("no-notices", "yes"))),
				rule("station", "coverage", source, classify.All(first, answered("elsewhere", "yes"))),
			},
			Default: dispatch,
			Accepted: []classify.Accepted{
				{Finding: classify.FindingConflict, Rows: []string{"all", "prefix"}, Reason: "R05 closes all five as expected at the desk; the rule for all five stands first"},
				{Finding: classify.FindingConflict, Rows: []string{"all", "station"}, Reason: "R05 closes all five as expected at the desk; the rule for all five stands first"},
				{Finding: classify.FindingConflict, Rows: []string{"prefix", "station"}, Reason: "they meet only where all five are as expected, which the rule before them decides"},
			},
			Replies: []classify.Reply{
				reply("area-code", "未加区号或存满", "no area code, or the store is full",
					"请在号码前加上区号，清理已存短信后再试。", "Please put the area code before the number, clear the message store, and try again.", "close"),
				reply("try-again", "五问都正常", "all five as expected",
					"各项都正常，请您重启手机后再试，如仍不行随时联系我们。", "Everything looks right. Please restart the handset and try again, and call us if it persists.", "close"),
				reply("prefix", "转支撑中心", "to the support centre",
					"您的号码缺少公众短信的接入设置，我们转支撑中心补上，{term}内答复您。",
					"Your number lacks the setting for public notices. The support centre adds it; you will hear from us within {term}.", "prefix"),
				reply("coverage", "当地信号不足", "coverage at the place",
					"{place}的基站需要扩容，我们已记录地点并定期上报，感谢您的反映。",
					"The station at {place} needs an upgrade. We have noted the place and report it at regular intervals. Thank you for telling us.", "coverage"),
				reply("dispatch", "正常派单", "ordinary dispatch",
					"我们转专业部门核查，{term}内答复您。", "Our specialists look into it; you will hear from us within {term}.", dispatch),
			},
			Vars: []classify.Variable{
				{Name: "term", Label: text("答复期限", "time for the answer"), Value: text("2个工作日", "2 working days"), Source: source},
				asked("place", "地点", "the place"),
			},
		},
		Outcomes: []Outcome{
			{Verdict: "close", Direct: true, Source: source},
			{Verdict: "prefix", Unit: "support-centre", Promise: sla.Workdays(2), Source: source},
			{Verdict: "coverage", Direct: true, Collect: "market-operations", Source: source + ": listed under dispatch, scripted as a direct close; closed"},
			{Verdict: dispatch, Promise: sla.Workdays(2), Source: source},
		},
	}
}
