package preset

import (
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// writtenResult is the message that gives the result of an objection in writing.
const writtenResult = "written-result"

// labTasks are the work on the data, and what follows the outcome. All of it blocks: a case is not resolved before the
// review and the retest are through, and not closed before the complainant was told in writing.
func labTasks() []playbook.TaskRule {
	tasks := append(labReview(), labRetest()...)
	return append(append(tasks, labCorrection()...), labAfterwards()...)
}

// opensAfter opens a task when another one is done with one of some results.
func opensAfter(task string, results ...string) []playbook.TaskAfter {
	return []playbook.TaskAfter{{Task: task, Results: results}}
}

// labReview: original records, instruments and the whole process are gone through; the preliminary opinion goes to the
// quality manager (R04).
func labReview() []playbook.TaskRule {
	data := map[string][]string{"kind": {objection, dataDoubt}}
	return []playbook.TaskRule{
		{
			Code: "review", Label: text("复核原始记录、仪器与全过程", "review records, instruments and process"), On: playbook.Investigating, If: data,
			After: opensAfter("opinion-approval", "returned"), Unit: "quality", Role: labReviewer, Blocks: true,
			Records: []playbook.Field{
				mustRecord("records_sound", playbook.BoolField, "原始记录无误", "Original records sound"),
				mustRecord("instruments_sound", playbook.BoolField, "仪器无误", "Instruments sound"),
				mustRecord("process_sound", playbook.BoolField, "检测过程无误", "Process sound"),
				mustRecord("opinion", playbook.TextField, "初步意见", "Preliminary opinion"),
			},
		},
		{
			Code: "opinion-approval", Label: text("审批初步意见", "decide on the preliminary opinion"), After: opensAfter("review"),
			Unit: "quality", Role: manager, Different: []string{"task:review"}, Blocks: true,
			Results: []string{"report-stands", "retest", "resample", "returned"},
		},
	}
}

// labRetest: the sample gets a blind code and two people test it at once, each on their own. It is the original sample,
// unless sampling or transport was wrong (R04). That neither of them had a hand in what went before, and that a signatory
// decides between results that differ, is ours.
func labRetest() []playbook.TaskRule {
	return []playbook.TaskRule{
		{
			Code: "resample", Label: text("重新抽样", "take a new sample"), After: opensAfter("opinion-approval", "resample"), Unit: "samples", Role: labCustodian,
			Blocks: true, Records: []playbook.Field{mustRecord("sample_no", playbook.TextField, "新样品编号", "Number of the new sample")},
		},
		{
			Code: "recode", Label: text("样品盲样编码", "give the sample a blind code"), After: append(opensAfter("opinion-approval", "retest"), opensAfter("resample")...),
			Unit: "samples", Role: labCustodian, Blocks: true,
			Records: []playbook.Field{mustRecord("blind_code", playbook.TextField, "盲样编号", "Blind code")},
		},
		{
			Code: "retest", Label: text("双人同时复测", "retest by two people at once"), After: opensAfter("recode"), Role: labTester, People: 2, Blind: true,
			Different: []string{"find", "task:review", "task:resample", "task:recode"}, Blocks: true, Results: []string{"right", "wrong"},
			Records: []playbook.Field{mustRecord("measured", playbook.TextField, "复测值", "Measured value")},
		},
		{
			Code: "arbitrate", Label: text("判定不一致的复测结果", "decide between results that differ"), After: opensAfter("retest", playbook.ResultDiffers),
			Role: labSignatory, Blocks: true, Results: []string{"right", "wrong"},
		},
	}
}

// labCorrection: a wrong report is withdrawn and stamped void with the signatory's approval, a corrected one with a mark of
// the change is issued, and the result goes onto the intake form (R04).
func labCorrection() []playbook.TaskRule {
	return []playbook.TaskRule{
		{
			Code: "sign-off", Label: text("授权签字人批准作废", "approve that the report is void"), Results: []string{"approved"},
			After: append(opensAfter("retest", "wrong"), opensAfter("arbitrate", "wrong")...), Role: labSignatory, Blocks: true,
		},
		{
			Code: "void", Label: text("收回原报告并加盖作废章", "withdraw the report and stamp it void"), After: opensAfter("sign-off"), Unit: "technical-office",
			Role: agent, Blocks: true, Records: []playbook.Field{
				mustRecord("void_report_no", playbook.TextField, "作废报告编号", "Number of the void report"),
				mustRecord("stamped", playbook.DateField, "盖作废章日期", "Day it was stamped void"),
			},
		},
		{
			Code: "reissue", Label: text("签发带更改标识的更正报告", "issue the corrected report with its change mark"), After: opensAfter("void"), Role: labSignatory,
			Blocks: true, Records: []playbook.Field{
				mustRecord("new_report_no", playbook.TextField, "更正报告编号", "Number of the corrected report"),
				mustRecord("change_mark", playbook.TextField, "更改标识", "Change mark"),
			},
		},
		{
			Code: "enter-result", Label: text("结果填入受理登记表", "enter the result on the intake form"), Unit: "technical-office", Role: agent, Blocks: true,
			After: append(append(opensAfter("reissue"), opensAfter("opinion-approval", "report-stands")...),
				append(opensAfter("retest", "right"), opensAfter("arbitrate", "right")...)...),
			Results: []string{"report-stands", "report-corrected"},
		},
		{
			Code: "nonconformity", Label: text("启动不符合工作程序", "open the nonconformity"), Unit: "quality", Role: manager,
			Records: []playbook.Field{mustRecord("nonconformity_no", playbook.TextField, "不符合项编号", "Number of the nonconformity")},
		},
		{
			Code: "corrective-action", Label: text("启动纠正措施程序", "open the corrective action"), After: opensAfter("nonconformity"), Unit: "quality", Role: manager,
			Records: []playbook.Field{mustRecord("corrective_no", playbook.TextField, "纠正措施编号", "Number of the corrective action")},
		},
	}
}

// labAfterwards: measures before a reasonable complaint is answered, the answer in writing, the result of a general
// complaint with the technical office, and the four forms of an objection (R04).
func labAfterwards() []playbook.TaskRule {
	letter := []playbook.Field{mustRecord("letter_no", playbook.TextField, "书面文号", "Number of the letter")}
	form := func(name, zh, en string) playbook.Field { return mustRecord(name, playbook.TextField, zh, en) }
	return []playbook.TaskRule{
		{
			Code: "measures", Label: text("落实措施", "take measures"), Blocks: true,
			Records: []playbook.Field{mustRecord("measure", playbook.TextField, "措施", "Measure")},
		},
		{
			Code: "explain", Label: text("礼貌书面说明", "explain politely in writing"), On: playbook.Resolved, Unit: "technical-office", Role: agent, Blocks: true,
			If: ifFact("outcome", "not-upheld", "explained", "report-stands"), Records: letter,
		},
		{
			Code: "inform", Label: text("书面告知处理结果", "give the result in writing"), On: playbook.Resolved, Unit: "technical-office", Role: agent, Blocks: true,
			If: ifFact("outcome", "upheld", "partly", "settled", "report-corrected"), Records: letter,
		},
		{
			Code: "file-result", Label: text("处理结果报技术室备案", "file the result with the technical office"), On: playbook.Resolved, Role: supervisor, Blocks: true,
			If: map[string][]string{"kind": {"complaint"}, "unit": departmentCodes()}, Records: []playbook.Field{mustRecord("result", playbook.TextField, "处理结果", "Result")},
		},
		{
			Code: "forms", Label: text("四表归卷", "put the four forms together"), Unit: "technical-office", Role: agent, Blocks: true, If: ifFact("kind", objection),
			Records: []playbook.Field{
				form("objection_form", "异议申请表编号", "Objection form"), form("intake_form", "受理登记表编号", "Intake form"),
				form("handling_form", "处理表编号", "Handling form"), form("feedback_form", "反馈表编号", "Feedback form"),
			},
		},
	}
}

// labTargets watch the written result of an objection (R04: 15 days of acceptance, 3 working days when urgent; nothing
// else has a number there) and that files reach the archivist.
func labTargets(targets []sla.Target) []sla.Target {
	accepted := append(on("admit"), entered(playbook.Dispatched)...) // what is handled was accepted, said or not
	result := limit("objection-result", sla.OwnerCustomer, accepted, nil,
		sla.Choice{When: map[string][]string{"kind": {objection}, "field.urgent": {"true"}}, Term: sla.Term{Span: sla.Workdays(3)}},
		of("kind", sla.Days(15), objection))
	result.Stop = append([]sla.Condition{{Event: "message", With: map[string][]string{
		"way": {"out"}, "kind": {writtenResult}, "channel": labInWriting(),
	}}}, append(afterTask("explain"), afterTask("inform")...)...)
	result.Reopen, result.ReopenMode = on("reopen"), sla.ReopenCycle
	file := limit("file", sla.OwnerUnit, entered(playbook.Closed), entered(playbook.Archived), always(sla.Months(1)))
	file.Steps[0].Do, file.Steps[1].Do = notify("role:"+labArchivist), notify("role:"+labArchivist+",role:"+labOffice)
	for i := range targets {
		switch t := &targets[i]; t.Name {
		case "resolve": // after what is urgent
			t.Terms = slices.Insert(t.Terms, 1, of("kind", sla.Workdays(20), objection, dataDoubt))
		case "follow-up":
			t.Terms = []sla.Choice{always(sla.Workdays(3))}
		}
	}
	return append(targets, result, file)
}

// labReactions say who hears of what, and which work follows from a finding.
func labReactions() []playbook.Reaction {
	return []playbook.Reaction{
		{Name: "objection-accepted", On: on("admit"), If: ifFact("kind", objection), Do: notify("role:" + manager)},
		{Name: "founded", On: onWhere("find", "upheld", "yes"), Do: map[string]string{"task": "measures"}},
		{Name: "report-wrong", On: afterTask("sign-off"), Do: map[string]string{"tag": "nonconforming", "task": "nonconformity"}},
		{Name: "nonconforming-work", On: onWhere("tagged", "tag", "nonconforming"), Do: map[string]string{"task": "nonconformity", "notify": "role:" + manager}},
		{Name: "result-filed", On: afterTask("file-result"), Do: notify("role:" + agent)},
		{Name: "explained-in-writing", On: afterTask("explain"), Do: notify("complainant")},
		{Name: "told-in-writing", On: afterTask("inform"), Do: notify("complainant")},
		{
			Name: "feedback-in-hand", On: []sla.Condition{{Event: "follow-up", With: map[string][]string{"reached": {"yes"}, "satisfied": {"yes"}}}},
			Do: map[string]string{"task": "forms"},
		},
	}
}

// labLetters are what a customer of a laboratory reads; the wording is ours.
func labLetters() []playbook.Template {
	return []playbook.Template{
		tell("explained-in-writing", text("关于 {number} 的说明", "About {number}"), text(
			"感谢您提出 {number}。经复核，未发现我方过错，具体说明见随附的书面材料。如有疑问，欢迎随时联系我们。",
			"Thank you for bringing {number} to us. We looked into it and found no fault of ours; the enclosed letter explains why. Please ask us whatever is unclear.")),
		tell("told-in-writing", text("关于 {number} 的处理结果", "The result of {number}"), text(
			"您提出的 {number} 成立，相应措施已经落实，详情见随附的书面通知。给您带来不便，深表歉意。",
			"You were right about {number}. Measures have been taken; the enclosed letter says which. We are sorry.")),
		{
			Notice: playbook.SurveyNotice, Subject: text("请对 {number} 的处理结果提出意见", "Your opinion of the outcome of {number}"),
			Body: text("{complainant}：请在 {survey-until} 前填写反馈表，如不满意我们将再次核查：{survey}",
				"Dear {complainant}, please fill in the feedback form before {survey-until}; if you are not satisfied we investigate again: {survey}"),
		},
		{
			Notice: playbook.SurveyReminder, Subject: text("反馈表尚未收到：{number}", "We have no feedback on {number} yet"),
			Body: text("{complainant}：我们仍希望知道您对处理结果的意见，{survey-until} 前有效：{survey}",
				"Dear {complainant}, we would still like your opinion of the outcome, before {survey-until}: {survey}"),
		},
	}
}

func labSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("facts.in_time", "R04: 10 days after receiving the report"), from("fields.grounds", "R04: reasons and grounds"),
		from("fields.form_no", "R04: in writing"), from("rules.routes.objection", "R04: the quality manager leads"),
		from("rules.routes.department", "R04: each head for the own department"), from("rules.routes.survey", "R04: the general office"),
		from("grants.plan", "R04: an investigation team"), from("grants.archive", "R04"), from("tasks.review", "R04"),
		from("tasks.retest", "R04: recoded blind, two people at once"), from("tasks.void", "R04"), from("tasks.explain", "R04"),
		from("tasks.inform", "R04: after measures are taken"), from("tasks.forms", "R04: four forms"),
		from("tasks.nonconformity", "R04"), from("targets.objection-result", "R04: 15 days, 3 working days"),
		from("follow_up.reopen", "R04: until satisfied"), from("targets.file", "R04: at regular intervals"),
		ours("targets.objection-result.reopen", "a new investigation has the limit anew"), ours("targets.file.term", "a month: R04 gives no interval"), ours("targets.resolve.objection", "20 working days, with feedback and correction"),
		ours("validity.late", "a late objection is registered, marked invalid, and may be refused"),
		ours("tasks.arbitrate", "results that differ are decided by a signatory"), ours("units.departments", "their names"),
		ours("retention.records", "72 months"), ours("channels.survey", "a channel of its own"),
	)
}
