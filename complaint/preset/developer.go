package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// The units of a developer, as parts.DeveloperRoutes names them, and the role that looks after a handed-over estate.
const (
	marketingOfficer = "marketing-officer"
	customerService  = "customer-service"
	developerBuild   = "engineering"
	propertyManager  = "property-manager"
)

// developerQuality is the branch of the content tree that engineering and suppliers answer for.
const developerQuality = "quality"

// handoverKind is the kind of a project's own file: what has to be ready before homes are handed over (交付准备).
const handoverKind = "handover"

// Developer returns the complaint procedure of a property developer (房地产开发商客户投诉, R17), built on [Service]: the unit that
// receives depends on the phase of the project, the content is a tree from the contract down to the socket in the wall,
// engineering names somebody while it builds and joins fully three months before handover, and a defect in a home that
// was handed over goes to its supplier.
//
// A project has a file of its own, of the kind "handover": the day of handover is recorded in it, and what has to happen
// three, two and one month before that day comes by itself, down to the supplier register (供方名录) that the officer and
// the property manager get. A supplier is dispatched to as a party outside: complaint.AddTask{Code: "supplier-repair",
// Party: …}, with the code that the register has for it.
//
// The calendar is [Service]'s, Asia/Shanghai. The value is fresh at every call and the caller's to change.
func Developer() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "developer", text("房地产开发商客户投诉", "Complaints to a property developer"), playbook.Numbers{Pattern: "KS{yyyy}{mm}-{seq:4}"}
	p.Units, p.FallbackUnit = developerUnits(), customerService
	developerPeople(p)
	p.Channels = developerChannels()
	p.Rules = joined("developer", text("房地产投诉分类", "Property development classification"),
		parts.ServiceSeverity(parts.Limits{}), developerKinds(), developerContent(), developerFlags(), developerRoutes())
	p.Kinds, p.Fields = kindsOf(p.Rules), recorded(p.Rules)
	for i := range p.Kinds {
		if p.Kinds[i].Code == handoverKind {
			p.Kinds[i].Direct, p.Kinds[i].Outcomes = false, []string{"handed-over"}
		}
	}
	p.Outcomes = append(p.Outcomes, code("handed-over", "已交付", "handed over"))
	p.Tell = append(p.Tell,
		code("service-line", "服务热线", "the service line"), code("mailbox", "公开信箱", "the mailbox"), code("public-email", "公开邮箱", "the e-mail address"))
	p.Tasks = append(p.Tasks, developerTasks()...)
	p.Targets = developerTargets(p.Targets)
	p.Reactions = append(p.Reactions, developerReactions()...)
	p.Templates = append(p.Templates, developerLetters()...)
	p.Batch = playbook.BatchPolicy{Window: classify.Window(month), By: []string{"category.content", "place"}, Threshold: 3}
	p.Repeat.By = []string{"kind", "category.content", "place"}
	p.Sources = developerSources(p.Sources)
	return p
}

func developerUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: marketingOfficer, Label: text("营销中心客服专员", "Marketing centre's officer"), Head: supervisor},
		{Code: customerService, Label: text("客户服务中心", "Customer service centre"), Head: supervisor},
		{Code: developerBuild, Label: text("工程部", "Engineering"), Head: supervisor},
		{Code: propertyManager, Label: text("物业公司", "Property manager"), Head: propertyManager},
	}
}

// developerPeople: the client service officer has a complaint from the receipt to the records, and dispatches to suppliers,
// as the property manager does; the head of the function concerned answers directly, the general manager overall (R17).
func developerPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "客户服务专员", "client service officer")
	titled(p.Roles, handler, "职能部门经办人", "staff of the function")
	titled(p.Roles, supervisor, "职能部门负责人", "head of the function")
	titled(p.Roles, manager, "分管副总经理", "deputy general manager")
	titled(p.Roles, head, "总经理", "general manager")
	for i := range p.Roles {
		p.Roles[i].AllUnits = p.Roles[i].AllUnits || p.Roles[i].Code == agent
	}
	p.Roles = append(p.Roles, playbook.Role{
		Code: propertyManager, Label: text("物业项目负责人", "property manager"), Level: 2, Limit: playbook.Yuan(200), SeesPersonal: true,
	})
	officers := []string{agent, propertyManager}
	p.Grants = grantOnly(p.Grants, append(officers, manager, head), "add-task")
	p.Grants = grantAlso(p.Grants, []string{agent}, "find", "plan", "close", "archive", "resolve")
	p.Grants = grantAlso(p.Grants, []string{propertyManager}, "register", "respond", "message", "note", "attach", "complete-task", "expedite", "escalate", "recuse")
}

