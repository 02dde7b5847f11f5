package parts

import "github.com/redress-go/redress/classify"

// Nature decides what a complainant is after (R08): a solution, to vent, to see an
// expectation met, or to point at a defect of ours. What nobody observed counts as wanting a
// solution, ours.
func Nature() Part {
	const source = "R08"
	return Part{
		Natures: []classify.Code{
			code("solution", "求解决", "wants a solution"), code("venting", "求发泄", "venting"),
			code("expectation", "有期望", "expects something"), code("own-defect", "我方缺陷", "our own defect"),
		},
		Fields: []classify.Field{
			yesNo("firm", "理据充分、态度坚决", "Well-founded and firm"), yesNo("repetitive", "反复、含糊", "Repetitive and vague"),
			yesNo("angry", "有怒气", "Angry"), yesNo("compares", "与别处比较", "Compares with others"),
			yesNo("facts", "平静陈述事实", "States facts calmly"), yesNo("batch", "短时间内批量出现", "One of many in a short time"),
		},
		Tables: []classify.Table{{
			ID: "nature", Label: text("投诉性质", "Nature"), Sets: classify.DimNature, Hit: classify.HitFirst, Default: "solution",
			Rows: []classify.Row{
				row("batch", "own-defect", source+": a batch in a short time", classify.IsTrue("batch")),
				row("firm", "solution", source, classify.IsTrue("firm")),
				row("calm-facts", "own-defect", source, classify.All(classify.IsTrue("facts"), classify.Not(classify.IsTrue("angry")))),
				row("vents", "venting", source, classify.IsTrue("repetitive")),
				row("expects", "expectation", source, classify.All(classify.IsTrue("compares"), classify.Not(classify.IsTrue("angry")))),
			},
		}},
	}
}

// Manner returns how a complaint of that nature is answered, step by step (R08); nil for a
// code that is none of [Nature]'s. Before all of them stands: invite to the reception room,
// calm first.
func Manner(nature string) []classify.Code {
	invite, listen := code("invite", "请到接待室，先安抚", "invite to the reception room, calm first"), code("listen", "倾听", "listen")
	agree, improve := code("agree", "认同", "agree"), code("improve", "表达改进意愿", "express improvement")
	switch nature {
	case "solution":
		return []classify.Code{invite, listen, agree, improve, code("act", "行动并答复", "act and reply")}
	case "venting":
		return []classify.Code{invite, listen}
	case "expectation", "own-defect":
		return []classify.Code{invite, agree, improve}
	}
	return nil
}
