package preset

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// hotelInvite asks the guest in writing, a day after the case was closed, what nobody asked on the phone (R20, R21; the times
// are ours). A small matter settled on the spot is not asked about.
func hotelInvite() playbook.SurveyPolicy {
	return playbook.SurveyPolicy{
		Valid: sla.Days(14), After: sla.Term{Span: sla.Hours(24)}, Remind: sla.Days(5), CoolDown: sla.Days(90), Decides: "result",
		If: map[string][]string{"kind": {"complaint"}, "severity": {"ordinary", "major", "urgent"}},
	}
}

// hotelLetters are the texts that hand over the survey's token. A host puts its own page before it by Config.SurveyLink.
func hotelLetters() []playbook.Template {
	return []playbook.Template{
		{
			Notice: playbook.SurveyNotice, Subject: text("请评价投诉 {number} 的处理", "How did we handle {number}?"),
			Body: text(
				"{complainant}：您的投诉 {number} 已结案。请用一分钟告诉我们处理得怎么样，{survey-until} 前有效，只能填写一次：{survey}",
				"Dear {complainant}, {number} is closed. Please take a minute to tell us how we did; it can be filled in once, before {survey-until}: {survey}"),
		},
		{
			Notice: playbook.SurveyReminder, Subject: text("期待您对投诉 {number} 的评价", "We would still like to hear about {number}"),
			Body: text(
				"{complainant}：我们仍希望听到您的意见，{survey-until} 前有效：{survey}",
				"Dear {complainant}, we would still like your opinion, before {survey-until}: {survey}"),
		},
	}
}

// hotelSurvey is what a follow-up asks (R20; the questions are ours). Answers are optional: a guest who is on the way to
// the airport says yes or no.
func hotelSurvey() *survey.Questionnaire {
	question := func(id string, kind survey.Kind, zh, en string) survey.Question {
		return survey.Question{ID: id, Kind: kind, Text: survey.Label{ZH: zh, EN: en}, AllowNA: kind == survey.KindScale5}
	}
	return &survey.Questionnaire{
		ID: "hotel-follow-up", Version: 1, Title: survey.Label{ZH: "投诉处理回访", EN: "After your complaint"},
		Sections: []survey.Section{
			{
				ID: "handling", Title: survey.Label{ZH: "处理过程", EN: "Handling"}, Weight: 2,
				Questions: []survey.Question{
					question("speed", survey.KindScale5, "处理是否及时？", "Were we quick?"),
					question("manner", survey.KindScale5, "接待人员态度如何？", "How were you treated?"),
					question("result", survey.KindScale5, "对处理结果是否满意？", "Are you satisfied with the result?"),
				},
			},
			{
				ID: "after", Title: survey.Label{ZH: "今后", EN: "Afterwards"}, Weight: 1,
				Questions: []survey.Question{
					question("recommend", survey.KindScale10, "您有多大可能向朋友推荐本店？", "How likely are you to recommend us?"),
					question("words", survey.KindText, "还有什么想说的？", "Anything else?"),
				},
			},
		},
	}
}
