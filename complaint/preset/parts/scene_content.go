package parts

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// SubscribedContent is R05 scene 2: a dispute over charges for subscribed content. The desk
// looks the charge up and explains it; who does not accept is answered by the content
// provider within a working day, again and again with the same reply. Records that do not
// match the balance spent have no script and are dispatched.
func SubscribedContent() Scene {
	const source = "R05-2"
	return Scene{
		Group: "charges",
		Cases: []classify.Label{
			text("不知道为什么被扣信息费", "charged for a content service without knowing why"),
			text("通话清单与花掉的余额对不上", "call records do not match the balance spent"),
		},
		Script: classify.Script{
			ID: "subscribed-content", Version: "1", Label: text("订购内容收费争议", "Charges for subscribed content"), Hit: classify.HitUnique,
			Questions: []classify.Question{
				question("mismatch", "您反映的是通话清单与扣费金额不符吗？", "Is it that call records do not match what was charged?"),
				question("subscribed", "（查询后）这笔费用来自订购业务吗？", "(after looking it up) Does the charge come from a subscription?"),
				question("accepted", "听了说明，您认可这笔费用吗？", "With this explanation, do you accept the charge?"),
				question("answered", "内容提供方此前已就此答复过您吗？", "Has the content provider answered you on this before?"),
			},
			Verdicts: []classify.Code{
				code("explained", "解释后认可", "explained and accepted"), code("provider", "转内容提供方", "to the content provider"),
				code("again", "再次转内容提供方", "to the content provider again"), normally(),
			},
			Rows: []classify.ScriptRow{
				rule("mismatch", dispatch, source+", ours", answered("mismatch", "yes")),
				rule("explained", "explained", source, answered("mismatch", "no", "subscribed", "yes", "accepted", "yes")),
				rule("provider", "provider", source, classify.All(
					answered("mismatch", "no", "subscribed", "yes", "accepted", "no"), classify.Not(classify.Is("answered", "yes")))),
				rule("again", "again", source, answered("mismatch", "no", "subscribed", "yes", "accepted", "no", "answered", "yes")),
			},
			Default: dispatch,
			Replies: []classify.Reply{
				reply("explain", "说明费用来源", "where the charge comes from",
					"这是您订购的{service}，价格{price}元，免费期到{free_until}为止。如需退订，请发送{cancel_code}到{port}（提供方端口号的前五位）。",
					"This is {service}, which you subscribed to, at {price} yuan; its free period ended on {free_until}. To cancel, send {cancel_code} to {port}, the first five digits of the provider's port."),
				reply("provider", "需要上游记录、退费或赔偿", "records of the provider, a refund or compensation are asked for",
					"这需要内容提供方核对记录，我们转交处理，{term}内给您答复。",
					"The provider has to check its records. We pass this on; you will have an answer within {term}.", "provider", "again"),
			},
			Vars: []classify.Variable{
				asked("service", "业务名称", "the service"), asked("price", "价格（元）", "its price in yuan"),
				asked("free_until", "免费期截止日", "the last day of the free period"), asked("cancel_code", "退订代码", "the code to cancel with"),
				asked("port", "端口号前五位", "the first five digits of the port"),
				{Name: "term", Label: text("答复期限", "time for the answer"), Value: text("1个工作日", "1 working day"), Source: source},
			},
		},
		Outcomes: []Outcome{
			{Verdict: "explained", Direct: true, Source: source},
			{Verdict: "provider", Unit: "content-provider", Promise: sla.Workdays(1), Source: source},
			{Verdict: "again", Unit: "content-provider", Promise: sla.Workdays(1), Source: source + "; that the same reply means the same promise is ours"},
			normalDispatch(),
		},
	}
}
