package preset

import (
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// bankTasks are the steps of R01 beside the states: who co-operates, what is kept, who answers, who reviews.
func bankTasks() []playbook.TaskRule {
	records := func(fields ...playbook.Field) []playbook.Field { return fields }
	return []playbook.TaskRule{
		{Code: liaison, Label: text("甲方联络人配合", "the client's liaison co-operates"), On: playbook.Registered, Unit: clientUnit, Role: liaison},
		{
			Code: "keep-recording", Label: text("封存录音录像备查", "keep the recording for checking"), On: playbook.Registered, If: ifFact("field.recorded_place", "true"),
			Unit: complaintDepartment, Blocks: true, Records: records(mustRecord("kept_at", playbook.TextField, "保存位置", "Where it is kept")),
		},
		{
			Code: "handling-sheet", Label: text("转交处理单", "hand over the handling sheet"), On: playbook.Dispatched, Role: supervisor, Blocks: true,
			Records: records(mustRecord("given_to", playbook.TextField, "接收人", "Given to")),
		},
		{
			Code: "unit-result", Label: text("反馈调查结果与处理建议", "report result and suggestion"), On: playbook.Investigating, Role: handler, Blocks: true,
			Records: records(mustRecord("found", playbook.TextField, "调查结果", "What was found"), mustRecord("suggestion", playbook.TextField, "处理建议", "Suggestion")),
		},
		{
			Code: responsibilityTask, Label: text("认定投诉原因与责任", "cause, and who is responsible"), On: playbook.Investigating, Unit: complaintDepartment, Role: agent,
			Blocks: true, Results: []string{serviceQuality, projectManager, "other"},
			Records: records(mustRecord("caused_by", playbook.TextField, "投诉引起责任人", "Who caused it"),
				mustRecord("handled_by", playbook.TextField, "投诉处理责任人", "Who must handle it"),
				mustRecord("answers", playbook.TextField, "未及时妥善解决的责任人", "Who answers if it is not settled fully and in time")),
		},
		{
			Code: "explain", Label: text("向投诉人说明解释", "explain to the complainant"), After: []playbook.TaskAfter{{Task: responsibilityTask, Results: []string{serviceQuality}}},
			Unit: complaintDepartment, Role: agent, Blocks: true,
		},
		{
			Code: "improve", Label: text("责任部门整改", "the service unit improves"), After: []playbook.TaskAfter{{Task: responsibilityTask, Results: []string{serviceQuality}}},
			Role: handler,
		},
		{
			Code: reviewProposal, Label: text("审核处理方案并签署实施意见", "review the proposal, give an implementation opinion"),
			After: []playbook.TaskAfter{{Task: reviewProposal, Results: []string{"revise"}}}, Role: manager, Blocks: true, Different: []string{"propose"},
			Results: []string{"agreed", "revise"}, Records: records(mustRecord("opinion", playbook.TextField, "实施意见", "Implementation opinion")),
		},
		{Code: "implement", Label: text("落实处理方案", "carry out the proposal"), On: playbook.Executing, Role: handler, Blocks: true},
		{
			Code: "confirm-result", Label: text("复核确认处理过程与结果", "confirm handling and result"), After: []playbook.TaskAfter{{Task: "implement"}},
			Role: manager, Blocks: true,
		},
	}
}

// bankTargets: the intake never sleeps; a limit by the nature of the matter runs when the project manager answers for it,
// and the complainant is told of it in time. Figures are ours.
func bankTargets(targets []sla.Target) []sla.Target {
	followedUpAlways(targets)
	byManager := afterTask(responsibilityTask, projectManager)
	told := limit("tell-limit", sla.OwnerCustomer, byManager, append(on("promise"), outcome()...), always(sla.BusinessHours(4)))
	told.Steps[0].Do, told.Steps[1].Do = notify("role:"+agent), notify("role:"+agent+",role:"+supervisor)
	project := limit("project-limit", sla.OwnerUnit, byManager, append(afterTask("implement"), outcome()...),
		of("category.matter", sla.Workdays(1), "cleaning", "conference", "transport"), of("category.matter", sla.Workdays(3), "engineering"), always(sla.Workdays(2)))
	progress := limit("progress", sla.OwnerUnit, on("take-on"), append(entered(playbook.Proposing, playbook.AwaitingApproval), outcome()...), always(sla.Workdays(1)))
	progress.Reset = on("note")
	progress.Steps[1].Do = notify("owner,desk")
	for i := range targets {
		switch targets[i].Name {
		case "acknowledge":
			targets[i].Calendar, targets[i].Terms = always24, []sla.Choice{always(sla.Minutes(30))}
		case "resolve": // nothing is settled at the desk, and an engineering matter alone may take three days
			targets[i].Terms = []sla.Choice{of("severity", sla.Workdays(1), "urgent"), of("severity", sla.Workdays(10), "major"), always(sla.Workdays(5))}
		}
	}
	return set(targets, targetName, told, project, progress)
}

func bankReactions() []playbook.Reaction {
	return []playbook.Reaction{
		{Name: "proposed", On: on("propose"), Do: map[string]string{"task": reviewProposal}},
		{Name: "proposal-returned", On: afterTask(reviewProposal), Do: notify("desk")},
		{Name: "service-to-improve", On: afterTask(responsibilityTask, serviceQuality), Do: notify("unit,head")},
		{Name: "limit-told", On: on("promise"), Do: notify("complainant")},
	}
}

func bankTemplates() []playbook.Template {
	ask := func(notice string) playbook.Template {
		return tell(notice, text("投诉 {number} 满意度调查", "How did we handle {number}?"), text(
			"投诉 {number} 已结案，请于 {survey-until} 前填写：{survey}", "{number} is closed. Please tell us how we did, until {survey-until}: {survey}"))
	}
	return []playbook.Template{
		ask(playbook.SurveyNotice), ask(playbook.SurveyReminder),
		tell("limit-told", text("投诉 {number} 处理时限", "When we come back to {number}"), text(
			"根据事项性质，我们将在 {promise} 前给您答复。", "By the nature of the matter you hear from us by {promise}.")),
		{Notice: "service-to-improve", Subject: text("投诉 {number}：请整改", "{number}: please improve"), Body: text(
			"投诉 {number} 经认定属服务质量问题，请制定并落实整改措施。", "{number} was found to be a matter of service quality. Please improve it.")},
	}
}

// bankQuestions ask about each service by itself; ours.
func bankQuestions() survey.Questionnaire {
	section := func(id, zh, en string) survey.Section {
		return survey.Section{ID: id, Title: survey.Label{ZH: zh, EN: en}, Weight: 1, Questions: []survey.Question{
			{ID: id + "-quality", Kind: survey.KindScale5, Text: survey.Label{ZH: zh + "质量", EN: en + ": quality"}, AllowNA: true},
			{ID: id + "-manner", Kind: survey.KindScale5, Text: survey.Label{ZH: zh + "态度", EN: en + ": manner"}, AllowNA: true},
		}}
	}
	out := survey.Questionnaire{
		ID: "bank-services", Version: 1, Title: survey.Label{ZH: "后勤服务满意度调查", EN: "Services to the bank"},
		Sections: []survey.Section{
			section("cleaning", "保洁服务", "Cleaning"), section("security", "秩序维护", "Security"), section("engineering", "工程维修", "Engineering"),
			section("conference", "会务服务", "Conference service"), section("transport", "车辆运输", "Transport"), section("complaints", "投诉处理", "How complaints are handled"),
		},
	}
	last := &out.Sections[len(out.Sections)-1]
	last.Questions = append(last.Questions, survey.Question{ID: "words", Kind: survey.KindText, Text: survey.Label{ZH: "其他意见", EN: "Anything else?"}})
	return out
}

// BankLogisticsSurvey returns the plan of the quarterly survey among the bank's staff (满意度调查计划, R01, a heading there): a
// hundred of them, as many from each building, with the questionnaire of [BankLogistics]; nine in ten are to be satisfied
// with each service, and what lies under it becomes an improvement. Every figure is ours; a host sets its own seed.
func BankLogisticsSurvey() survey.Plan {
	plan := survey.Plan{
		ID: "bank-services-quarterly", Version: 1, Title: survey.Label{ZH: "季度满意度调查", EN: "Quarterly survey"},
		Questionnaire: "bank-services", QuestionnaireVersion: 1, Zone: "Asia/Shanghai",
		Every: survey.Quarterly, Contacts: []survey.Wait{survey.Days(75)}, Modes: []survey.Mode{survey.Web, survey.Phone},
		Sample: survey.Sample{Size: 100, Seed: "bank-services", By: "building", Allocation: survey.Equal}, CoolDown: survey.Days(80), Expires: survey.Days(10),
		Boxes: survey.TopTwoOfFive,
	}
	for _, s := range bankQuestions().Sections {
		plan.Targets = append(plan.Targets, survey.Target{Item: s.ID, Measure: survey.MeasureSatisfied, AtLeast: 0.9})
	}
	return plan
}

func bankSources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool {
		return slices.Contains([]string{"channels", "rules.content", "back_date", "direct.sample", "survey"}, s.Rule)
	})
	return append(base,
		from("units.complaint-department", "R01"), from("tasks.liaison", "R01"), from("tasks.keep-recording", "R01"), from("channels", "R01"),
		from("channels.required", "R01: record form"), from("fields.title", "R01: title, beside the name: the source is ambiguous"),
		from("calendars.round-the-clock", "R01: intake 24 h"), from("tasks.responsibility", "R01: three times over"), from("tasks.improve", "R01"),
		from("tasks.explain", "R01"), from("targets.project-limit", "R01: by the nature of the matter"), from("targets.tell-limit", "R01: told in time"),
		from("rules.matter", "R01"), from("tasks.handling-sheet", "R01"), from("targets.progress", "R01: the desk keeps in touch"),
		from("tasks.unit-result", "R01"), from("tasks.review-proposal", "R01"), from("tasks.implement", "R01"), from("tasks.confirm-result", "R01: reviewed and confirmed"),
		ours("lifecycle.offer", "the review is a gate before the reply"), ours("targets.project-limit.terms", "1, 2 and 3 working days"),
		ours("targets.tell-limit.term", "4 open hours"), ours("targets.progress.term", "1 working day"), ours("targets.acknowledge.term", "30 minutes"), ours("targets.resolve.terms", "1, 5 and 10 working days"),
		ours("grades.steps", "R01 has the heading only"), ours("survey", "R01 has the heading only"), ours("invite", "14 days, one reminder, every 30 days at most"),
		ours("form", "YH-TS-01, A/0"), ours("back_date", "2 hours: recorded at once"), ours("rules.matter.words", "which words speak of which service"),
	)
}
