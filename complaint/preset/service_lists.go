package preset

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/survey"
)

// serviceReasons are the closed lists of reasons. The reasons to refuse are those of a market authority (令20 art. 15), as far
// as they suit a company; the others are ours.
func serviceReasons() []playbook.Reason {
	return []playbook.Reason{
		reason("refuse", "not-ours", "不属于本单位职责", "not our matter"),
		reason("refuse", "handled", "同一事由已受理或已处理", "accepted or handled already"),
		reason("refuse", "elsewhere", "其他机构已受理或处理", "taken up elsewhere"),
		reason("refuse", "no-material", "材料不全且未补正", "material is missing and was not brought"),
		reason("refuse", "too-late", "超过规定期限", "out of time"),
		reason("hold", "waiting-complainant", "等待投诉人补充材料", "waiting for the complainant"),
		reason("hold", "appraisal", "鉴定、检测、评估期间", "appraisal, test or assessment outside"),
		reason("hold", "authority", "等待有关机关处理", "with an authority"),
		reason("send-back", "wrong-unit", "不属于本部门", "not this unit's matter"),
		reason("transfer", "wrong-unit", "不属于本部门", "not this unit's matter"),
		reason("transfer", "absence", "经办人不在岗", "the handler is away"),
		reason("reclassify", "facts-found", "查明新事实", "new facts"),
		reason("deny", "too-much", "金额偏高", "too much"),
		reason("deny", "no-ground", "依据不足", "no ground"),
		reason("reopen", "unsatisfied", "回访不满意", "not satisfied at the follow-up"),
		reason("reopen", "not-done", "承诺未兑现", "what was promised was not done"),
		reason("reopen", "new-facts", "出现新事实", "new facts"),
		reason("escalate", "beyond-authority", "超出权限", "beyond authority"),
		reason("escalate", "unsatisfied", "投诉人仍不满意", "still dissatisfied"),
		reason("escalate", "media", "媒体介入或可能介入", "media are involved, or may be"),
		reason("escalate", "threat", "有过激行为迹象", "a threat"),
		reason("extend", "complex", "情况复杂", "the matter is complex"),
	}
}

func serviceMessages() []playbook.Code {
	return []playbook.Code{
		code("answer", "答复", "answer"), code("progress", "进展", "progress"), code("question", "询问", "question"),
		code("apology", "致歉", "apology"), code("holding", "阶段性答复", "holding response"),
	}
}

// serviceReliefs are the remedies of R20: apology, explanation, money (refund, discount, gift), service recovery (redone, a
// repair visit), a promise to improve. Compensation is ours.
func serviceReliefs() []playbook.Relief {
	return []playbook.Relief{
		relief("apology", "道歉", "apology"), relief("explanation", "解释", "explanation"), relief("refund", "退款", "refund"),
		relief("discount", "减免", "discount"), relief("gift", "赠礼", "gift"), relief("redo", "重做", "redone"),
		relief("repair", "上门维修", "repair visit"), relief("improvement", "整改承诺", "promise to improve"),
		relief(playbook.Compensation, "赔偿", "compensation"),
	}
}

func serviceOutcomes() []playbook.Code {
	return []playbook.Code{
		code("settled", "协商解决", "settled"), code("upheld", "投诉成立", "upheld"), code("partly", "部分成立", "partly upheld"),
		code("not-upheld", "不成立", "not upheld"), code("explained", "解释说明", "explained"), code("adopted", "建议采纳", "suggestion adopted"),
	}
}

// serviceEvidence are the kinds of evidence of R20.
func serviceEvidence() []playbook.Code {
	return []playbook.Code{
		code("record", "书面记录", "record"), code("video", "录音录像", "recording"), code("interview", "询问笔录", "interview"),
		code("site", "现场勘查", "site visit"), code("other", "其他", "other"),
	}
}

// told is what an acknowledgement tells the complainant (R20).
func told() []playbook.Code {
	return []playbook.Code{
		code("process", "处理流程", "how it is handled"), code("limit", "预计时限", "by when"), code("contact", "联系方式", "whom to ask"),
	}
}

// recourse is where a complainant may turn who is not agreed with; ours, after Chinese practice.
func recourse() []playbook.Code {
	return []playbook.Code{
		code("review", "申请复核", "review by us"), code("association", "消费者组织", "consumer association"),
		code("authority", "主管部门", "authority in charge"), code("court", "诉讼或仲裁", "court or arbitration"),
	}
}

// proxies are those who may complain for somebody (2020 No.3, art. 12, as a model).
func proxies() []playbook.Code {
	return []playbook.Code{code("signed", "书面委托", "written authority"), code("heir", "继承人", "heir"), code("guardian", "监护人", "guardian")}
}

// serviceSurvey asks how the complaint was handled; R20 breaks off before it, the questions are ours.
func serviceSurvey() *survey.Questionnaire {
	question := func(id string, kind survey.Kind, zh, en string) survey.Question {
		return survey.Question{ID: id, Kind: kind, Text: survey.Label{ZH: zh, EN: en}, AllowNA: kind == survey.KindScale5}
	}
	return &survey.Questionnaire{
		ID: "complaint-handling", Version: 1, Title: survey.Label{ZH: "投诉处理满意度", EN: "How we handled your complaint"},
		Sections: []survey.Section{{
			ID: "handling", Title: survey.Label{ZH: "处理过程与结果", EN: "Handling and result"}, Weight: 1,
			Questions: []survey.Question{
				question("speed", survey.KindScale5, "处理及时吗？", "Were we quick?"),
				question("manner", survey.KindScale5, "工作人员态度如何？", "How were you treated?"),
				question("result", survey.KindScale5, "对结果满意吗？", "Are you satisfied with the result?"),
				question("words", survey.KindText, "您还有什么意见？", "Anything else?"),
			},
		}},
	}
}
