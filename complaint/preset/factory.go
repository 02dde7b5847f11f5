package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// Names of a factory's rules: the general manager's office, who works there and in the shop, what is no complaint yet, and
// the ways to a return of goods.
const (
	gmOffice       = "gm-office"
	officer        = "officer"
	production     = "production"
	abnormality    = "abnormality"
	returnGoods    = "return-goods"
	returnAsked    = "return-asked"
	returnApproved = "return-approved"
)

// Factory returns the rules of a manufacturer of circuit boards, case by case (电路板厂客诉, R18), built on [Service]. What
// has cost the customer nothing is an abnormality sheet that sales fill in on a visit; a loss makes a complaint. Sales bring
// order, item, quantity and shipping date with the customer's demand, manufacturing the details of the shop floor, quality
// the report from cause to prevention; the general manager's office registers, keeps the time limits, proposes the handling,
// decides who is responsible and follows the improvement until its effect is verified.
//
// Complaints are numbered by year, month and a running number of two digits, which gets a third digit after 99 and starts
// anew each month; abnormality sheets have a series of their own. The calendar is [Service]'s, Asia/Shanghai. The value is
// fresh at every call and the caller's to change.
func Factory() *playbook.Playbook {
	p := Service()
	p.ID, p.Title = "factory", text("工厂客诉逐案处理", "Complaints to a manufacturer, case by case")
	p.Numbers = playbook.Numbers{Pattern: "{yy}{mm}{seq:2}", Kinds: map[string]string{abnormality: "YC{yy}{mm}-{seq:3}"}}
	p.Units, p.FallbackUnit = factoryUnits(), gmOffice
	factoryPeople(p)
	p.Channels = append([]playbook.Channel{
		{Code: "visit", Label: text("业务拜访", "found by sales on a visit")}, {Code: "phone", Label: text("电话", "phone")},
	}, drop(p.Channels, channelCode, "hotline", "chat", "suggestion-box", "social", "counter")...)
	p.Rules = joined("factory", text("客诉分类", "Classification of a factory"), factorySeverity(), factoryKinds(), factoryMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = factoryFields(recorded(p.Rules))
	for i := range p.Grades {
		if g := &p.Grades[i]; g.Severity > classify.Minor {
			g.Required, g.MustPass = []string{"demand"}, []string{playbook.Investigating}
		} else {
			g.Direct = false // only the kind lets the desk close
		}
	}
	p.Lifecycle = needing(playbook.DefaultLifecycle(), "tasks", "close")
	p.Reliefs = append(p.Reliefs, playbook.Relief{
		Code: returnGoods, Label: text("退货", "return of the goods"), Roles: []string{officer, manager, head}, If: ifFact("tag."+returnApproved, "yes"),
	}, relief("replacement", "补货换货", "replacement"), relief("rework", "返工", "rework"))
	p.Tasks = factoryTasks()
	p.Targets = factoryTargets(p.Targets)
	p.Reactions = append(p.Reactions, factoryReactions()...)
	p.Repeat.By = []string{"kind", "order_no"}
	p.Retention = sla.Months(60)
	p.Sources = factorySources(p.Sources)
	return p
}

func factoryUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: gmOffice, Label: text("总经理办公室", "General manager's office"), Head: manager},
		{Code: "sales", Label: text("业务部", "Sales"), Head: supervisor},
		{Code: "quality", Label: text("品质部", "Quality"), Head: supervisor},
		{Code: "manufacturing", Label: text("制造部", "Manufacturing"), Head: supervisor},
	}
}

