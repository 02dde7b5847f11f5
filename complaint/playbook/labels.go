package playbook

// CommandLabels returns what each command is called, in Chinese and English, for menus and ledgers.
func CommandLabels() map[string]Text {
	return map[string]Text{
		"register": {"受理登记", "register"}, "acknowledge": {"告知受理", "acknowledge"}, "assess": {"评估", "assess"},
		"reclassify": {"更正分类", "reclassify"}, "admit": {"受理", "admit"}, "refuse": {"不予受理", "refuse"},
		"convert": {"转为其他类型", "convert"}, "split": {"拆分", "split"}, "dispatch": {"派单", "dispatch"},
		"take-on": {"接单", "take on"}, "send-back": {"退单", "send back"}, "ruling": {"裁定责任单位", "rule on responsibility"},
		"transfer": {"转派", "transfer"}, "recuse": {"回避", "recuse"}, "plan": {"制定调查方案", "plan"},
		"find": {"认定", "find"}, "add-task": {"增加任务", "add a task"}, "complete-task": {"完成任务", "complete a task"},
		"propose": {"拟定方案", "propose"}, "approve": {"批准", "approve"}, "deny": {"驳回", "deny"},
		"delegate": {"委托审批", "delegate"}, "offer": {"提出方案", "offer"}, "respond": {"答复", "respond"},
		"reply": {"投诉人答复", "complainant replies"}, "final-decision": {"最终决定", "decide finally"},
		"report": {"上报", "report"}, "instruct": {"批示", "instruct"}, "execute": {"执行", "execute"},
		"resolve": {"办结", "resolve"}, "close-directly": {"直接办结", "close directly"}, "publish": {"公示", "publish"},
		"confirm": {"投诉人确认", "complainant confirms"}, "follow-up": {"回访", "follow up"}, "reopen": {"重新处理", "reopen"},
		"close": {"结案", "close"}, "archive": {"归档", "archive"}, "withdraw": {"撤诉", "withdraw"}, "hold": {"挂起", "hold"},
		"resume": {"恢复", "resume"}, "expedite": {"催办", "expedite"}, "escalate": {"升级", "escalate"},
		"extend": {"延期", "extend"}, "withdraw-extension": {"撤回延期", "withdraw an extension"},
		"promise": {"承诺时间", "promise"}, "release": {"发布口径", "release wording"}, "message": {"沟通记录", "message"},
		"merge": {"并案", "merge"}, "unmerge": {"撤销并案", "unmerge"}, "link": {"关联", "link"}, "each": {"批量操作", "do for each"},
		"tag": {"标签", "tag"}, "appeal": {"申诉", "appeal"}, "decide-appeal": {"复核决定", "decide an appeal"},
		"compensate": {"补偿", "compensate"}, "note": {"备注", "note"}, "attach": {"附证据", "attach evidence"},
		"correct": {"更正", "correct"}, "legal-hold": {"法律保全", "legal hold"}, "erase": {"删除个人信息", "erase personal data"},
		"adopt": {"采用新版规则", "adopt a version"}, "reseal": {"重新加密", "reseal"},
		"each-refused": {"成员未执行批量操作", "a member refused"}, "spare-survey": {"免打扰", "spare a survey"}, "recalculate": {"重算时限", "recalculate"}, "tick": {"到时", "step of time"},
	}
}

// Requirement is what a rule asks for and where it comes from.
type Requirement struct {
	Label Text
	From  string // requirement ids, standards, articles
}

// GuardRules returns what each guard of the life cycle asks for, and its source.
func GuardRules() map[string]Requirement {
	return map[string]Requirement{
		"complete":    {Text{"必填信息齐全", "every required field is known"}, "R01, R20; ISO 10002 7.2"},
		"rated":       {Text{"已定级", "the severity is known"}, "R11, R20; ISO 10002 7.5"},
		"steps":       {Text{"已经过该等级要求的步骤", "the steps the severity requires were taken"}, "R20; ISO 10002 7.6"},
		"instructed":  {Text{"重大投诉已上报并获批示", "a major case was reported and instructed"}, "R11, R13"},
		"planned":     {Text{"已有处理方案", "there is a plan before action"}, "R11, R13"},
		"evidence":    {Text{"方案要求的证据已收集", "the evidence the plan asks for was attached"}, "R20, R04"},
		"worded":      {Text{"对外口径已发布", "the wording for outside was released"}, "R13, R15"},
		"approved":    {Text{"方案已获批准", "the proposal is approved"}, "R11, R20"},
		"tasks":       {Text{"必须完成的任务已完成", "no task that blocks is open"}, "R04, R12"},
		"direct":      {Text{"该等级或类型可直接办结", "the severity or kind may be closed at the desk"}, "R05, R13"},
		"followed-up": {Text{"已回访且不违背回访结果", "followed up, and not closed against the answer"}, "R03, R10; ISO 10002 7.9"},
		"reviewed":    {Text{"已写案例，抽查已复核", "a case study was written, and a direct close drawn for review was reviewed"}, "R11; the sample is ours"},
		"children":    {Text{"下属投诉均已办结", "no member or child is open"}, "R13"},
	}
}
