package parts

import "github.com/redress-go/redress/classify"

// GroupClasses are a real-estate group's classes of complainants and of contents (R19), with
// the table that places a complainant. Who is nobody's class counts as met in sales or
// property work.
func GroupClasses() Part {
	classes := []classify.Code{
		code("owner", "业主与准业主", "owners and future owners"), code("prospect", "意向客户", "prospective buyers"),
		code("met", "销售或物业工作中接触的其他人", "others met in sales or property work"), code("supplier", "供应商", "suppliers"),
		code("employee", "员工", "employees"), code("shareholder", "股东", "shareholders"), code("partner", "其他合作方", "other partners"),
	}
	leaf := func(i int) classify.Node { return classify.Node{Code: classes[i].Code, Label: classes[i].Label} }
	table := classify.Table{ID: "complainant", Label: text("投诉人类别", "Complainants"), Sets: classify.CategoryDim("complainant"), Hit: classify.HitFirst}
	for _, c := range classes {
		if c.Code != "met" {
			table.Rows = append(table.Rows, row(c.Code, c.Code, "R19", classify.Is("relation", c.Code)))
		}
	}
	return Part{
		Fields: []classify.Field{coded("relation", "与集团的关系", "Relation to the group", classes...)},
		Axes: []classify.Axis{
			{
				ID: "complainant", Version: "1", Label: text("投诉人类别", "Complainant"), Other: "met",
				Nodes: []classify.Node{
					node("customer", "客户投诉", "customer complaints", leaf(0), leaf(1), leaf(2)),
					node("non-customer", "非客户投诉", "non-customer complaints", leaf(3), leaf(4), leaf(5), leaf(6)),
				},
			},
			{
				ID: "content", Version: "1", Label: text("投诉内容", "Content"), Other: "other",
				Nodes: []classify.Node{
					node("construction", "工程质量", "construction quality"), node("design", "规划设计", "planning and design"),
					node("sales", "销售管理", "sales management"), node("property", "物业管理", "property management"),
					node("customer-service", "客户服务", "customer service"), node("other", "其他", "other"),
				},
			},
		},
		Tables: []classify.Table{table},
	}
}

// GroupResponsibility is the responsibility table of R19: whom each matter of the group
// itself belongs to, and the group office for whatever fits no class. Complaints of customers
// about a local company are handled by its own service department. A case never goes to
// whom it complains about. It needs [GroupClasses].
func GroupResponsibility() Part {
	const source = "R19"
	about := func(codes ...string) classify.Cond { return classify.OneOf("concern", codes...) }
	is := func(class string) classify.Cond { return classify.Is(classify.CategoryDim("complainant"), class) }
	return Part{
		Fields: []classify.Field{
			coded("concern", "投诉事项", "Matter",
				code("own-rights", "员工自身权益", "an employee's own rights"), code("staff", "人员态度或工作质量", "attitude or work quality of staff"),
				code("ethics", "违反职业道德或法律", "breach of ethics or law"), code("rules", "集团制度或流程", "group rules and processes"),
				code("company", "地方公司的产品或服务", "products or service of a local company"), code("other", "其他", "other")),
			yesNo("head_office", "涉及总部人员", "Staff of the head office"),
			coded("against", "被投诉部门", "Unit complained about", groupUnits()...),
		},
		Units: groupUnits(),
		Routes: &classify.Routes{
			Rows: []classify.Route{
				{ID: "ethics", When: about("ethics"), Unit: "human-resources", Source: source},
				{ID: "own-rights", When: classify.All(is("employee"), about("own-rights")), Unit: "staff-committee", Source: source},
				{ID: "head-office-staff", When: classify.All(about("staff"), classify.IsTrue("head_office")), Unit: "human-resources", Source: source},
				{ID: "rules", When: about("rules"), Unit: "group-office", Source: source},
				{ID: "shareholders", When: is("shareholder"), Unit: "group-office", Source: source},
				{
					ID: "local", Unit: "local-service", Source: source,
					When: classify.All(classify.Under(classify.CategoryDim("complainant"), "customer"), about("company", "staff")),
				},
			},
			Default: classify.Route{ID: "no-class", Unit: "group-office", Source: source},
			Avoid:   []classify.Avoidance{{ID: "own-case", When: classify.Has("against"), Unit: "against"}},
			Instead: "co-ordination-centre",
		},
	}
}

// groupUnits are the units of R19's table. The co-ordination centre is part of the group
// office and takes what must not stay there.
func groupUnits() []classify.Code {
	return []classify.Code{
		code("staff-committee", "员工委员会", "Staff committee"), code("human-resources", "人力资源部", "Human resources"),
		code("group-office", "集团办公室", "Group office"), code("local-service", "地方公司客服部门", "Service department of the local company"),
		code("co-ordination-centre", "投诉协调中心", "Co-ordination centre"),
	}
}
