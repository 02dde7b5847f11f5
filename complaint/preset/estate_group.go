package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// The units of a group, as parts.GroupResponsibility names them, and the roles of its co-ordination centre.
const (
	groupOffice    = "group-office"
	groupCentre    = "co-ordination-centre"
	localService   = "local-service"
	humanResources = "human-resources"

	centreSpecialist = "specialist"
	centreAssistant  = "assistant"
	personnel        = "personnel"
	groupExpert      = "expert"
)

// ruleFiling is the kind of a unit's detailed rules that come to the group office (细则备案).
const ruleFiling = "rules"

// EstateGroup returns the complaint rules of a real-estate group with local companies (地产集团投诉管理, R19), built on [Service]: a
// complaint may come from anybody, customer or not; complainants and contents have classes; a responsibility table says
// whose matter it is, and what fits no class is the group office's, where a co-ordination centre (投诉协调中心) takes
// complaints in, watches the media, brings local companies and expert advisers together and shares what was learnt. A
// unit that makes detailed rules of its own files them within two working days.
//
// The calendar is [Service]'s, Asia/Shanghai. The value is fresh at every call and the caller's to change.
func EstateGroup() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "estate-group", text("地产集团投诉", "Complaints to a real-estate group"), playbook.Numbers{Pattern: "JT{yyyy}{mm}-{seq:4}"}
	p.Units, p.FallbackUnit = append(groupUnits(), expertUnits()...), groupCentre
	groupPeople(p)
	p.Channels = groupChannels()
	p.Rules = joined("estate-group", text("集团投诉分类", "Group classification"),
		parts.ServiceSeverity(parts.Limits{}), groupKinds(), ticked(parts.GroupClasses(), "content", "R19"), groupFlags(), groupRoutes())
	p.Kinds, p.Fields, p.Facts = kindsOf(p.Rules), groupFields(recorded(p.Rules)), groupFacts()
	for i := range p.Kinds {
		if p.Kinds[i].Code == ruleFiling {
			p.Kinds[i].Direct, p.Kinds[i].Outcomes = false, []string{"filed"}
		}
	}
	p.Outcomes = append(p.Outcomes, code("filed", "已备案", "filed"))
	p.Evidence = append(p.Evidence, code("detailed-rules", "实施细则文本", "text of the detailed rules"))
	p.Tell = append(p.Tell, code("public-phone", "公开电话", "the public phone"), code("public-mailbox", "公开信箱", "the public mailbox"))
	p.Reasons = append(p.Reasons, reason("transfer", "unclear", "投诉对象不明", "it is not clear whom it is about"))
	p.Conflict = playbook.ConflictPolicy{Unit: true}
	p.Tasks = append(p.Tasks, groupTasks()...)
	p.Targets = groupTargets(p.Targets)
	p.Reactions = append(p.Reactions, groupReactions()...)
	p.Templates = append(p.Templates, groupLetters()...)
	p.Repeat.By = []string{"kind", "category.content", "category.complainant"}
	p.Sources = groupSources(p.Sources)
	return p
}

// groupUnits are those of the responsibility table.
func groupUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: groupOffice, Label: text("集团办公室", "Group office"), Head: manager},
		{Code: groupCentre, Label: text("投诉协调中心", "Co-ordination centre"), Head: manager, Parent: groupOffice},
		{Code: "staff-committee", Label: text("员工委员会", "Staff committee"), Head: supervisor},
		{Code: humanResources, Label: text("人力资源部", "Human resources"), Head: supervisor},
		{Code: localService, Label: text("地方公司客服部门", "Service department of the local company"), Head: supervisor},
	}
}

// subjects are those that expert advisers are named for (R19), each with the department that names them.
func subjects() []playbook.Unit {
	return []playbook.Unit{
		{Code: "legal", Label: text("法务部", "Legal department")},
		{Code: "construction", Label: text("工程管理部", "Construction department")},
		{Code: "design", Label: text("规划设计部", "Planning and design department")},
		{Code: "sales", Label: text("营销管理部", "Sales department")},
		{Code: "property", Label: text("物业管理部", "Property department")},
		{Code: "media", Label: text("品牌传播部", "Media department")},
	}
}

func expertUnits() []playbook.Unit {
	units := subjects()
	for i := range units {
		units[i].Head = supervisor
	}
	return units
}

