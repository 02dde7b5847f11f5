package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/sla/cn"
)

// Service returns the standard flow of a service industry (服务行业投诉处理通用流程, R20), which the other presets are built
// on: many channels, a record that is read back, classification by content, severity and scope with a fourth grade above
// serious, a plan for what is complex, at least one proposal, approval beyond one's authority, negotiation, a final decision
// where no agreement is reached, follow-up, and confidence kept.
//
// One calendar counts: "office", Monday to Friday, 09:00 to 12:00 and 13:00 to 18:00, on the Chinese holiday table,
// Asia/Shanghai. R20 gives no figures: every limit and amount is ours and marked so.
//
// The value is fresh at every call and the caller's to change.
func Service() *playbook.Playbook {
	units := serviceUnits()
	rules := joined("service", text("服务投诉分类", "Service classification"),
		parts.ServiceSeverity(parts.Limits{}), serviceKinds(), serviceContent(units))
	return &playbook.Playbook{
		ID: "service", Version: "1", Title: text("服务行业投诉处理", "Complaint handling in a service industry"), Sources: serviceSources(),

		Calendars: officeCalendar(), Calendar: office, Targets: serviceTargets(),

		Numbers: playbook.Numbers{Pattern: "TS{yyyy}{mm}-{seq:4}"},
		Roles:   serviceRoles(), Ladder: []string{supervisor, manager, head}, Grants: serviceGrants(), Separate: serviceSeparations(),
		Approval: playbook.ApprovalPolicy{Expires: sla.Hours(48)},
		Units:    units, FallbackUnit: serviceCentre,

		Channels: serviceChannels(), Kinds: kindsOf(rules), Grades: serviceGrades(), Fields: recorded(rules), Rules: rules,
		Reasons: serviceReasons(), Messages: serviceMessages(), Reliefs: serviceReliefs(), Outcomes: serviceOutcomes(),
		Tasks: serviceTasks(), Evidence: serviceEvidence(), Tell: told(), Recourse: recourse(), Proxies: proxies(),
		Expedite: playbook.ExpeditePolicy{Notify: 2, Raise: 3},
		Direct:   playbook.DirectPolicy{Accepted: true, Sample: 20, Reviewer: manager},
		Promise:  playbook.PromisePolicy{Notify: 2},

		Reactions: serviceReactions(), Templates: serviceTemplates(),

		FollowUp:   playbook.FollowUpPolicy{MaxReopens: 2, Attempts: 3, Effect: true},
		Survey:     serviceSurvey(),
		Repeat:     playbook.RepeatPolicy{Window: classify.Window(month), By: []string{"kind", "category.content"}, Reason: true},
		MaxReturns: 1,
		BackDate:   sla.Days(3),
		Retention:  sla.Months(36),
	}
}

// officeCalendar are working days with a lunch break. If the holiday table could not be read it is empty, and Validate
// refuses the playbook.
func officeCalendar() []sla.CalendarSpec {
	spec, err := cn.Spec(office, "1", sla.Weekdays("09:00-12:00", "13:00-18:00"))
	if err != nil {
		spec = sla.CalendarSpec{ID: office}
	}
	return []sla.CalendarSpec{spec}
}

// serviceGrades are R20's four: urgent stands above serious. What each asks for is ours.
func serviceGrades() []playbook.Grade {
	return []playbook.Grade{
		{
			Severity: classify.Minor, Label: text("轻微", "minor"), Direct: true,
			Definition: text("简单明了，影响很小，可当场或短时间内解决", "simple and clear, of small effect, settled on the spot or soon after"),
		},
		{
			Severity: classify.Ordinary, Label: text("一般", "ordinary"), FollowUp: true, MustPass: []string{playbook.Investigating},
			Definition: text("确有差错或涉及多个部门，需要调查核实", "an error was made or several departments are concerned: it needs an investigation"),
		},
		{
			Severity: classify.Major, Label: text("重大", "serious"), FollowUp: true, CaseStudy: true, Plan: true,
			MustPass: []string{playbook.Investigating, playbook.Proposing}, Required: []string{"text"},
			Definition: text("已造成人身伤害、较大损失，或已有媒体、监管介入，或多人共同投诉", "somebody was harmed, the loss is large, media or an authority are involved, or many complain together"),
		},
		{
			Severity: classify.Urgent, Label: text("紧急", "urgent"), FollowUp: true, CaseStudy: true,
			MustPass: []string{playbook.Investigating}, Required: []string{"text"},
			Definition: text("危险正在发生，先处置后补办手续", "there is danger now: act first, complete the record afterwards"),
		},
	}
}

func serviceSources() []playbook.Source {
	return []playbook.Source{
		from("grades", "R20"), from("channels", "R20"), from("reliefs", "R20"), from("rules.content", "R20"), from("evidence", "R20"),
		from("tell", "R20"), from("grades.major.plan", "R20"), from("approval", "R20"), ours("approval.expires", "48 h"),
		ours("targets", "every limit: R20 says prompt and gives no figures"), ours("roles.limit", "every amount"),
		ours("expedite", "the head is told from the second reminder, the priority rises from the third"),
		ours("direct.sample", "one in twenty of the cases closed at the desk is looked at"),
		ours("follow_up", "two reopenings, three attempts"), ours("repeat", "30 days"), ours("returns", "once"),
		ours("back_date", "3 days"), ours("retention", "36 months"), ours("calendars.office", "09:00-12:00 and 13:00-18:00 on working days"),
		ours("survey", "R20 breaks off before follow-up"), ours("rules.severity", "which factor weighs how much"),
	}
}
