package main

import "github.com/redress-go/redress/complaint/playbook"

// tongue is the language of the output: zh or en.
type tongue string

// of picks a text.
func (t tongue) of(zh, en string) string {
	if t == "en" {
		return en
	}
	return zh
}

// in picks a label of the playbook.
func (t tongue) in(label playbook.Text) string { return label.In(string(t)) }

// command is a command's word for people.
func (t tongue) command(name string) string {
	if zh, ok := commandWords()[name]; ok && t != "en" {
		return zh
	}
	return name
}

// target is a time limit's word for people.
func (t tongue) target(name string) string {
	if zh, ok := targetWords()[name]; ok && t != "en" {
		return zh
	}
	return name
}

// stage is the word for where a proposal, an approval, a link or a counter stands.
func (t tongue) stage(code string) string {
	if zh, ok := stageWords()[code]; ok && t != "en" {
		return zh
	}
	return code
}

func stageWords() map[string]string {
	return map[string]string{
		"ready": "可提出", "pending": "待审批", "denied": "被否决", "offered": "已提出", "agreed": "已接受", "rejected": "未接受",
		"imposed": "最终决定", "waiting": "待审批", "approved": "批准", "lapsed": "逾期失效",
		"repeat-of": "重复自", "repeated-by": "再次投诉", "batch": "并入批量",
		"priority": "优先级", "level": "升级", "expedites": "催办", "returns": "退单", "cycle": "重新处理", "contacts": "沟通",
	}
}

func commandWords() map[string]string {
	return map[string]string{
		"register": "受理登记", "acknowledge": "告知收悉", "assess": "评估", "reclassify": "改定", "refuse": "不予受理",
		"dispatch": "派单", "take-on": "接单", "send-back": "退单", "plan": "调查计划", "find": "查明", "add-task": "交办任务", "complete-task": "完成任务",
		"propose": "拟定方案", "approve": "批准", "deny": "否决", "offer": "提出方案", "respond": "答复", "reply": "客人回应",
		"final-decision": "最终决定", "report": "上报", "instruct": "批示", "execute": "执行", "resolve": "办结",
		"close-directly": "直接办结", "follow-up": "回访", "reopen": "重新处理", "close": "结案", "archive": "归档", "withdraw": "撤诉",
		"hold": "挂起", "resume": "恢复", "expedite": "催办", "escalate": "升级", "promise": "承诺", "message": "沟通",
		"link": "关联", "tag": "标记", "note": "记录", "tick": "到点",
	}
}

func targetWords() map[string]string {
	return map[string]string{
		"first-response": "首次回应", "next-step": "告知下一步", "settle-or-promise": "解决或承诺", "resolve": "办结",
		"report": "上报", "instruct": "批示", "take-on": "接单", "follow-up": "回访", "auto-close": "自动结案",
		"promise": "承诺兑现", "approval": "审批", "survey": "满意度调查",
	}
}
