package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// The roles of a laboratory beside those of [Service].
const (
	labReviewer  = "reviewer"  // goes through records, instruments and process
	labCustodian = "custodian" // keeps the samples and gives them blind codes
	labTester    = "tester"
	labSignatory = "signatory" // signs reports
	labOffice    = "office-head"
	labArchivist = "archivist"
)

// The kinds of complaint of a laboratory that lead to a review of the data.
const (
	objection = "objection"
	dataDoubt = "data-complaint"
)

// Laboratory returns the rules of a testing laboratory (检测实验室, R04), built on [Service]: objections to test reports,
// made in writing within ten days of the report and led by the quality manager; complaints about data, where a review of
// records, instruments and process may end in a blind retest by two people at once, and a wrong report is voided and
// issued anew; and everything else, which the head of the department complained about handles. The written result of an
// objection is due within fifteen days of its acceptance, three working days when it is urgent. Whoever is not satisfied
// has the matter investigated again, as often as it takes.
//
// The calendar is [Service]'s, Asia/Shanghai. The value is fresh at every call and the caller's to change.
func Laboratory() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "laboratory", text("检测异议与投诉", "Objections and complaints of a testing laboratory"), playbook.Numbers{Pattern: "JC{yyyy}{mm}-{seq:3}"}
	p.Units, p.FallbackUnit = labUnits(), "technical-office"
	p.Roles, p.Grants = labRoles(p.Roles), labGrants(p.Grants)
	p.Channels = labChannels()
	p.Rules = joined("laboratory", text("实验室投诉分类", "Laboratory classification"),
		parts.ServiceSeverity(parts.Limits{}), labKinds(), labContent(p.Units))
	p.Kinds = labOutcomes(kindsOf(p.Rules))
	p.Fields, p.Facts = labFields(recorded(p.Rules)), labFacts()
	for i := range p.Grades {
		p.Grades[i].Direct, p.Grades[i].FollowUp, p.Grades[i].MustPass = false, true, []string{playbook.Investigating}
	}
	p.Lifecycle = needing(playbook.DefaultLifecycle(), "tasks", "close")
	p.Reasons = append(p.Reasons, reason("transfer", "too-hard", "部门难以处理", "too hard for the department"))
	p.Messages = append(p.Messages, code(writtenResult, "书面结果通知", "result in writing"))
	p.Outcomes = append(p.Outcomes,
		code("report-stands", "维持原报告", "report upheld"), code("report-corrected", "更正报告", "report corrected"))
	p.Evidence = append(labForms(), p.Evidence...)
	p.Tasks = labTasks()
	p.Targets = labTargets(p.Targets)
	p.Reactions = append(p.Reactions, labReactions()...)
	p.Templates = append(p.Templates, labLetters()...)
	p.FollowUp = playbook.FollowUpPolicy{Attempts: 3}
	p.Invite = playbook.SurveyPolicy{
		Valid: sla.Days(15), On: playbook.Resolved, Remind: sla.Days(7), Decides: "result", Reopen: "unsatisfied",
	}
	p.Repeat.By = []string{"kind", "unit", "report_no"}
	p.Retention = sla.Months(72)
	p.Sources = labSources(p.Sources)
	return p
}

// labUnits are the technical office that takes everything in, the quality management that leads objections, the
// departments that answer for themselves, the sample room, and the general office. The departments' names are ours.
func labUnits() []playbook.Unit {
	return append([]playbook.Unit{
		{Code: "technical-office", Label: text("技术室", "Technical office"), Head: manager},
		{Code: "quality", Label: text("质量管理", "Quality management"), Head: manager},
		{Code: "samples", Label: text("样品室", "Sample room"), Head: labCustodian, Parent: "quality"},
		{Code: "general-office", Label: text("综合办公室", "General office"), Head: labOffice, Parent: "technical-office"},
	}, labDepartments()...)
}

func labDepartments() []playbook.Unit {
	return []playbook.Unit{
		{Code: "chemistry", Label: text("化学检测部", "Chemistry"), Head: supervisor},
		{Code: "microbiology", Label: text("微生物检测部", "Microbiology"), Head: supervisor},
		{Code: "physics", Label: text("物理检测部", "Physical testing"), Head: supervisor},
		{Code: "reception", Label: text("业务受理部", "Customer reception"), Head: supervisor},
	}
}

func departmentCodes() []string {
	var out []string
	for _, u := range labDepartments() {
		out = append(out, u.Code)
	}
	return out
}