// developerChannels are R17's, and the one on which a project's file is opened.
func developerChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("visit", "来访", "visit"), channel("phone", "服务热线", "service line"), channel("letter", "来信", "letter"),
		channel("email", "电子邮件", "e-mail"), channel("web", "网站", "web"), channel("forum", "业主论坛", "forum"),
		channel("sales", "销售部门转来", "forwarded by sales"), channel("property-company", "物业公司转来", "forwarded by the property company"),
		channel("project", "项目内部立档", "the project's own file"),
	}
}

// developerKinds are [Service]'s and the project's file.
func developerKinds() parts.Part {
	p := serviceKinds()
	p.Kinds = append(p.Kinds, labels([]playbook.Code{code(handoverKind, "交付准备", "preparation of a handover")})...)
	p.Fields[0].Codes = append(p.Fields[0].Codes, labels([]playbook.Code{code("prepare", "准备交付", "to prepare a handover")})...)
	p.Tables[0].Rows = append(p.Tables[0].Rows, classify.Row{ID: "prepares", Then: handoverKind, When: classify.Is("purpose", "prepare"), Source: "R17"})
	return p
}

// developerContent is the tree of R17 with the field that places a complaint on one of its leaves.
func developerContent() parts.Part { return ticked(parts.DeveloperContent(), "content", "R17") }

// ticked adds the field "matter" to an axis of a part: the desk ticks one of its leaves, and what nobody ticked is the axis's
// other.
func ticked(p parts.Part, axis, source string) parts.Part {
	a := &p.Axes[slices.IndexFunc(p.Axes, func(a classify.Axis) bool { return a.ID == axis })]
	field := classify.Field{Name: "matter", Type: classify.TypeCode, Label: a.Label}
	table := classify.Table{ID: axis, Label: a.Label, Sets: classify.CategoryDim(axis), Hit: classify.HitFirst, Default: a.Other}
	for _, leaf := range leavesOf(a.Nodes) {
		field.Codes = append(field.Codes, leaf)
		if leaf.Code != a.Other {
			table.Rows = append(table.Rows, classify.Row{ID: leaf.Code, Then: leaf.Code, When: classify.Is("matter", leaf.Code), Source: source})
		}
	}
	p.Fields, p.Tables = append(p.Fields, field), append(p.Tables, table)
	return p
}

// leavesOf are the lowest codes of a tree with their labels, from left to right.
func leavesOf(nodes []classify.Node) []classify.Code {
	var out []classify.Code
	for _, n := range nodes {
		if len(n.Children) == 0 {
			out = append(out, classify.Code{Code: n.Code, Label: n.Label})
		}
		out = append(out, leavesOf(n.Children)...)
	}
	return out
}

// developerFlags mark the defects that engineering, or a supplier, has to put right.
func developerFlags() parts.Part {
	row := func(flag, phase string) classify.Row {
		return classify.Row{
			ID: flag, Then: flag, Source: "R17",
			When: classify.All(classify.Is("phase", phase), classify.Under(classify.CategoryDim("content"), developerQuality)),
		}
	}
	return parts.Part{
		Flags: labels([]playbook.Code{
			code("site-defect", "施工期质量问题", "defect while it is built"), code("rectification", "交付前整改", "to be rectified before handover"),
			code("home-defect", "交付后质量问题", "defect after handover"),
		}),
		Tables: []classify.Table{{
			ID: "defect", Label: classify.Label{ZH: "质量问题", EN: "Defects"}, Sets: classify.DimFlags, Hit: classify.HitCollect,
			Rows: []classify.Row{row("site-defect", "construction"), row("rectification", "rectification"), row("home-defect", "handed-over")},
		}},
	}
}

// developerRoutes are R17's by phase; a project's file is the customer service centre's.
func developerRoutes() parts.Part {
	p := parts.DeveloperRoutes()
	file := classify.Route{ID: "handover-file", When: classify.Is("purpose", "prepare"), Unit: customerService, Source: "R17, ours"}
	p.Routes.Rows = append([]classify.Route{file}, p.Routes.Rows...)
	return p
}