// groupPeople: every employee takes a complaint; the local companies' service departments have officers of their own; the
// centre has a head, a customer-relations specialist and assistants (R19).
func groupPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "地方公司客服专员", "service officer of a local company")
	titled(p.Roles, handler, "责任部门经办人", "staff of the responsible unit")
	titled(p.Roles, supervisor, "部门负责人", "head of a department")
	titled(p.Roles, manager, "协调中心负责人", "head of the co-ordination centre")
	titled(p.Roles, head, "集团负责人", "head of the group")
	p.Roles = append(
		p.Roles,
		playbook.Role{Code: employee, Label: text("员工", "employee"), Level: 1},
		playbook.Role{Code: centreAssistant, Label: text("协调中心助理", "assistant of the centre"), Level: 1, SeesPersonal: true, AllUnits: true},
		playbook.Role{Code: centreSpecialist, Label: text("客户关系专员", "customer-relations specialist"), Level: 3, SeesPersonal: true, AllUnits: true},
		playbook.Role{Code: groupExpert, Label: text("专家顾问", "expert adviser"), Level: 2},
		playbook.Role{Code: personnel, Label: text("人力资源专员", "human-resources officer"), Level: 2, SeesPersonal: true},
	)
	talk := []string{"acknowledge", "respond", "message", "promise", "expedite", "note", "attach", "complete-task", "recuse", "escalate", "correct", "confirm", "link"}
	p.Grants = grantAlso(p.Grants, []string{employee}, "register", "note", "attach", "recuse")
	p.Grants = grantAlso(p.Grants, []string{centreAssistant}, append([]string{"register", "tag"}, talk...)...)
	p.Grants = grantAlso(p.Grants, []string{centreSpecialist}, append([]string{
		"register", "assess", "reclassify", "dispatch", "transfer", "split", "tag", "follow-up", "close", "publish", "take-on", "plan", "find", "resolve",
	}, talk...)...)
	p.Grants = grantAlso(p.Grants, []string{groupExpert}, "complete-task", "attach", "note", "recuse")
	p.Grants = grantAlso(p.Grants, []string{personnel}, "take-on", "plan", "find", "propose", "offer", "reply", "execute", "resolve", "respond", "message",
		"promise", "note", "attach", "complete-task", "recuse", "escalate")
	p.Grants = grantAlso(p.Grants, []string{agent}, "take-on", "plan", "find", "propose", "offer", "reply", "execute", "resolve", "transfer", "close")
	p.Grants = grantAlso(p.Grants, []string{handler}, "transfer")
}

// groupChannels: the centre takes complaints on the forum, by phone, in the mailbox and at the head office, and finds them in
// the media; the local companies' own ways are ours.
func groupChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("forum", "集团论坛", "forum"), channel("centre-phone", "协调中心公开电话", "the centre's public phone"),
		channel("mailbox", "协调中心公开信箱", "the centre's public mailbox"), channel("head-office", "到访总部", "visit to the head office"),
		channel("media", "媒体监测", "found in the media"), channel("local", "地方公司受理", "at a local company"), channel("letter", "来信", "letter"),
		channel("staff", "员工转达", "through an employee"), channel("internal", "集团内部", "inside the group"),
	}
}

// groupKinds: an opinion is a complaint when a failure of ours hurt somebody's dignity or interests, or a reasonable need was
// not met, whoever says so (R19). What hurt nobody is an opinion.
func groupKinds() parts.Part {
	p := serviceKinds()
	p.Kinds = append(p.Kinds, labels([]playbook.Code{code("opinion", "一般意见", "opinion"), code(ruleFiling, "细则备案", "detailed rules filed")})...)
	p.Fields[0].Codes = append(p.Fields[0].Codes, labels([]playbook.Code{code("file", "备案细则", "to file detailed rules")})...)
	p.Fields = append(p.Fields, classify.Field{
		Name: "hurt", Type: classify.TypeCode, Label: classify.Label{ZH: "受损情况", EN: "What was hurt"}, Codes: labels([]playbook.Code{
			code("dignity", "尊严受损", "dignity"), code("interests", "利益受损", "interests"), code("need", "合理需求未满足", "a reasonable need"), code("nothing", "未受损", "nothing"),
		}),
	})
	p.Tables[0].Rows = append(p.Tables[0].Rows,
		classify.Row{ID: "files", Then: ruleFiling, When: classify.Is("purpose", "file"), Source: "R19"},
		classify.Row{ID: "hurt-nobody", Then: "opinion", When: classify.Is("hurt", "nothing"), Source: "R19"})
	return p
}