// labRoles gives the roles their titles in a laboratory. The technical office sees every case.
func labRoles(roles []playbook.Role) []playbook.Role {
	titled(roles, agent, "技术室受理员", "technical office clerk")
	titled(roles, handler, "检测部门人员", "department staff")
	titled(roles, supervisor, "部门负责人", "head of department")
	titled(roles, manager, "质量负责人", "quality manager")
	titled(roles, head, "实验室主任", "laboratory director")
	for i := range roles {
		roles[i].AllUnits = slices.Contains([]string{agent, manager, head}, roles[i].Code)
	}
	return append(roles,
		playbook.Role{Code: labReviewer, Label: text("技术复核人", "technical reviewer"), Level: 2},
		playbook.Role{Code: labCustodian, Label: text("样品管理员", "sample custodian"), Level: 1},
		playbook.Role{Code: labTester, Label: text("检测员", "tester"), Level: 1},
		playbook.Role{Code: labSignatory, Label: text("授权签字人", "authorised signatory"), Level: 3},
		playbook.Role{Code: labOffice, Label: text("综合办公室主任", "head of the general office"), Level: 4, Limit: playbook.Yuan(5000), SeesPersonal: true},
		playbook.Role{Code: labArchivist, Label: text("档案管理员", "archivist"), Level: 1, AllUnits: true},
	)
}

// labGrants leaves acceptance to the technical office and the quality manager, plans and teams to the general office and
// the quality manager, and archiving to the archivist of the general office (R04).
func labGrants(grants []playbook.Grant) []playbook.Grant {
	grants = grantOnly(grants, []string{agent, manager}, "admit")
	grants = grantOnly(grants, []string{labOffice, manager}, "plan")
	grants = grantOnly(grants, []string{labArchivist}, "archive")
	grants = grantAlso(grants, []string{agent}, "reopen", "close")
	grants = grantAlso(grants, []string{labReviewer, labCustodian, labTester, labSignatory}, "complete-task", "attach", "note")
	return grantAlso(grants, []string{labOffice},
		"respond", "message", "promise", "note", "attach", "complete-task", "recuse", "escalate", "take-on", "send-back", "find", "add-task",
		"propose", "offer", "reply", "final-decision", "execute", "resolve", "hold", "resume", "report", "transfer", "approve", "deny")
}

// labChannels are in writing or spoken; an objection that was spoken needs the form. Complaints that a satisfaction survey
// found have a channel of their own.
func labChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("letter", "来信", "letter"), channel("email", "电子邮件", "e-mail"), channel("fax", "传真", "fax"),
		channel("counter", "当面", "in person"), channel("phone", "电话", "phone"),
		channel("survey", "满意度调查发现", "found by a satisfaction survey"), channel("authority", "上级或监管转办", "forwarded by an authority"),
	}
}

// labInWriting are the channels that leave something on paper.
func labInWriting() []string { return []string{"letter", "email", "fax"} }

// labForms are the four forms of an objection (R04), as kinds of evidence.
func labForms() []playbook.Code {
	return []playbook.Code{
		code("objection-form", "异议申请表", "objection, by the customer"), code("intake-form", "受理登记表", "intake with the result, by the technical office"),
		code("handling-form", "处理表", "handling"), code("feedback-form", "处理结果反馈表", "feedback on the outcome, by the customer"),
	}
}

// labFields are what is recorded of a report that is objected to, and what an objection must bring.
func labFields(fields []playbook.Field) []playbook.Field {
	objections := func(channels ...string) *playbook.Applies {
		return &playbook.Applies{Kinds: []string{objection}, Channels: channels}
	}
	name := func(f playbook.Field) string { return f.Name }
	fields = drop(fields, name, "in_time")
	return set(fields, name,
		playbook.Field{Name: "report_no", Label: text("报告编号", "Number of the report"), Type: playbook.TextField, Required: &playbook.Applies{Kinds: []string{objection, dataDoubt}}},
		playbook.Field{Name: "report_received", Label: text("收到报告日期", "Day the report was received"), Type: playbook.DateField, Required: objections()},
		playbook.Field{Name: "reasons", Label: text("异议理由", "Reasons"), Type: playbook.TextField, Personal: true, Required: objections()},
		playbook.Field{Name: "grounds", Label: text("异议依据", "Grounds"), Type: playbook.TextField, Personal: true, Required: objections()},
		playbook.Field{Name: "form_no", Label: text("异议申请表编号", "Number of the objection form"), Type: playbook.TextField, Required: objections("counter", "phone", "survey")},
		yesField("urgent", "加急", "Urgent"),
	)
}

// labFacts is whether an objection came within ten days of the report (R04).
func labFacts() []playbook.Fact {
	return []playbook.Fact{{Name: "in_time", Within: "report_received", Term: sla.Term{Span: sla.Days(10)}}}
}

