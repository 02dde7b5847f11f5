package parts

import "github.com/redress-go/redress/classify"

// HandsetFault is R05 scene 8: the subscription is looked at first; when it is in order, the
// handset's own call restriction is cleared, or a faulty handset goes to the repair point and
// the case to the local service unit of the home area.
func HandsetFault() Scene {
	const source = "R05-8"
	return Scene{
		Group: "handset",
		Cases: []classify.Label{
			text("一拿起就是忙音", "busy tone on lift"), text("不能拨出或接听", "cannot call out or in"), text("显示呼叫受限", "the display says barred"),
			text("无显示或闪烁", "no display, or it flickers"), text("按键、听筒或话筒失灵", "keys, receiver or microphone fail"),
		},
		Script: classify.Script{
			ID: "handset-fault", Version: "1", Label: text("手机故障", "Handset fault"), Hit: classify.HitUnique,
			Questions: []classify.Question{
				question("subscription", "（查询）用户数据正常吗？", "(to look up) Is the subscription in order?"),
				question("restricted", "手机上设置了呼叫限制吗？", "Is a call restriction set on the handset?"),
			},
			Verdicts: []classify.Code{code("restriction", "解除手机呼叫限制", "clear the handset's restriction"), code("repair", "到维修点", "to the repair point"), normally()},
			Rows: []classify.ScriptRow{
				rule("restriction", "restriction", source, answered("subscription", "yes", "restricted", "yes")),
				rule("repair", "repair", source, answered("subscription", "yes", "restricted", "no")),
			},
			Default: dispatch,
			Replies: []classify.Reply{
				reply("restriction", "解除限制", "clearing it", "请在手机设置里取消呼叫限制，也可以到{repair_point}请人帮忙。",
					"Please switch the call restriction off in the handset's settings, or have it done at {repair_point}.", "restriction"),
				reply("repair", "维修", "repair", "手机本身可能有故障，请到{repair_point}检测，我们同时通知归属地服务单位跟进。",
					"The handset itself may be faulty. Please have it looked at by {repair_point}; the service unit of your home area follows it up.", "repair"),
			},
			Vars: []classify.Variable{{Name: "repair_point", Label: text("维修点", "the repair point"), Value: text("就近维修点", "the nearest repair point"), Source: ours}},
		},
		Outcomes: []Outcome{
			{Verdict: "restriction", Direct: true, Source: source + "; that the desk closes it is ours"},
			{Verdict: "repair", Unit: "local-service", Source: source},
			normalDispatch(),
		},
	}
}
