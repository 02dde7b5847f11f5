package preset

import (
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// hall is the only unit of a service hall: whoever is spoken to first sees it through.
const hall = "hall"

// ServiceHall returns the rules of a service hall where people complain in person (营业厅现场投诉, R08), built on [Service]:
// what is said to staff is signed by the customer, the opinion book is a channel, four natures of complaint are recognised
// and each is answered in its own manner, nobody passes a customer on, the answer is given on the spot or the time it needs
// is stated, and signs of escalation go up at once.
//
// The calendar is [Service]'s; the half hour for an answer on the spot is real time. The value is fresh at every call and
// the caller's to change.
func ServiceHall() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "service-hall", text("营业厅现场投诉", "Complaints in a service hall"), playbook.Numbers{Pattern: "DT{yyyy}{mm}-{seq:4}"}
	p.Units = []playbook.Unit{{Code: hall, Label: text("服务大厅", "Service hall"), Head: supervisor}}
	p.FallbackUnit = hall
	p.Channels = []playbook.Channel{
		{Code: "counter", Label: text("向员工口头投诉", "said to staff"), Required: []string{"text", "signature"}},
		{Code: "opinion-book", Label: text("意见簿", "opinion book"), Required: []string{"text"}},
	}
	p.Rules = joined("service-hall", text("大厅投诉分类", "Service hall classification"),
		parts.ServiceSeverity(parts.Limits{}), serviceKinds(), parts.Nature(), hallContent(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = append(recorded(p.Rules), yesField("signs", "有事态扩大迹象", "Signs that it may grow"))
	hallPeople(p)
	for i := range p.Grades {
		p.Grades[i].Direct = p.Grades[i].Severity <= classify.Ordinary
	}
	p.Lifecycle = needing(playbook.DefaultLifecycle(), "tasks", "close-directly")
	p.Evidence = append(p.Evidence, code("signed-time", "客户签字确认的答复时限", "time of answer, signed by the customer"))
	p.Tasks = append(p.Tasks, hallTasks()...)
	p.Batch = playbook.BatchPolicy{Window: classify.Window(2 * time.Hour), By: []string{"category.content"}, Threshold: 3}
	p.Targets = set(p.Targets, targetName, hallOnTheSpot())
	p.Reactions = append(p.Reactions, hallReactions()...)
	p.Templates = append(p.Templates, hallTemplates()...)
	p.BackDate = sla.Days(1)
	p.Sources = hallSources(p.Sources)
	return p
}

// hallContent has the matters of [Service] and no routes: the hall answers for all of them.
func hallContent(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("投诉内容", "Content"), "R20", serviceMatters())
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{Default: classify.Route{ID: hall, Unit: hall, Source: "R08"}}
	return p
}

// hallPeople: staff at the counter do everything themselves that their authority covers, and pass nothing on. A case
// changes hands only by the hall manager, when somebody is away.
func hallPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "大厅服务人员", "hall staff")
	titled(p.Roles, handler, "业务专员", "specialist") // beside the counter, no superior of it
	for i := range p.Roles {
		if p.Roles[i].Code == handler {
			p.Roles[i].Level, p.Roles[i].Limit = 1, playbook.Yuan(50)
		}
	}
	titled(p.Roles, supervisor, "值班主任", "duty supervisor")
	titled(p.Roles, manager, "大厅经理", "hall manager")
	titled(p.Roles, head, "分管领导", "executive in charge")
	p.Grants = grantAlso(p.Grants, []string{agent}, "take-on", "plan", "find", "propose", "offer", "reply", "execute", "resolve", "report")
	p.Grants = grantAlso(p.Grants, []string{supervisor}, "instruct")
	p.Grants = grantOnly(p.Grants, nil, "send-back")
	p.Grants = grantOnly(p.Grants, []string{manager, head}, "transfer")
	p.MaxReturns = 0
	p.Reasons = slices.DeleteFunc(p.Reasons, func(r playbook.Reason) bool {
		return r.Command == "send-back" || r.Command == "transfer" && r.Code == "wrong-unit"
	})
}

// hallNatures are the natures of [parts.Nature] in which we agree and say that we shall improve: all but venting.
func hallNatures() []string { return []string{"solution", "expectation", "own-defect"} }

