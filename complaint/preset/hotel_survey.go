package preset

import "github.com/redress-go/redress/survey"

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