// groupFlags: a case about somebody's conduct, which human resources look at by rules of their own, and rules filed late.
func groupFlags() parts.Part {
	return parts.Part{
		Flags: labels([]playbook.Code{code("conduct", "涉及人员行为", "somebody's conduct"), code("filed-late", "逾期备案", "filed late")}),
		Fields: []classify.Field{
			{Name: "final_on", Type: classify.TypeCode, Open: true, Label: classify.Label{ZH: "细则定稿日期", EN: "Day the rules became final"}},
			{Name: "filed_in_time", Type: classify.TypeBool, Label: classify.Label{ZH: "两个工作日内备案", EN: "Filed within two working days"}},
		},
		Tables: []classify.Table{{
			ID: "flags", Label: classify.Label{ZH: "标记", EN: "Flags"}, Sets: classify.DimFlags, Hit: classify.HitCollect,
			Rows: []classify.Row{
				{ID: "conduct", Then: "conduct", Source: "R19", When: classify.OneOf("concern", "staff", "ethics")},
				{ID: "filed-late", Then: "filed-late", Source: "R19", When: classify.All(
					classify.Is("purpose", "file"), classify.Has("final_on"), classify.IsFalse("filed_in_time"))},
			},
		}},
	}
}

// groupRoutes are the responsibility table. Before it come the rules that are filed, and what staff send to the centre because
// they do not know whose it is.
func groupRoutes() parts.Part {
	p := parts.GroupResponsibility()
	p.Fields = append(p.Fields, classify.Field{
		Name: "unclear", Type: classify.TypeBool, Label: classify.Label{ZH: "投诉对象不明", EN: "Not clear whom it is about"},
	})
	p.Routes.Rows = append([]classify.Route{
		{ID: "files", When: classify.Is("purpose", "file"), Unit: groupOffice, Source: "R19"},
		{ID: "unclear", When: classify.IsTrue("unclear"), Unit: groupCentre, Source: "R19"},
	}, p.Routes.Rows...)
	return p
}

// groupFields: the day on which detailed rules became final is needed to file them.
func groupFields(fields []playbook.Field) []playbook.Field {
	fields = drop(fields, func(f playbook.Field) string { return f.Name }, "filed_in_time")
	return set(fields, func(f playbook.Field) string { return f.Name }, playbook.Field{
		Name: "final_on", Label: text("细则定稿日期", "Day the rules became final"), Type: playbook.DateField,
		Required: &playbook.Applies{Kinds: []string{ruleFiling}},
	})
}

// groupFacts is whether detailed rules came within two working days of being final (R19).
func groupFacts() []playbook.Fact {
	return []playbook.Fact{{Name: "filed_in_time", Within: "final_on", Term: sla.Term{Span: sla.Workdays(2), Landing: sla.LandMidnight}}}
}

func groupSources(base []playbook.Source) []playbook.Source {
	base = slices.DeleteFunc(base, func(s playbook.Source) bool { return s.Rule == "channels" || s.Rule == "rules.content" })
	return append(base,
		from("rules.kind.hurt-nobody", "R19: what a complaint is"), from("rules.complainant", "R19"), from("rules.content", "R19"),
		from("rules.routes", "R19: responsibility table"), from("grants.agent", "R19: local companies classify, reply, follow up"),
		from("tasks.analysis", "R19: collect and analyse"), from("tasks.discipline", "R19: a separate rule of human resources"),
		from("facts.filed_in_time", "R19: 2 working days"), from("targets.file-rules", "R19: 2 working days"), from("roles.specialist", "R19"),
		from("roles.assistant", "R19: at least one"), from("tasks.opinion-legal", "R19: experts by subject"), ours("units.legal", "the names of the departments"),
		from("channels", "R19"), ours("channels.local", "R19 names those of the centre"), from("tell.public-phone", "R19: a public phone, a public mailbox"),
		from("reactions.centre-contacts", "R19: known group-wide"), from("reactions.in-the-media", "R19: the centre watches media"),
		ours("reactions.in-the-media.severity", "what the media have is serious"), from("reactions.ask-legal", "R19: bridges companies and experts"),
		from("tasks.share-knowledge", "R19"), from("rules.routes.unclear", "R19: sent to the centre"),
		ours("targets.reply", "3 working days: R19 says in time"), ours("targets.opinion", "5 working days"), ours("targets.analysis", "10 working days"),
		ours("conflict.unit", "the unit complained about keeps away"),
	)
}
