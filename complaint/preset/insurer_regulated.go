package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// What the regulation tells apart, and who supervises.
const (
	consumerProtection = "consumer-protection" // the department that the institution has named
	violation          = "violation"           // a complaint to the regulator: a suspected violation (举报)
	bureau             = "bureau"              // the national one
	localOffice        = "local-office"        // of the area
	decideLimit        = "cn.fin.2020.decide"
)

// InsurerRegulated returns the rules of an insurer under the regulation of consumer complaints (保险消费投诉监管要求, R09), built on
// [Service]. A complaint to the institution is a dispute to solve; one to the regulator is a suspected violation, on which the
// regulator acts by its powers and the institution only reports. It may be against the insurer, an intermediary or a
// practitioner. The institution has named a responsible department; a national bureau supervises, its local offices name a
// department for their area.
//
// R09 has no limits of its own: the playbook carries the measure in force, law "cn.fin.2020" of package law, whose clock
// "cn.fin.2020.decide" runs for disputes, stands still for an appraisal outside and is extended to 30 days, and by 30 more
// with approval. Laying that law again changes nothing; other laws may be laid beside it.
//
// The calendar is [Service]'s, Asia/Shanghai. The value is fresh at every call and the caller's to change.
func InsurerRegulated() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "insurer-regulated", text("保险消费投诉", "Insurance consumer complaints"), playbook.Numbers{Pattern: "BT{yyyy}{mm}-{seq:4}"}
	p.Units, p.FallbackUnit = regulatedUnits(), consumerProtection
	titled(p.Roles, agent, "消保专员", "consumer-protection officer")
	titled(p.Roles, supervisor, "部门负责人", "head of a department")
	titled(p.Roles, manager, "消费者权益保护部负责人", "head of consumer protection")
	titled(p.Roles, head, "总公司高级管理人员", "senior executive of the head office")
	p.Channels = regulatedChannels()
	p.Rules = joined("insurer-regulated", text("保险消费投诉分类", "Insurance complaint classification"),
		parts.ServiceSeverity(parts.Limits{}), regulatedKinds(), regulatedMatters(p.Units))
	p.Kinds, p.Fields = regulatedOutcomes(kindsOf(p.Rules)), regulatedFields(recorded(p.Rules))
	p.Conflict = playbook.ConflictPolicy{Unit: true}
	p.Outcomes = append(p.Outcomes, code("reported", "已向监管报告", "reported to the regulator"))
	p.Tasks = append(p.Tasks, playbook.TaskRule{
		Code: "regulator-report", Label: text("按监管要求报告情况", "report to the regulator"), On: playbook.Registered, If: ifFact("kind", violation),
		Unit: consumerProtection, Role: manager, Blocks: true,
	})
	p.Appeals = []playbook.AppealRule{
		{Label: text("上级机构核查", "review by the superior unit"), OtherUnit: true},
		{Body: localOffice, Label: text("国家金融监督管理总局派出机构", "local office of the national bureau")},
		{Body: bureau, Label: text("国家金融监督管理总局", "national bureau")},
	}
	p.Recourse = append(p.Recourse, code(localOffice, "属地监管派出机构", "local office of the regulator"))
	p.Targets = drop(p.Targets, targetName, "resolve")
	p.Reactions = append(p.Reactions, playbook.Reaction{
		Name: "from-the-regulator", On: onWhere("register", "channel", bureau, localOffice), Do: map[string]string{"notify": "role:" + manager, "priority": "1"},
	}, playbook.Reaction{
		Name: "violation-told", On: on("register"), If: ifFact("kind", violation), Do: notify("role:" + manager),
	})
	p.Templates = regulatedTemplates(p.Templates)
	p.Repeat.By = []string{"kind", "category.content"}
	p.Sources = regulatedSources(p.Sources)
	return underLaw(p, "cn.fin.2020")
}

// underLaw lays laws of the default set over a playbook by their ids. What cannot be laid gives a playbook without a name,
// which Validate refuses.
func underLaw(p *playbook.Playbook, ids ...string) *playbook.Playbook {
	laws := slices.DeleteFunc(law.All(), func(l playbook.Law) bool { return !slices.Contains(ids, l.ID) })
	out, err := law.Lay(p, laws...)
	if err != nil {
		return &playbook.Playbook{Title: playbook.Text{EN: err.Error()}}
	}
	return out
}

func regulatedUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: consumerProtection, Label: text("消费者权益保护部", "Consumer protection"), Head: manager},
		{Code: "claims", Label: text("理赔部", "Claims"), Head: supervisor, Parent: consumerProtection},
		{Code: "sales", Label: text("销售管理部", "Sales management"), Head: supervisor, Parent: consumerProtection},
		{Code: "policies", Label: text("保单服务部", "Policy services"), Head: supervisor, Parent: consumerProtection},
		{Code: "intermediaries", Label: text("中介业务部", "Intermediaries"), Head: supervisor, Parent: consumerProtection},
	}
}

// regulatedChannels are convenient for whoever complains; what a supervisor passes on names the department of the area.
func regulatedChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("hotline", "投诉热线", "hotline"), channel("counter", "营业网点", "branch"), channel("web", "网站", "web"), channel("app", "移动客户端", "app"),
		channel("letter", "来信", "letter"), channel("email", "电子邮件", "e-mail"),
		{Code: bureau, Label: text("国家金融监督管理总局转送", "passed on by the national bureau"), Required: []string{"text"}},
		{Code: localOffice, Label: text("属地派出机构转送", "passed on by the local office"), Required: []string{"text", "area_department"}},
	}
}