// factoryPeople gives the roles their titles and the general manager's office its part (R18): it registers what sales bring,
// reviews, convenes, proposes and decides. The amounts are ours, as R18 names an approval authority without values.
func factoryPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "业务员", "sales representative")
	titled(p.Roles, handler, "品质工程师", "quality engineer")
	titled(p.Roles, supervisor, "部门主管", "head of department")
	titled(p.Roles, manager, "总经办主任", "head of the general manager's office")
	titled(p.Roles, head, "总经理", "general manager")
	limits := map[string]playbook.Money{agent: {}, handler: {}, supervisor: playbook.Yuan(1000), manager: playbook.Yuan(20000)}
	for i := range p.Roles {
		r := &p.Roles[i]
		r.Limit, r.AllUnits = limits[r.Code], r.Code == manager || r.Code == head || r.Code == agent
	}
	p.Roles = append(p.Roles,
		playbook.Role{Code: officer, Label: text("总经办专员", "officer of the general manager's office"), Level: 2, Limit: playbook.Yuan(5000), SeesPersonal: true, AllUnits: true},
		playbook.Role{Code: production, Label: text("制造部人员", "production staff"), Level: 1})
	here := []string{officer, manager, head}
	p.Grants = grantOnly(p.Grants, here, "assess", "reclassify", "dispatch", "convert", "plan", "find", "propose", "offer", "final-decision", "execute",
		"close", "extend", "tag")
	p.Grants = grantOnly(p.Grants, []string{agent, officer, manager}, "register", "close-directly", "reply", "follow-up")
	p.Grants = grantAlso(p.Grants, []string{officer},
		"acknowledge", "respond", "message", "promise", "expedite", "note", "attach", "complete-task", "add-task", "recuse", "escalate", "correct",
		"withdraw", "link", "take-on", "resolve", "hold", "resume", "report", "reopen")
	p.Grants = grantAlso(p.Grants, []string{production}, "complete-task", "note", "attach")
}

// factorySeverity is [Service]'s; a loss to the customer is at least ordinary.
func factorySeverity() parts.Part {
	p := parts.ServiceSeverity(parts.Limits{Loss: 5_000_000})
	p.Fields = append(p.Fields, classify.Field{
		Name: "loss_caused", Type: classify.TypeBool, Label: classify.Label{ZH: "给客户造成损失", EN: "The customer has a loss"},
	})
	table := &p.Tables[slices.IndexFunc(p.Tables, func(t classify.Table) bool { return t.Sets == classify.DimSeverity })]
	table.Rows = append(table.Rows, classify.Row{ID: "customer-loss", Then: "ordinary", When: classify.IsTrue("loss_caused"), Source: "R18"})
	return p
}

// factoryKinds tells an abnormality from a complaint by the customer's loss (R18). Where nobody knows, it is a complaint.
func factoryKinds() parts.Part {
	return parts.Part{
		Kinds: labels([]playbook.Code{code("complaint", "客诉", "complaint"), code(abnormality, "异常反馈单", "abnormality sheet")}),
		Tables: []classify.Table{{
			ID: "kind", Label: classify.Label{ZH: "客诉与异常", EN: "Complaint or abnormality"}, Sets: classify.DimKind, Hit: classify.HitFirst, Default: "complaint",
			Rows: []classify.Row{
				{ID: "lost-money", Then: "complaint", When: classify.AtLeast("loss", 1), Source: "R18"},
				{ID: "no-loss", Then: abnormality, When: classify.IsFalse("loss_caused"), Source: "R18"},
			},
		}},
	}
}

// factoryMatters is what is wrong with the boards; ours. Quality has every case, sales and manufacturing are asked.
func factoryMatters(units []playbook.Unit) parts.Part {
	p := byMatter("defect", text("不良类型", "Defect"), "ours", []playbook.Code{
		code("open-short", "开路短路", "open or short circuit"), code("solder", "可焊性", "solderability"), code("dimension", "尺寸外形", "dimensions"),
		code("appearance", "外观", "appearance"), code("delivery", "交期与包装", "delivery and packing"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{Default: classify.Route{ID: "quality", Unit: "quality", Advisers: []string{"sales", "manufacturing"}, Source: "R18"}}
	return p
}

// factoryFields are what sales bring of the order (R18), and the visit on which an abnormality was found.
func factoryFields(fields []playbook.Field) []playbook.Field {
	of := func(name string, kind playbook.FieldType, zh, en, of string) playbook.Field {
		return playbook.Field{Name: name, Label: text(zh, en), Type: kind, Required: &playbook.Applies{Kinds: []string{of}}}
	}
	return append(fields,
		of("order_no", playbook.TextField, "订单号", "Order", "complaint"), of("item", playbook.TextField, "料号", "Item", "complaint"),
		of("quantity", playbook.NumberField, "数量", "Quantity", "complaint"), of("shipped_on", playbook.DateField, "出货日期", "Shipping date", "complaint"),
		of("reason", playbook.TextField, "客户提出的原因", "The customer's reason", "complaint"),
		of("visited_on", playbook.DateField, "拜访日期", "Day of the visit", abnormality))
}