func hallTasks() []playbook.TaskRule {
	return []playbook.TaskRule{
		{
			Code: "calm", Label: text("请到接待室，先安抚情绪", "invite to the reception room, calm first"), On: playbook.Registered,
			If: ifFact("channel", "counter"), Blocks: true,
		},
		{
			Code: "agree", Label: text("表示认同，表达改进意愿", "agree, and say what we shall improve"), On: playbook.Registered,
			If: ifFact("nature", hallNatures()...), Blocks: true,
		},
	}
}

// hallOnTheSpot: the customer in the hall has an answer, or knows when it comes. Asking a superior does not end the visit,
// so it does not stop the clock.
func hallOnTheSpot() sla.Target {
	stop := append(append(on("respond"), on("promise")...), outcome()...)
	return limit("on-the-spot", sla.OwnerCustomer, on("register"), stop, of("channel", sla.Minutes(30), "counter"))
}

func hallReactions() []playbook.Reaction {
	up := map[string]string{"level": "next", "priority": "1", "notify": "ladder"}
	out := []playbook.Reaction{
		{Name: "escalating", On: onWhere("tagged", "tag", "escalating"), Do: up},
		{Name: "escalating-at-intake", On: on("register"), If: ifFact("field.signs", "true"), Do: up},
		{Name: "disagrees", On: onWhere("reply", "accepted", "no"), Do: notify("first")},
		{Name: "thanks", On: append(on("close-directly"), on("resolve")...), Do: notify("complainant")},
		{Name: "same-defect", On: on("batched"), Do: notify("first,ladder")},
	}
	for _, nature := range append(hallNatures(), "venting") {
		out = append(out, playbook.Reaction{Name: "manner-" + nature, On: on("register"), If: ifFact("nature", nature), Do: notify("first")})
	}
	return out
}

// hallTemplates are what staff are told to do, and what the customer reads at the end. The wording is ours.
func hallTemplates() []playbook.Template {
	staff := func(notice string, subject, body playbook.Text) playbook.Template {
		return playbook.Template{Notice: notice, Subject: subject, Body: body, Urgent: true}
	}
	out := []playbook.Template{
		staff("disagrees", text("客户不认可：{number}", "{number}: the customer does not agree"), text(
			"请耐心解释依据；超出您的权限时，请报上一级处理。", "Explain the grounds patiently. Beyond your authority, turn to the next superior.")),
		staff("same-defect", text("短时间内多起同类投诉：{number}", "{number}: several complaints of one kind"), text(
			"多位客户就同一问题投诉，请按我方缺陷处理：认同并表达改进。", "Several customers complain of the same thing. Treat it as a defect of ours: agree, and say what we shall improve.")),
		tell("thanks", text("感谢您的意见 {number}", "Thank you for {number}"), text(
			"感谢您指出我们的不足，给您带来不便深表歉意。", "Thank you for telling us. We apologise for the trouble.")),
	}
	for _, nature := range append(hallNatures(), "venting") {
		var zh, en []string
		for _, step := range parts.Manner(nature) {
			zh, en = append(zh, step.Label.ZH), append(en, step.Label.EN)
		}
		out = append(out, staff("manner-"+nature, text("应对方式：{number}", "How to answer {number}"),
			text(strings.Join(zh, " → "), strings.Join(en, " → "))))
	}
	return out
}

func hallSources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool {
		return s.Rule == "channels" || s.Rule == "back_date" || s.Rule == "returns"
	})
	return append(base,
		from("channels", "R08"), from("rules.nature", "R08"), from("reactions.manner", "R08: how each nature is answered"),
		from("tasks.calm", "R08"), from("tasks.agree", "R08"), from("grants.send-back", "R08: nobody passes a customer on"),
		from("channels.counter.required", "R08: the customer signs"), from("targets.on-the-spot", "R08: on the spot, else the time needed is stated"),
		from("reactions.escalating", "R08"), from("reactions.thanks", "R08"), from("reactions.disagrees", "R08"),
		from("batch", "R08: a batch in a short time is a defect of ours"), from("direct.accepted", "R08: the aim is the customer's satisfaction"),
		from("back_date", "R08: records are entered in time"), from("returns", "R08: none"),
		ours("targets.on-the-spot.term", "30 minutes"), ours("batch.threshold", "three customers in two hours"),
		ours("back_date.span", "one day"), ours("grants.transfer", "the hall manager, when somebody is away"),
	)
}
