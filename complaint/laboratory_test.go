package complaint_test

import (
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// The people of the laboratory beside the house's own staff. Only the clerk, the manager and the boss reach every case.
var (
	keeper    = complaint.Actor{ID: "k1", Role: "keeper", Unit: "store"}
	tester    = complaint.Actor{ID: "t1", Role: "tester", Unit: "lab"}
	second    = complaint.Actor{ID: "t2", Role: "tester", Unit: "lab"}
	third     = complaint.Actor{ID: "t3", Role: "tester", Unit: "lab"}
	signatory = complaint.Actor{ID: "s1", Role: "signatory", Unit: "lab"}
	auditor   = complaint.Actor{ID: "a1", Role: "auditor", Unit: "audit"}
)

// laboratory makes the house a testing laboratory (R04): a sample is recoded blind, two people test it at once, a wrong
// report is voided and issued anew; and misconduct is looked into where those who handle the case do not see it.
func laboratory(_ *complaint.Config, pb *playbook.Playbook) {
	for _, code := range []string{"keeper", "tester", "signatory", "auditor"} {
		pb.Roles = append(pb.Roles, playbook.Role{Code: code, Label: text(code, code), Level: 1, SeesPersonal: code == "auditor"})
		pb.Grants = append(pb.Grants, playbook.Grant{Roles: []string{code}, Commands: []string{"complete-task", "add-task", "attach", "note", "resolve"}})
	}
	for _, code := range []string{"store", "lab", "audit"} {
		pb.Units = append(pb.Units, playbook.Unit{Code: code, Label: text(code, code)})
	}
	pb.Evidence = []playbook.Code{{Code: "record", Label: text("原始记录", "record")}, {Code: "interview", Label: text("访谈", "interview")}}
	pb.Tasks = labTasks()
	pb.Targets = append(pb.Targets, retestLimit())
}

func labTasks() []playbook.TaskRule {
	blind := playbook.Field{Name: "blind_code", Type: playbook.TextField, Required: &playbook.Applies{}}
	report := playbook.Field{Name: "report_no", Type: playbook.TextField, Required: &playbook.Applies{}}
	after := func(task string, results ...string) []playbook.TaskAfter {
		return []playbook.TaskAfter{{Task: task, Results: results}}
	}
	return []playbook.TaskRule{
		{Code: "photos", On: "investigating", If: map[string][]string{"channel": {"phone"}}, Blocks: true},
		{Code: "recode", Unit: "store", Role: "keeper", Records: []playbook.Field{blind}, Results: []string{"recoded", "unfit"}, Blocks: true},
		{Code: "resample", After: after("recode", "unfit"), Unit: "store", Role: "keeper", Records: []playbook.Field{blind}, Blocks: true},
		{
			Code: "retest", After: append(after("recode", "recoded"), after("resample")...), Unit: "lab", Role: "tester", People: 2,
			Different: []string{"find", "task:recode", "task:resample"}, Blind: true, Blocks: true,
			Results: []string{"right", "wrong"}, Records: []playbook.Field{{Name: "lead_mg", Type: playbook.MoneyField, Required: &playbook.Applies{}}},
		},
		{Code: "arbitrate", After: after("retest", playbook.ResultDiffers), Unit: "lab", Role: "signatory", Results: []string{"right", "wrong"}, Blocks: true},
		{Code: "void", After: append(after("retest", "wrong"), after("arbitrate", "wrong")...), Unit: "lab", Role: "signatory", Records: []playbook.Field{report}, Blocks: true},
		{Code: "reissue", After: after("void"), Unit: "lab", Role: "signatory", Records: []playbook.Field{report}, Blocks: true},
		{
			Code: "integrity", If: map[string][]string{"severity": {"ordinary", "major"}}, Role: "auditor", VisibleTo: []string{"auditor", "boss"},
			Records: []playbook.Field{{Name: "suspect", Type: playbook.TextField, Personal: true}}, Results: []string{"clean", "misconduct"},
		},
		{Code: "discipline", After: after("integrity", "misconduct"), Role: "auditor", VisibleTo: []string{"auditor", "boss"}},
		{Code: "part", Party: "maker", Unit: "rooms"},
	}
}

// retestLimit watches each retest: two days, a warning half a day before.
func retestLimit() sla.Target {
	code := map[string][]string{"code": {"retest"}}
	return sla.Target{
		Name: "retest-limit", Owner: sla.OwnerUnit, Per: "task", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Hours(48)}}},
		Start: []sla.Condition{{Event: "task-opened", With: code}}, Stop: []sla.Condition{{Event: "task-done", With: code}},
		Steps: []sla.Step{
			{ID: "soon", At: sla.Before(sla.Hours(12)), Do: map[string]string{"notify": "role:manager"}},
			{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "role:boss"}},
		},
	}
}

// watched adds a limit to the integrity side-track.
func watched(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Targets = append(pb.Targets, sla.Target{
		Name: "integrity-limit", Owner: sla.OwnerUnit, Per: "task", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Hours(1)}}},
		Start: []sla.Condition{{Event: "task-opened", With: map[string][]string{"code": {"integrity", "discipline"}}}},
		Stop:  on("task-done"),
		Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "role:auditor"}}},
	})
}

// pending returns the number of the open task of a code.
func pending(b *bench, c *complaint.Case, code string) int {
	b.Helper()
	for _, t := range b.reload(c).Tasks {
		if t.Code == code && t.Done.IsZero() {
			return t.ID
		}
	}
	b.Fatalf("no open task %s", code)
	return 0
}
