package preset

import (
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// relations is the customer-relations centre of a car dealer (客户关系中心), hotTopic the tag of what its quality meeting
// looks at.
const (
	relations = "relations"
	hotTopic  = "hot-topic"
)

// CarDealer returns the rules of a car dealer's customer-relations centre (汽车经销商客户关系中心, R15), built on [Service]:
// the centre has every complaint about sales, service or anything else, passes it on to the one person each department has
// named, sets a time by which the result is back, and follows major and hard cases to their end. Repeated, over-the-head
// and major complaints, service accidents and media exposure are investigated and somebody is held responsible. What is
// heard again and again goes before the monthly service-quality meeting, is corrected by a day the meeting sets, and is
// looked at once more in the month after.
//
// The calendar is [Service]'s, Asia/Shanghai. The value is fresh at every call and the caller's to change.
func CarDealer() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "car-dealer", text("汽车经销商客户投诉", "Complaints to a car dealer"), playbook.Numbers{Pattern: "KX{yyyy}{mm}-{seq:4}"}
	p.Units, p.FallbackUnit = dealerUnits(), relations
	dealerPeople(p)
	p.Channels = append(p.Channels,
		playbook.Channel{Code: "follow-up", Label: text("回访发现", "found by a follow-up")},
		playbook.Channel{Code: "secret-visit", Label: text("神秘客户暗访", "secret visit")})
	p.Rules = joined("car-dealer", text("经销商投诉分类", "Dealer classification"), dealerSeverity(), serviceKinds(), dealerBusiness(p.Units))
	p.Kinds, p.Fields = kindsOf(p.Rules), recorded(p.Rules)
	for i := range p.Grades {
		p.Grades[i].Wording = p.Grades[i].Severity >= classify.Major
	}
	p.Lifecycle = needing(playbook.DefaultLifecycle(), "tasks", "close")
	p.Batch = playbook.BatchPolicy{Window: classify.Window(month), By: []string{"category.business"}, Threshold: 3}
	p.Repeat = playbook.RepeatPolicy{Window: classify.Window(90 * 24 * time.Hour), By: []string{"kind", "category.business"}, Reason: true}
	p.Tasks = dealerTasks()
	p.Targets = dealerTargets(p.Targets)
	p.Reactions = append(p.Reactions, dealerReactions()...)
	p.Invite = playbook.SurveyPolicy{
		Valid: sla.Days(14), After: sla.Term{Span: sla.Hours(24)}, Remind: sla.Days(5), CoolDown: sla.Days(30), Decides: "result",
		If: ifFact("kind", "complaint"),
	}
	p.Templates = append(p.Templates, hotelLetters()...)
	p.Sources = dealerSources(p.Sources)
	return p
}

// dealerUnits are the centre and the departments; their names are ours, sales, service and the rest R15's.
func dealerUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: relations, Label: text("客户关系中心", "Customer-relations centre"), Head: manager},
		{Code: "sales", Label: text("销售部", "Sales"), Head: supervisor},
		{Code: "workshop", Label: text("售后服务部", "Service workshop"), Head: supervisor},
		{Code: "parts", Label: text("备件部", "Parts"), Head: supervisor},
		{Code: "administration", Label: text("综合部", "Administration"), Head: supervisor},
	}
}

// dealerPeople gives the roles their titles. The one person that a department named takes its complaints on, and nobody
// else there (R15); the centre sees every case, sets times and assesses.
func dealerPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "客户关系专员", "customer-relations officer")
	titled(p.Roles, handler, "部门投诉专人", "the department's named person")
	titled(p.Roles, supervisor, "部门经理", "head of department")
	titled(p.Roles, manager, "客户关系总监", "head of the customer-relations centre")
	titled(p.Roles, head, "总经理", "general manager")
	for i := range p.Roles {
		p.Roles[i].AllUnits = slices.Contains([]string{agent, manager, head}, p.Roles[i].Code)
	}
	p.Grants = grantOnly(p.Grants, []string{handler, manager}, "take-on")
	p.Grants = grantOnly(p.Grants, []string{agent, manager, head}, "plan", "assess", "dispatch", "close", "follow-up")
	p.Grants = grantOnly(p.Grants, []string{handler, supervisor, manager}, "report")
	p.Grants = grantAlso(p.Grants, []string{agent}, "find", "add-task")
}

// dealerSeverity is [Service]'s with what R15 tracks and supervises: a complaint that comes again or goes over somebody's
// head, a service accident, a claim for compensation, a customer at the door.
func dealerSeverity() parts.Part {
	p := parts.ServiceSeverity(parts.Limits{Repeats: 2})
	yesNo := func(name, zh, en string) classify.Field {
		return classify.Field{Name: name, Type: classify.TypeBool, Label: classify.Label{ZH: zh, EN: en}}
	}
	p.Fields = append(p.Fields, yesNo("over_head", "越级投诉", "Over somebody's head"), yesNo("accident", "服务事故", "Service accident"),
		yesNo("at_door", "客户上门", "Customer at the door"),
		classify.Field{Name: "wanted", Type: classify.TypeMoney, Label: classify.Label{ZH: "索赔金额", EN: "Compensation claimed"}})
	major := func(id string, when classify.Cond) classify.Row {
		return classify.Row{ID: id, Then: "major", When: when, Source: "R15"}
	}
	table := &p.Tables[slices.IndexFunc(p.Tables, func(t classify.Table) bool { return t.Sets == classify.DimSeverity })]
	table.Rows = drop(table.Rows, func(r classify.Row) string { return r.ID }, "again")
	table.Rows = append(table.Rows,
		major("over-head", classify.IsTrue("over_head")), major("accident", classify.IsTrue("accident")),
		major("at-door", classify.IsTrue("at_door")), major("claim", classify.AtLeast("wanted", 1)))
	return p
}

// dealerBusiness is what the complaint is about (R15: sales, service, other), and the department it goes to.
func dealerBusiness(units []playbook.Unit) parts.Part {
	p := byMatter("business", text("业务类别", "Business"), "R15", []playbook.Code{
		code("sales", "销售", "sales"), code("service", "售后服务", "service"), code("parts", "备件", "parts"),
		code("charges", "收费", "charges"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("sales", "sales", "R15"), route("service", "workshop", "R15"), route("parts", "parts", "R15, ours", "workshop"),
			route("charges", "administration", "R15, ours"),
		},
		Default: classify.Route{ID: "other", Unit: relations},
	}
	return p
}
