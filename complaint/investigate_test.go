package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestWhatAnInvestigationRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"a plan is words and people", complaint.Investigating, worker, complaint.Plan{Goal: "查明", People: []string{"u2"}, Until: day.Add(5 * hour)}, nil},
		{"a finding names cause and unit", complaint.Investigating, worker, complaint.Find{Cause: "compressor", Unit: "rooms", Upheld: true}, []string{
			"finding 1 compressor upheld=true",
		}},
		{"a task for a person", complaint.Investigating, lead, complaint.AddTask{Code: "photos", Person: "u6"}, []string{
			"task 1 photos done=false", "tell person:u6 task task:1",
		}},
		{"a task for a unit", complaint.Assessed, clerk, complaint.AddTask{Code: "invoice", Unit: "office"}, []string{
			"task 1 invoice done=false", "tell unit:office task task:1",
		}},
		{"a task for whoever has the case", complaint.Dispatched, clerk, complaint.AddTask{Code: "photos"}, []string{
			"task 1 photos done=false", "tell unit:rooms task task:1",
		}},
		{"evidence is a hash", complaint.Resolved, lead, complaint.Attach{Hash: complaint.Hash{7}, Media: "image/png", Source: "camera"}, []string{"evidence 1"}},
	})
}

func TestInvestigationRefuses(t *testing.T) {
	runRefused(t, []refused{
		{"a plan until yesterday", complaint.Investigating, worker, complaint.Plan{Until: day.Add(-hour)}, complaint.ErrInvalid, "until", "in the future"},
		{"a finding without a cause", complaint.Investigating, worker, complaint.Find{Upheld: true}, complaint.ErrInvalid, "cause", "required"},
		{"a finding against an unknown unit", complaint.Investigating, worker, complaint.Find{Cause: "x", Unit: "garage"}, complaint.ErrInvalid, "unit", "unknown code"},
		{"a task without a code", complaint.Investigating, lead, complaint.AddTask{Person: "u6"}, complaint.ErrInvalid, "code", "required"},
		{"a task for an unknown unit", complaint.Investigating, lead, complaint.AddTask{Code: "x", Unit: "garage"}, complaint.ErrInvalid, "unit", "unknown code"},
		{"completing a task there is not", complaint.Investigating, worker, complaint.CompleteTask{Task: 1}, complaint.ErrInvalid, "task", "no such task"},
		{"evidence without a hash", complaint.Investigating, worker, complaint.Attach{Title: "照片"}, complaint.ErrInvalid, "hash", "required"},
		{"evidence of negative size", complaint.Investigating, worker, complaint.Attach{Hash: complaint.Hash{7}, Size: -1}, complaint.ErrInvalid, "size", "not negative"},
	})
}

func TestATaskIsCompletedOnce(t *testing.T) {
	b := setup(t)
	c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "photos", Person: "u2"})
	b.clock.Add(hour)
	c = b.do(worker, c, complaint.CompleteTask{Task: 1, Result: "three"})
	require.Equal(t, day.Add(hour), c.Task(1).Done)
	require.Equal(t, "three", c.Task(1).Result)
	require.Equal(t, "done", b.refuse(worker, c, complaint.CompleteTask{Task: 1}, complaint.ErrNotAllowed).Rule)
}

func TestABlockingTaskKeepsACaseFromBeingResolved(t *testing.T) {
	for _, tc := range []struct {
		name   string
		blocks bool
	}{{"a blocking one", true}, {"one beside the main line", false}} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "photos", Blocks: tc.blocks})
			if tc.blocks {
				refusal := b.refuse(worker, c, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed)
				require.Equal(t, "tasks", refusal.Rule)
				require.Equal(t, []string{"complete-task"}, refusal.Allowed)
				c = b.do(worker, c, complaint.CompleteTask{Task: 1})
			}
			require.Equal(t, complaint.Resolved, b.do(worker, c, complaint.Resolve{Outcome: "explained"}).State)
		})
	}
}

func TestThePlaybookOpensTasksByStateAndSeverity(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Severity = classify.Major
	c := b.take(b.register(in), complaint.Investigating)
	require.Equal(t, []complaint.Task{{ID: 1, Code: "photos", Blocks: true}}, c.Tasks)
	require.Contains(t, told(b.last(c)), "task unit:rooms", "a task of nobody's is the unit's")
	in.Place, in.Severity = "1310", classify.Ordinary
	require.Empty(t, b.take(b.register(in), complaint.Investigating).Tasks)
}

func TestATaskRuleMayNameAUnit(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Tasks = append(pb.Tasks, playbook.TaskRule{Code: "invoice", Label: text("发票", "invoice"), On: "executing", Unit: "office"})
	})
	c := b.in(complaint.Executing)
	require.Equal(t, []complaint.Task{{ID: 1, Code: "invoice", Unit: "office"}}, c.Tasks)
	require.Contains(t, told(b.last(c)), "task unit:office")
}

func TestAnActMayBeEnteredLate(t *testing.T) {
	for _, tc := range []struct {
		name string
		at   time.Time
		rule string
	}{
		{"within the limit", day.Add(hour), ""},
		{"at the receipt itself", day, ""},
		{"before the complaint was received", day.Add(-time.Microsecond), "not before the complaint was received"},
		{"in the future", day.Add(5*hour + time.Microsecond), "must not lie in the future"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.in(complaint.Investigating)
			b.clock.Add(5 * hour)
			req := complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Respond{Text: "已上门"}, At: tc.at}
			if tc.rule != "" {
				require.Equal(t, []complaint.FieldError{{Field: "at", Rule: tc.rule}}, b.refuseRequest(req, complaint.ErrInvalid).Fields)
				return
			}
			res, err := b.desk.Submit(b.ctx, req)
			require.NoError(t, err)
			e := b.last(res.Case)
			require.Equal(t, tc.at, e.Effective)
			require.Equal(t, day.Add(5*hour), e.Recorded, "what was recorded when stays visible")
			b.verify(c.ID)
		})
	}
}

func TestAnActIsNotEnteredTooLate(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	b.clock.Add(7 * 24 * hour)
	refusal := b.refuseRequest(complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Respond{}, At: day.Add(hour)}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "at", Rule: "must lie within the back-dating limit"}}, refusal.Fields)
}
