package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

const (
	complaintDepartment = "complaint-department"
	liaison             = "liaison"         // of the client: co-operates on each case
	clientUnit          = "client"          // the bank
	serviceQuality      = "service-quality" // cause: the unit's service
	projectManager      = "project-manager" // cause: the project manager answers for it
	responsibilityTask  = "responsibility"
	reviewProposal      = "review-proposal"
)

// BankLogistics returns the rules of a contractor who gives property and transport services to a bank (银行后勤物业服务, R01),
// built on [Service]: a complaint department that takes everything in day and night and speaks to the complainant, a liaison
// of the client on each case, a record form filled whatever the channel, responsibility recorded three times over, a
// proposal that desk and unit form together and a manager reviews before the complainant hears of it, and a result that is
// confirmed before the case is resolved.
//
// Two calendars count: [Service]'s for working days, and one that never closes for the intake. What R01 has as a heading
// only (classes, steps, survey, analysis) is ours; see [BankLogisticsSurvey]. The value is fresh at every call and the
// caller's to change.
func BankLogistics() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "bank-logistics", text("银行后勤物业服务投诉", "Complaints about services to a bank"), playbook.Numbers{Pattern: "YH{yyyy}{mm}-{seq:4}"}
	p.Calendars = append(p.Calendars, roundTheClock())
	p.Units = bankUnits()
	p.FallbackUnit = complaintDepartment
	p.Channels = bankChannels()
	p.Rules = joined("bank-logistics", text("后勤服务投诉分类", "Classification of services to a bank"), parts.ServiceSeverity(parts.Limits{}), serviceKinds(), bankMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = append(recorded(p.Rules), playbook.Field{
		Name: "title", Label: text("投诉标题", "Title of the complaint"), Type: playbook.TextField, Personal: true, Required: &playbook.Applies{},
	}, yesField("recorded_place", "受理场所有录音录像", "The place of reception has a recording"))
	p.Form = playbook.Form{Number: "YH-TS-01", Version: "A/0", Effective: sla.Date{Year: 2026, Month: 1, Day: 1}}
	bankPeople(p)
	for i := range p.Grades {
		p.Grades[i].Direct, p.Grades[i].FollowUp = false, true
		p.Grades[i].MustPass = []string{playbook.Investigating, playbook.Proposing, playbook.Executing}
	}
	p.Lifecycle = needing(playbook.DefaultLifecycle(), "tasks", "offer", "final-decision")
	p.Tasks = bankTasks()
	p.Targets = bankTargets(p.Targets)
	p.Reactions = append(p.Reactions, bankReactions()...)
	p.Templates = append(p.Templates, bankTemplates()...)
	questions := bankQuestions()
	p.Survey = &questions
	p.Invite = playbook.SurveyPolicy{Valid: sla.Hours(14 * 24), CoolDown: sla.Hours(30 * 24), Remind: sla.Hours(7 * 24)}
	p.Repeat.By = []string{"kind", "category.matter"}
	p.BackDate = sla.Hours(2)
	p.Sources = bankSources(p.Sources)
	return p
}

// bankUnits are the complaint department, those responsible for a service, and the client.
func bankUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: complaintDepartment, Label: text("投诉处理部", "Complaint department"), Head: manager},
		{Code: "cleaning", Label: text("保洁部", "Cleaning"), Head: supervisor},
		{Code: "project-office", Label: text("项目部", "Project office"), Head: supervisor},
		{Code: "engineering", Label: text("工程部", "Engineering"), Head: supervisor},
		{Code: "conference", Label: text("会务部", "Conference service"), Head: supervisor},
		{Code: "transport", Label: text("车辆运输部", "Logistics and transport"), Head: supervisor},
		{Code: clientUnit, Label: text("甲方（银行）", "The client"), Head: liaison},
	}
}

// bankChannels: the record form is filled whichever way a complaint comes.
func bankChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel {
		return playbook.Channel{Code: c, Label: text(zh, en), Required: []string{"name", "address", "contact", "text", "demand"}}
	}
	return []playbook.Channel{
		channel("phone", "电话", "phone"), channel("email", "电子邮件", "e-mail"), channel("counter", "现场", "on site"), channel("other", "其他", "other"),
	}
}

// bankMatters decide the responsible unit: what the desk ticked from the evidence, else what the description speaks of.
func bankMatters(units []playbook.Unit) parts.Part {
	p := byMatter("matter", text("服务类别", "Service concerned"), "R01", []playbook.Code{
		code("cleaning", "保洁", "cleaning"), code("project-office", "项目管理", "project office"), code("engineering", "工程维修", "engineering"),
		code("conference", "会务", "conference service"), code("transport", "车辆运输", "transport"), code("other", "其他", "other"),
	})
	words := map[string][]string{
		"cleaning": {"保洁", "垃圾", "卫生间", "cleaning"}, "engineering": {"维修", "空调", "电梯", "漏水", "repair"},
		"conference": {"会议", "会务", "投影", "conference"}, "transport": {"班车", "司机", "车辆", "driver", "shuttle"},
	}
	p.Units = unitCodes(units)
	p.Fields = append(p.Fields, classify.Field{Name: "text", Type: classify.TypeText, Label: classify.Label{ZH: "投诉内容", EN: "What they say"}})
	p.Routes = &classify.Routes{Default: classify.Route{ID: "desk", Unit: complaintDepartment}}
	p.Tables[0].Rows = append(p.Tables[0].Rows, classify.Row{ID: "other", Then: "other", When: classify.Is("matter", "other"), Source: "R01"})
	for _, matter := range []string{"cleaning", "project-office", "engineering", "conference", "transport"} {
		if list := words[matter]; list != nil {
			p.Keywords = append(p.Keywords, classify.Keyword{ID: matter, Label: labelOfCode(p.Fields[0].Codes, matter), Words: list})
			p.Tables[0].Rows = append(p.Tables[0].Rows, classify.Row{ID: "says-" + matter, Then: matter, When: classify.Hit(matter), Source: "R01: the description"})
		}
		p.Routes.Rows = append(p.Routes.Rows, classify.Route{ID: matter, When: classify.Under(classify.CategoryDim("matter"), matter), Unit: matter, Source: "R01"})
	}
	return p
}

// bankPeople: the complaint department reaches every case, proposes, offers and answers; the units investigate and
// implement; the client's liaison sees no personal data.
func bankPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "投诉专员", "complaint officer")
	titled(p.Roles, handler, "责任部门经办人", "responsible person of a unit")
	titled(p.Roles, supervisor, "客服主管", "customer service supervisor")
	titled(p.Roles, manager, "主管经理", "manager")
	titled(p.Roles, head, "公司负责人", "head of the company")
	for i := range p.Roles {
		p.Roles[i].AllUnits = p.Roles[i].AllUnits || p.Roles[i].Code == agent
	}
	p.Roles = append(p.Roles, playbook.Role{Code: liaison, Label: text("甲方联络人", "client's liaison")})
	p.Grants = grantOnly(p.Grants, []string{agent, supervisor, manager, head}, "respond", "message", "promise", "propose", "offer", "reply", "execute", "resolve")
	p.Grants = grantAlso(p.Grants, []string{agent}, "find", "plan", "report")
	p.Grants = grantAlso(p.Grants, []string{liaison}, "complete-task", "note", "attach")
	p.Grants = grantOnly(p.Grants, []string{supervisor, manager, head}, "dispatch")
}

// labelOfCode is what a list calls a code.
func labelOfCode(codes []classify.Code, c string) classify.Label {
	for _, x := range codes {
		if x.Code == c {
			return x.Label
		}
	}
	return classify.Label{}
}