// labOutcomes says how cases of each kind may end: only what was reviewed upholds or corrects a report.
func labOutcomes(kinds []playbook.Kind) []playbook.Kind {
	for i := range kinds {
		if kinds[i].Code == "complaint" {
			kinds[i].Outcomes = []string{"settled", "upheld", "partly", "not-upheld", "explained"}
		}
		kinds[i].Direct = kinds[i].Code == "query" || kinds[i].Code == "suggestion"
	}
	return kinds
}

// labKinds tells objections and complaints about data from the rest, and an objection in time from a late one.
func labKinds() parts.Part {
	kinds := []playbook.Code{
		code("complaint", "一般投诉", "general complaint"), code(objection, "对检测报告的异议", "objection to a report"),
		code(dataDoubt, "对检测数据的投诉", "complaint about data"), code("query", "咨询", "query"), code("suggestion", "建议", "suggestion"),
	}
	purposes := []playbook.Code{
		code("complain", "投诉", "to complain"), code("object", "对报告提出异议", "to object to a report"), code("ask", "咨询", "to ask"), code("suggest", "建议", "to suggest"),
	}
	objects := classify.Is("purpose", "object")
	return parts.Part{
		Kinds:          labels(kinds),
		InvalidReasons: labels([]playbook.Code{code("late", "超过异议期限", "objection after its ten days")}),
		Fields: []classify.Field{
			{Name: "purpose", Type: classify.TypeCode, Label: classify.Label{ZH: "来意", EN: "What they come for"}, Codes: labels(purposes)},
			{Name: "report_received", Type: classify.TypeCode, Open: true, Label: classify.Label{ZH: "收到报告日期", EN: "Day the report was received"}},
			{Name: "in_time", Type: classify.TypeBool, Label: classify.Label{ZH: "在异议期限内", EN: "Within the ten days"}},
		},
		Tables: []classify.Table{{
			ID: "kind", Label: classify.Label{ZH: "诉求类型", EN: "Kind"}, Sets: classify.DimKind, Hit: classify.HitFirst, Default: "complaint",
			Rows: []classify.Row{
				{ID: "objects", Then: objection, When: objects, Source: "R04"},
				{ID: "asks", Then: "query", When: classify.Is("purpose", "ask"), Source: "ours"},
				{ID: "suggests", Then: "suggestion", When: classify.Is("purpose", "suggest"), Source: "ours"},
				{ID: "about-data", Then: dataDoubt, When: classify.Is("matter", "data"), Source: "R04"},
			},
		}, {
			ID: "validity", Label: classify.Label{ZH: "有效性", EN: "Validity"}, Sets: classify.DimValidity, Hit: classify.HitFirst, Default: classify.Valid,
			Rows: []classify.Row{{
				ID: "late", Then: classify.Invalid, Reason: "late", Source: "R04",
				When: classify.All(objects, classify.Has("report_received"), classify.IsFalse("in_time")),
			}},
		}},
	}
}

// labContent sends objections and doubts about data to the quality manager, what a survey found to the general office, and
// any other complaint to the department it is about.
func labContent(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("投诉内容", "Content"), "R04, ours", []playbook.Code{
		code("data", "检测数据与结果", "data and results"), code("delay", "出报告时间", "time of the report"), code("attitude", "服务态度", "attitude"),
		code("charges", "收费", "charges"), code("sampling", "抽样与样品", "sampling and samples"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Fields = append(p.Fields, classify.Field{
		Name: "department", Type: classify.TypeCode, Label: classify.Label{ZH: "被投诉部门", EN: "Department"}, Codes: unitCodes(labDepartments()),
	}, classify.Field{Name: "channel", Type: classify.TypeCode, Label: classify.Label{ZH: "渠道", EN: "Channel"}, Codes: codesOfChannels(labChannels())})
	p.Routes = &classify.Routes{Rows: []classify.Route{
		{ID: "objection", When: classify.Is("purpose", "object"), Unit: "quality", Source: "R04"},
		{ID: "data", When: classify.Is("matter", "data"), Unit: "quality", Source: "R04"},
		{ID: "survey", When: classify.Is("channel", "survey"), Unit: "general-office", Source: "R04"},
	}, Default: classify.Route{ID: "desk", Unit: "technical-office"}}
	for _, unit := range departmentCodes() {
		p.Routes.Rows = append(p.Routes.Rows, classify.Route{ID: unit, When: classify.Is("department", unit), Unit: unit, Source: "R04"})
	}
	return p
}

// codesOfChannels are the channels as the rules name them.
func codesOfChannels(channels []playbook.Channel) []classify.Code {
	out := make([]classify.Code, len(channels))
	for i, c := range channels {
		out[i] = classify.Code{Code: c.Code, Label: classify.Label(c.Label)}
	}
	return out
}