// regulatedKinds are the two definitions of R09.
func regulatedKinds() parts.Part {
	return parts.Part{
		Kinds: labels([]playbook.Code{code("complaint", "消费投诉（争议）", "dispute to be solved"), code(violation, "涉嫌违法违规", "suspected violation")}),
		Fields: []classify.Field{{
			Name: "recipient", Type: classify.TypeCode, Label: classify.Label{ZH: "诉求性质", EN: "To whom, and what for"}, Codes: labels([]playbook.Code{
				code("institution", "请求机构解决争议", "to the institution: solve a dispute"), code("regulator", "请求监管查处违规", "to the regulator: look into a violation"),
			}),
		}},
		Tables: []classify.Table{{
			ID: "kind", Label: classify.Label{ZH: "投诉性质", EN: "Kind"}, Sets: classify.DimKind, Hit: classify.HitFirst, Default: "complaint",
			Rows: []classify.Row{{ID: "to-the-regulator", Then: violation, When: classify.Is("recipient", "regulator"), Source: "R09"}},
		}},
	}
}

// regulatedOutcomes: a dispute is solved; on a suspected violation the institution reports, and settles nothing.
func regulatedOutcomes(kinds []playbook.Kind) []playbook.Kind {
	for i := range kinds {
		kinds[i].Direct, kinds[i].Outcomes = false, []string{"settled", "upheld", "partly", "not-upheld", "explained"}
		if kinds[i].Code == violation {
			kinds[i].Outcomes = []string{"reported"}
		}
	}
	return kinds
}

// regulatedFields: whom the complaint is against has to be known (R09).
func regulatedFields(fields []playbook.Field) []playbook.Field {
	for i := range fields {
		if fields[i].Name == "against" {
			fields[i].Required = &playbook.Applies{}
		}
	}
	return append(fields, playbook.Field{
		Name: "area_department", Label: text("派出机构指定部门", "department that the local office has named for the area"), Type: playbook.TextField,
	})
}

// regulatedMatters are what insurance complaints are about, ours, and whom they are against, R09's.
func regulatedMatters(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("投诉内容", "Content"), "R09, ours", []playbook.Code{
		code("sales", "销售误导", "sales"), code("claims", "理赔", "claims"), code("policies", "保全与退保", "policies"),
		code("charges", "费用", "charges"), code("service", "服务", "service"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Fields = append(p.Fields, classify.Field{
		Name: "against", Type: classify.TypeCode, Label: classify.Label{ZH: "被投诉人", EN: "Against whom"}, Codes: labels([]playbook.Code{
			code("insurer", "保险公司", "the insurer"), code("intermediary", "保险中介机构", "an intermediary"), code("practitioner", "保险从业人员", "a practitioner"),
		}),
	})
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			{ID: "to-the-regulator", When: classify.Is("recipient", "regulator"), Unit: consumerProtection, Source: "R09"},
			{ID: "intermediary", When: classify.Is("against", "intermediary"), Unit: "intermediaries", Source: "R09, ours"},
			{ID: "practitioner", When: classify.Is("against", "practitioner"), Unit: "sales", Source: "R09, ours"},
			route("sales", "sales", "R09, ours"), route("claims", "claims", "R09, ours"), route("policies", "policies", "R09, ours"),
		},
		Default: classify.Route{ID: "named-department", Unit: consumerProtection, Source: "R09"},
	}
	return p
}

// regulatedTemplates tell the legal time limit where [Service] tells its own.
func regulatedTemplates(list []playbook.Template) []playbook.Template {
	notice := func(t playbook.Template) string { return t.Notice }
	return set(list, notice,
		tell("acknowledged", text("已收到您的投诉 {number}", "We have your complaint {number}"), text(
			"您的投诉已登记，编号 {number}，由 {unit} 处理，最迟 {due."+decideLimit+"} 前告知处理决定。",
			"Your complaint is registered as {number} and is with {unit}. You hear what was decided by {due."+decideLimit+"} at the latest.")),
		tell("extended", text("投诉 {number} 延长处理期限", "More time for {number}"), text(
			"因情况复杂，投诉 {number} 的处理期限延长至 {due."+decideLimit+"}。", "The matter is complex: the decision on {number} is now due by {due."+decideLimit+"}.")),
	)
}

func regulatedSources(base []playbook.Source) []playbook.Source {
	replaced := []string{"channels", "rules.content", "targets"}
	base = slices.DeleteFunc(base, func(s playbook.Source) bool { return slices.Contains(replaced, s.Rule) })
	return append(base,
		from("rules.kind", "R09: two recipients, two definitions"), from("kinds.violation.outcomes", "R09: the regulator acts by its powers"),
		from("fields.against", "R09"), from("units.consumer-protection", "R09: the department named"), from("appeals.bureau", "R09: a national bureau supervises"),
		from("channels.local-office", "R09: a department for the area"), from("conflict.unit", "R09: fair, impartial"),
		ours("channels", "R09 asks for convenience and names none"), ours("rules.content", "R09 names no matters"), ours("units", "the names of the departments"),
		from("targets."+decideLimit, "银保监会令2020年第3号; R09 has no limits of its own"),
		ours("targets.acknowledge", "1 working day, 2 h serious, 15 min urgent"), ours("targets.take-on", "4 open hours, 30 min urgent"),
		ours("targets.follow-up", "3 working days"), ours("targets.auto-close", "15 days"), ours("appeals.review", "another unit decides; R09 has no limit"),
	)
}
