package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// TelecomApp returns the rules of a telecom operator's service app (电信掌上客服, R06), built on [Service]: queries (查询),
// consultations (咨询), fault reports (故障申告) and complaints (投诉) are kept apart, a consultation that still leaves the
// customer dissatisfied converts with its history, a fault that stops normal use is a complaint, sources are of the province
// or of the group, and a complaint is invalid on five grounds only.
//
// The calendar is [Service]'s, Asia/Shanghai; the limit for a fault is real time. The value is fresh at every call and the
// caller's to change.
func TelecomApp() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "telecom-app", text("电信客户端投诉", "Telecom app complaints"), playbook.Numbers{Pattern: "APP{yyyy}{mm}{dd}-{seq:4}"}
	p.Units, p.FallbackUnit = appUnits(), serviceCentre
	p.Channels = appChannels()
	p.Rules = joined("telecom-app", text("客户端投诉分类", "App classification"),
		parts.ServiceSeverity(parts.Limits{}), parts.Kinds(), parts.Validity(), parts.SourceTier(), appMatters(p.Units))
	p.Kinds, p.Fields = kindsOf(p.Rules), recorded(p.Rules)
	p.Repeat.By = []string{"kind", "category.content"}
	titled(p.Roles, agent, "在线客服", "online agent")
	titled(p.Roles, handler, "专业处理人员", "specialist")
	p.Targets = appTargets(p.Targets)
	p.Reactions = append(p.Reactions, appReactions()...)
	p.Templates = append(p.Templates, tell("converted", text("已为您转为投诉 {number}", "Your matter is now complaint {number}"), text(
		"您反映的问题经解释后仍未解决，现已转为投诉 {number}，此前的记录一并保留，{due.resolve} 前给您结果。",
		"What we told you did not settle the matter. It is now complaint {number}, with everything said so far; you hear the result by {due.resolve}.")))
	p.Sources = appSources(p.Sources)
	return p
}

func appUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: serviceCentre, Label: text("在线客服中心", "Online service centre"), Head: manager},
		{Code: "network", Label: text("网络运维", "Network operations"), Head: supervisor},
		{Code: "platform", Label: text("平台与客户端", "Platform and client"), Head: supervisor},
		{Code: "billing", Label: text("计费账务", "Billing"), Head: supervisor},
		{Code: "products", Label: text("产品与资费", "Products and tariffs"), Head: supervisor},
	}
}

// appChannels are those of R06: live chat and a question-and-answer forum among those of the province, four of the group.
func appChannels() []playbook.Channel {
	var out []playbook.Channel
	for _, f := range parts.SourceTier().Fields {
		for _, c := range f.Codes {
			out = append(out, playbook.Channel{Code: c.Code, Label: playbook.Text(c.Label)})
		}
	}
	return out
}

// appMatters are what R06 names as looked up and asked about, and the four places where a fault lies.
func appMatters(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("事项", "Matter"), "R06", []playbook.Code{
		code("fees", "话费", "fees"), code("bill", "账单", "bills"), code("records", "详单", "detailed records"), code("points", "积分", "points"),
		code("product", "产品", "products"), code("tariff", "资费", "tariffs"), code("network", "移动网络", "mobile network"),
		code("app", "平台、客户端与应用", "platform, client, applications"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("network", "network", "R06, ours"), route("app", "platform", "R06, ours"),
			{ID: "money", When: classify.OneOf("matter", "fees", "bill", "records", "points"), Unit: "billing", Source: "R06, ours"},
			{ID: "offers", When: classify.OneOf("matter", "product", "tariff"), Unit: "products", Source: "R06, ours"},
		},
		Default: classify.Route{ID: "desk", Unit: serviceCentre},
	}
	return p
}

// appTargets adds the standard limit of whatever is not a complaint. Past it the case is marked, and whoever leads the desk
// converts it if the customer is still waiting: over the standard limit is a ground of R06.
func appTargets(targets []sla.Target) []sla.Target {
	t := limit("standard-limit", sla.OwnerCustomer, on("register"), outcome(),
		of("kind", sla.Minutes(30), "query"), of("kind", sla.Workdays(1), "consultation"), of("kind", sla.Hours(48), "fault"))
	t.Steps[1].Do = map[string]string{"notify": "owner,role:" + supervisor, "tag": "over-time"}
	for i := range targets {
		if slices.Contains([]string{"resolve", "acknowledge"}, targets[i].Name) {
			for k := range targets[i].Terms {
				targets[i].Terms[k].When = alsoWhen(targets[i].Terms[k].When, "kind", "complaint")
			}
		}
	}
	return append(withinFifteenDays(targets), t)
}

// alsoWhen is a condition with one fact more.
func alsoWhen(when map[string][]string, fact string, values ...string) map[string][]string {
	out := ifFact(fact, values...)
	for k, v := range when {
		out[k] = v
	}
	return out
}

// appReactions follow what converts, and remember malice that somebody has established.
func appReactions() []playbook.Reaction {
	return []playbook.Reaction{
		{Name: "converted", On: on("convert"), If: ifFact("kind", "complaint"), Do: map[string]string{"notify": "complainant,role:" + supervisor, "tag": "converted"}},
		{Name: "malice-found", On: onWhere("find", "cause", "malicious"), Do: map[string]string{"tag": "malicious", "notify": "role:" + manager}},
	}
}

func appSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("kinds", "R06"), from("rules.kind", "R06: a fault that stops normal use goes before a fault report"), from("reactions.converted", "R06"),
		from("rules.validity", "R06: five grounds"), from("rules.malice", "R06, ours: a finding of its own"), from("reactions.malice-found", "R06, ours"),
		from("rules.tier", "R06"), from("targets.standard-limit", "R06: over the standard time limit"),
		ours("targets.standard-limit.term", "a query 30 minutes, a consultation a working day, a fault 48 hours (as Art 32 of the regulations for towns)"),
		ours("units", "R06 names none"), ours("targets.resolve.term", "12 days for serious cases and no extension, within the law"),
	)
}
