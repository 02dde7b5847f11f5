package playbook_test

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

func text(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }

func code(c string) playbook.Code { return playbook.Code{Code: c, Label: text(c, c)} }

// rich is a good playbook that sets every field there is.
func rich() *playbook.Playbook {
	return &playbook.Playbook{
		ID: "inn", Version: "2026.1", Title: text("客栈", "Inn"), Sources: []playbook.Source{{Rule: "returns", From: "R11", Unverified: true}},
		Calendars: []sla.CalendarSpec{{ID: "office", Version: "1", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-17:00")}},
		Calendar:  "office", Targets: targets(), Numbers: playbook.Numbers{Pattern: "IN{yyyy}{mm}-{seq:4}"},
		Roles: []playbook.Role{
			{Code: "clerk", Label: text("前台", "clerk"), Level: 1, Limit: playbook.Yuan(100)},
			{Code: "boss", Label: text("老板", "owner"), Level: 2, Unlimited: true, SeesPersonal: true, AllUnits: true},
		},
		Ladder: []string{"clerk", "boss"},
		Grants: []playbook.Grant{
			{Roles: []string{"boss"}, Commands: playbook.Commands()},
			{Roles: []string{"clerk"}, Commands: []string{"register", "assess"}, Severities: []classify.Severity{classify.Ordinary}},
		},
		Separate:     []playbook.Separation{{Command: "follow-up", After: []string{"resolve"}}},
		Approval:     playbook.ApprovalPolicy{Need: 1, Expires: sla.Workdays(2), Above: []playbook.Band{{Amount: playbook.Yuan(1000), Need: 2}}},
		Units:        []playbook.Unit{{Code: "desk", Label: text("前台", "Desk"), Head: "boss"}, {Code: "rooms", Label: text("客房", "Rooms"), Parent: "desk"}},
		FallbackUnit: "desk",
		Channels:     []playbook.Channel{{Code: "counter", Label: text("柜台", "Counter"), Required: []string{"phone", "room"}}},
		Kinds:        []playbook.Kind{{Code: "complaint", Label: text("投诉", "complaint")}, {Code: "query", Label: text("咨询", "query")}}, Grades: grades(), Fields: tradeFields(),
		Facts: []playbook.Fact{{Name: "fresh", Within: "arrival", Term: sla.Term{Span: sla.Days(10)}}},
		Rules: rules(), Reasons: []playbook.Reason{{Command: "hold", Code: "waiting", Label: text("等", "waiting")}},
		Messages: []playbook.Code{code("question")}, Reliefs: []playbook.Relief{{Code: "apology", Label: text("道歉", "apology")}, {Code: playbook.Compensation, Label: text("赔偿", "compensation")}},
		Outcomes: []playbook.Code{code("upheld"), code("explained")},
		Tasks: []playbook.TaskRule{{
			Code: "photos", Label: text("拍照", "photos"), On: playbook.Investigating, Severities: []classify.Severity{classify.Major}, Unit: "rooms", Blocks: true,
		}},
		Expedite: playbook.ExpeditePolicy{Notify: 2, Raise: 3}, Lifecycle: playbook.DefaultLifecycle(),
		FollowUp: playbook.FollowUpPolicy{MaxReopens: 2, Answer: true}, Survey: questionnaire(),
		Repeat:     playbook.RepeatPolicy{Window: classify.Window(30 * 24 * time.Hour), By: []string{"kind", "category.content"}},
		MaxReturns: 1, BackDate: sla.Workdays(2), Retention: sla.Months(36),
	}
}

func targets() []sla.Target {
	event := func(kind string) []sla.Condition { return []sla.Condition{{Event: kind}} }
	return []sla.Target{{
		Name: "resolve", Owner: sla.OwnerCustomer, Calendar: "office",
		Terms: []sla.Choice{{When: map[string][]string{"severity": {"major"}}, Term: sla.Term{Span: sla.Workdays(3)}}, {Term: sla.Term{Span: sla.Workdays(5)}}},
		Start: event("register"), Pause: event("hold"), Resume: event("resume"), Cancel: event("withdraw"), Reopen: event("reopen"),
		Stop: []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": {"resolved", "closed"}}}},
		Held: map[string][]string{"incomplete": {"yes"}}, ReopenMode: sla.ReopenCycle,
		Extensions:  []sla.ExtensionRule{{Name: "plus", Shape: sla.ExtendPlus, Span: sla.Workdays(2), Max: 2, Approver: "boss"}},
		ExtendLimit: sla.Workdays(10),
		Steps: []sla.Step{
			{ID: "soon", At: sla.PercentBefore(50), Do: map[string]string{"notify": "owner, head"}},
			{ID: "late", At: sla.AtDue(), If: map[string][]string{"owned": {"no"}}, Do: map[string]string{
				"notify": "role:boss,person:u1", "level": "next", "severity": "major", "priority": "1",
			}},
			{ID: "end", At: sla.After(sla.Workdays(5)), Do: map[string]string{"command": "close", "level": "2"}},
		},
	}}
}

func grades() []playbook.Grade {
	return []playbook.Grade{
		{Severity: classify.Minor, Label: text("轻微", "minor"), Definition: text("小", "small"), Direct: true},
		{Severity: classify.Ordinary, Label: text("一般", "ordinary"), Definition: text("中", "medium"), FollowUp: true, Required: []string{"demand"}},
		{
			Severity: classify.Major, Label: text("重大", "major"), Definition: text("大", "big"), Required: []string{"room"}, Unit: "rooms",
			MustPass: []string{playbook.Investigating}, Instruction: true, CaseStudy: true,
		},
	}
}

func tradeFields() []playbook.Field {
	return []playbook.Field{
		{Name: "room", Label: text("房号", "room"), Type: playbook.TextField, Required: &playbook.Applies{
			Channels: []string{"counter"}, Severities: []classify.Severity{classify.Major}, Kinds: []string{"complaint"},
		}},
		{Name: "bed", Label: text("床", "bed"), Type: playbook.CodeField, Values: []playbook.Code{code("twin"), code("king")}},
		{Name: "arrival", Label: text("到店", "arrival"), Type: playbook.DateField},
		{Name: "passport", Label: text("护照", "passport"), Type: playbook.TextField, Personal: true},
	}
}

func rules() *classify.RuleSet {
	return &classify.RuleSet{
		ID: "inn", Version: "1",
		Fields:  []classify.Field{{Name: "text", Type: classify.TypeText}, {Name: "fresh", Type: classify.TypeBool}},
		Units:   classify.Codes("desk", "rooms"),
		Axes:    []classify.Axis{{ID: "content", Version: "1", Other: "other", Nodes: []classify.Node{{Code: "water"}, {Code: "other"}}}},
		Lexicon: classify.Lexicon{Keywords: []classify.Keyword{{ID: "leak", Words: []string{"漏水"}}}},
		Tables: []classify.Table{
			{ID: "content", Sets: classify.CategoryDim("content"), Hit: classify.HitFirst, Rows: []classify.Row{{ID: "leak", When: classify.Hit("leak"), Then: "water"}}},
			{ID: "severity", Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "ordinary", Rows: []classify.Row{
				{ID: "fresh", When: classify.IsTrue("fresh"), Then: "major"},
			}},
		},
		Routes: &classify.Routes{Rows: []classify.Route{{ID: "water", When: classify.Is("category.content", "water"), Unit: "rooms"}}, Default: classify.Route{Unit: "desk"}},
	}
}

func questionnaire() *survey.Questionnaire {
	return &survey.Questionnaire{
		ID: "after", Version: 1, Title: survey.Label{ZH: "回访", EN: "Follow-up"},
		Sections: []survey.Section{{ID: "all", Title: survey.Label{ZH: "总体", EN: "Overall"}, Questions: []survey.Question{
			{ID: "overall", Text: survey.Label{ZH: "满意吗", EN: "Satisfied?"}, Kind: survey.KindScale5},
		}}},
	}
}
