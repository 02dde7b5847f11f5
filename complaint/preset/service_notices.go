package preset

import "github.com/redress-go/redress/complaint/playbook"

// serviceReactions say what follows from an event at once: signs of escalation are reported up, media raise the severity.
func serviceReactions() []playbook.Reaction {
	return []playbook.Reaction{
		{
			Name: "media", On: on("escalate"), If: map[string][]string{"tag.media": {"yes"}},
			Do: map[string]string{"severity": "major", "notify": "role:" + manager},
		},
		{Name: "second-reopening", On: on("reopen"), If: map[string][]string{"cycle": {"2"}}, Do: climb()},
	}
}

// serviceTemplates are what a complainant reads. The wording is ours.
func serviceTemplates() []playbook.Template {
	return []playbook.Template{
		tell("acknowledged", text("已收到您的投诉 {number}", "We have your complaint {number}"), text(
			"您的投诉已登记，编号 {number}，由 {unit} 处理。我们将在 {due.resolve} 前给您结果，期间可凭编号查询进展。",
			"Your complaint is registered as {number} and is with {unit}. You hear the result by {due.resolve}, and may ask how it stands at any time.")),
		tell("promised-again", text("关于投诉 {number}", "Your complaint {number}"), text(
			"原定答复时间有变，我们会在 {promise} 前再次与您联系，不论届时进展如何。",
			"We need longer than we said. You hear from us again by {promise}, whatever the progress.")),
		tell("extended", text("投诉 {number} 办理时间延长", "More time for {number}"), text(
			"由于情况复杂，投诉 {number} 的办理期限延长至 {due}。如有疑问请随时联系我们。",
			"The matter is complex: the limit for {number} is now {due}. Please ask us if you have questions.")),
		tell("offer", text("投诉 {number} 的处理方案", "What we propose for {number}"), text(
			"关于投诉 {number}，我们提出以下处理方案：{proposal}。是否同意，请告诉我们。",
			"For {number} we propose: {proposal}. Please tell us whether you agree.")),
		tell("final-decision", text("投诉 {number} 的最终处理决定", "Our final decision on {number}"), text(
			"投诉 {number} 经多次协商未能达成一致，我们决定：{proposal}。如不认可，可通过以下途径寻求救济：{recourse}。",
			"We could not agree on {number}. We have decided: {proposal}. If you do not accept it, you may turn to: {recourse}.")),
		tell("executed", text("投诉 {number} 方案已落实", "Done for {number}"), text(
			"投诉 {number} 商定的方案已落实：{proposal}。", "What was agreed for {number} has been done: {proposal}.")),
		tell("resolved", text("投诉 {number} 处理结果", "The result for {number}"), text(
			"投诉 {number} 已办结，结果：{outcome}。如不认可，可通过以下途径寻求救济：{recourse}。",
			"{number} has been dealt with: {outcome}. If you do not agree, you may turn to: {recourse}.")),
		tell("refused", text("投诉 {number} 不予受理", "{number} is not taken up"), text(
			"您的投诉未予受理，原因：{reason}。您可以：{recourse}。",
			"We cannot take up your complaint. The reason: {reason}. You may turn to: {recourse}.")),
		tell("appeal-decided", text("投诉 {number} 复核结果", "The review of {number}"), text(
			"投诉 {number} 的复核已有决定，处理结果：{outcome}。", "The review of {number} is decided; the result is now: {outcome}.")),
	}
}
