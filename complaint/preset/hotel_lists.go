package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// hotelReasons are the closed lists of reasons; ours.
func hotelReasons() []playbook.Reason {
	reason := func(command, code, zh, en string) playbook.Reason {
		return playbook.Reason{Command: command, Code: code, Label: text(zh, en)}
	}
	return []playbook.Reason{
		reason("refuse", "not-ours", "不属于本店", "not ours"),
		reason("refuse", "same-facts", "同一事由已依规处理", "same facts, handled before"),
		reason("hold", "guest-away", "等客人", "waiting for the guest"),
		reason("hold", "police", "警方处理中", "with the police"),
		reason("hold", "appraisal", "等鉴定或维修报告", "waiting for an appraisal"),
		reason("send-back", "wrong-unit", "派错部门", "wrong unit"),
		reason("transfer", "wrong-unit", "派错部门", "wrong unit"),
		reason("transfer", "shift", "交班", "change of shift"),
		reason("reclassify", "facts-found", "查明新事实", "new facts"),
		reason("deny", "too-much", "金额偏高", "too much"),
		reason("deny", "no-ground", "依据不足", "no ground"),
		reason("reopen", "unsatisfied", "回访不满意", "not satisfied at follow-up"),
		reason("reopen", "not-done", "承诺未兑现", "promise not kept"),
		reason("escalate", "beyond-authority", "超出权限", "beyond authority"),
		reason("escalate", "unsatisfied", "客人仍不满意", "the guest is still dissatisfied"),
	}
}

func hotelMessages() []playbook.Code {
	return []playbook.Code{
		code("answer", "答复", "answer"), code("progress", "进展", "progress"), code("question", "询问", "question"),
		code("apology", "致歉", "apology"),
	}
}

// hotelReliefs are the kinds of remedy of R20: apology, explanation, money, service recovery, a promise to improve.
func hotelReliefs() []playbook.Relief {
	return []playbook.Relief{
		relief("apology", "道歉", "apology"), relief("explanation", "解释", "explanation"), relief("repair", "维修", "repair"),
		relief("redo", "重做", "redone"), relief("room-change", "换房", "room change"), relief("discount", "减免", "discount"),
		relief("refund", "退款", "refund"), relief("gift", "赠礼", "gift"), relief("medical", "医疗协助", "medical help"),
		relief(playbook.Compensation, "赔偿", "compensation"), relief("improvement", "整改承诺", "promise to improve"),
	}
}

func hotelOutcomes() []playbook.Code {
	return []playbook.Code{
		code("settled", "协商解决", "settled"), code("upheld", "投诉成立", "upheld"), code("partly", "部分成立", "partly upheld"),
		code("not-upheld", "不成立", "not upheld"), code("explained", "解释说明", "explained"),
	}
}

// hotelTasks are opened beside the main line: evidence of serious cases (R20), improvement after them (R11).
func hotelTasks() []playbook.TaskRule {
	serious := []classify.Severity{classify.Major, classify.Urgent}
	return []playbook.TaskRule{
		{Code: "evidence", Label: text("保全证据", "secure evidence"), On: playbook.Investigating, Severities: serious, Unit: "security", Blocks: true},
		{Code: "improvement", Label: text("落实整改", "carry out improvements"), On: playbook.Resolved, Severities: serious},
	}
}
