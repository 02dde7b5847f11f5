package complaint_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestWhatTasksRecord(t *testing.T) {
	runRecorded(t, []recorded{
		{"for a person", complaint.Investigating, lead, complaint.AddTask{Code: "look", Person: "u6"}, []string{
			"task 1 look done=false", "tell person:u6 task task:1",
		}},
		{"for a unit", complaint.Assessed, clerk, complaint.AddTask{Code: "invoice", Unit: "office"}, []string{
			"task 1 invoice done=false", "tell unit:office task task:1",
		}},
		{"for whoever has the case", complaint.Dispatched, clerk, complaint.AddTask{Code: "look"}, []string{
			"task 1 look done=false", "tell unit:rooms task task:1",
		}},
		{"for a supplier, and whoever reports it", complaint.Investigating, lead, complaint.AddTask{Code: "part", Party: "maker"}, []string{
			"task 1 part done=false", "tell party:maker task task:1", "tell unit:rooms task task:1",
		}},
	})
}

func TestTasksRefuse(t *testing.T) {
	runRefused(t, []refused{
		{"without a code", complaint.Investigating, lead, complaint.AddTask{Person: "u6"}, complaint.ErrInvalid, "code", "required"},
		{"for an unknown unit", complaint.Investigating, lead, complaint.AddTask{Code: "x", Unit: "garage"}, complaint.ErrInvalid, "unit", "unknown code"},
		{"for a party in words", complaint.Investigating, lead, complaint.AddTask{Code: "x", Party: "厂家"}, complaint.ErrInvalid, "party", "a code of lower-case letters, digits and dashes"},
		{"completing one there is not", complaint.Investigating, worker, complaint.CompleteTask{Task: 1}, complaint.ErrInvalid, "task", "no such task"},
	})
}

func TestATaskIsCompletedOnce(t *testing.T) {
	b := setup(t)
	c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "look", Person: "u2"})
	b.clock.Add(hour)
	c = b.do(worker, c, complaint.CompleteTask{Task: 1, Result: "three"})
	require.Equal(t, day.Add(hour), c.Task(1).Done)
	require.Equal(t, "three", c.Task(1).Result)
	require.Equal(t, []complaint.TaskReport{{By: "u2", At: day.Add(hour), Result: "three"}}, c.Task(1).Reports)
	require.Equal(t, "done", b.refuse(worker, c, complaint.CompleteTask{Task: 1}, complaint.ErrNotAllowed).Rule)
}

func TestABlockingTaskKeepsACaseFromBeingResolved(t *testing.T) {
	for _, tc := range []struct {
		name   string
		blocks bool
	}{{"a blocking one", true}, {"one beside the main line", false}} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "look", Blocks: tc.blocks})
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

func TestThePlaybookOpensTasksByFacts(t *testing.T) {
	b := setup(t, laboratory)
	in := guest()
	require.Empty(t, b.take(b.register(in), complaint.Investigating).Tasks, "a counter complaint needs no photos")
	in.Channel, in.Place = "phone", "1310"
	c := b.take(b.register(in), complaint.Investigating)
	require.Equal(t, "photos", c.Task(1).Code)
}

func TestATaskMayOpenAtRegistration(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Tasks = []playbook.TaskRule{{Code: "call-back", On: "registered", Unit: "desk"}}
	})
	c := b.register(guest())
	require.Equal(t, "call-back", c.Task(1).Code)
	b.verify(c.ID)
}

func TestWhatWaitsIsNotOpenedAgain(t *testing.T) {
	b := setup(t, laboratory)
	in := guest()
	in.Channel = "phone"
	c := b.take(b.register(in), complaint.Investigating)
	b.do(worker, c, complaint.SendBack{Reason: "wrong-unit"})
	b.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
	c = b.do(worker, c, complaint.TakeOn{})
	require.Len(t, c.Tasks, 1, "the photos are still to be taken")
	b.verify(c.ID)
}

func TestAStepOfTimeOpensATask(t *testing.T) {
	b := setup(t, laboratory, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Targets[1].Steps[1].Do["task"] = "part"
	})
	c := b.in(complaint.Investigating)
	b.clock.Add(24 * hour)
	b.sweep()
	require.Equal(t, "part", b.reload(c).Task(1).Code)
	b.verify(c.ID)
}

func TestWhoMayNotDoATask(t *testing.T) {
	start := func(t *testing.T, change ...func(*complaint.Config, *playbook.Playbook)) (*bench, *complaint.Case) {
		b := setup(t, append([]func(*complaint.Config, *playbook.Playbook){laboratory}, change...)...)
		in := guest()
		in.About = []string{"t9"}
		c := b.take(b.register(in), complaint.Investigating)
		return b, b.do(lead, c, complaint.RecordFinding{Cause: "x"}, complaint.AddTask{Code: "recode"})
	}
	t.Run("another role", func(t *testing.T) {
		b, c := start(t)
		refusal := b.refuse(manager, c, complaint.CompleteTask{Task: 1, Result: "unfit"}, complaint.ErrForbidden)
		require.Equal(t, "role", refusal.Rule)
		require.Equal(t, []string{"keeper"}, refusal.Who)
	})
	t.Run("somebody complained about", func(t *testing.T) {
		b, c := start(t)
		refusal := b.refuse(lead, c, complaint.AddTask{Code: "x", Person: "t9"}, complaint.ErrForbidden)
		require.Equal(t, "conflict-of-interest", refusal.Rule)
		accused := complaint.Actor{ID: "t9", Role: "keeper", Unit: "store"}
		require.Equal(t, "conflict-of-interest", b.refuse(accused, c, complaint.CompleteTask{Task: 1}, complaint.ErrForbidden).Rule)
	})
	t.Run("who did what it must be kept apart from", func(t *testing.T) {
		b, c := start(t)
		refusal := b.refuse(lead, c, complaint.AddTask{Code: "retest", Person: "u3"}, complaint.ErrForbidden)
		require.Equal(t, "different", refusal.Rule, "the lead found the cause")
		b.do(lead, c, complaint.AddTask{Code: "retest"})
		finder := complaint.Actor{ID: "t3", Role: "lead", Unit: "rooms"}
		b.do(finder, c, complaint.RecordFinding{Cause: "y"})
		report := complaint.CompleteTask{Task: 2, Result: "right", Values: map[string]string{"lead_mg": "1"}}
		refusal = b.refuse(third, c, report, complaint.ErrForbidden)
		require.Equal(t, "different", refusal.Rule, "also what was done after the task was opened")
		require.Equal(t, []string{"tester"}, refusal.Who)
	})
	t.Run("the unit complained about, where the rule says so", func(t *testing.T) {
		b := setup(t, laboratory, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Conflict.Unit = true })
		in := guest()
		in.AboutUnit = "store"
		c := b.do(boss, b.register(in), complaint.AddTask{Code: "x", Unit: "office"}, complaint.AddTask{Code: "recode"})
		require.Equal(t, "desk", c.Task(2).Unit, "the desk has it instead")
		require.Equal(t, "conflict-of-interest", b.refuse(boss, c, complaint.AddTask{Code: "x", Unit: "store"}, complaint.ErrForbidden).Rule)
	})
	t.Run("a person of another role", func(t *testing.T) {
		b, c := start(t, func(cfg *complaint.Config, _ *playbook.Playbook) {
			cfg.Staff = func() *complaint.Staff {
				return &complaint.Staff{Version: "1", People: []complaint.StaffMember{{ID: "w1", Role: "worker", Unit: "rooms"}}}
			}
		})
		require.Equal(t, "role", b.refuse(lead, c, complaint.AddTask{Code: "recode", Person: "w1"}, complaint.ErrForbidden).Rule)
	})
}

func TestRecordsOfATask(t *testing.T) {
	b := setup(t, laboratory, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Tasks[0].If = nil
		pb.Tasks[0].Records = []playbook.Field{
			{Name: "count", Type: playbook.NumberField, Required: &playbook.Applies{}}, {Name: "guest", Type: playbook.TextField, Personal: true},
		}
	})
	c := b.in(complaint.Investigating)
	refused := func(values, personal map[string]string) []complaint.FieldError {
		return b.refuse(worker, c, complaint.CompleteTask{Task: 1, Values: values, Personal: personal}, complaint.ErrInvalid).Fields
	}
	require.Equal(t, []complaint.FieldError{{Field: "values.count", Rule: "required"}}, refused(nil, nil))
	require.Equal(t, []complaint.FieldError{{Field: "values.count", Rule: "a whole number"}}, refused(map[string]string{"count": "many"}, nil))
	require.Equal(t, []complaint.FieldError{{Field: "values.colour", Rule: "unknown field"}}, refused(map[string]string{"count": "1"}, map[string]string{"colour": "red"}))
	c = b.do(worker, c, complaint.CompleteTask{Task: 1, Values: map[string]string{"guest": "王先生"}, Personal: map[string]string{"count": "3"}})
	require.Equal(t, map[string]string{"count": "3"}, c.Task(1).Reports[0].Values, "what is personal is not in the case")
	require.Equal(t, complaint.CompleteTask{Task: 1, Values: map[string]string{"count": "3"}}, b.last(c).Command)
	b.verify(c.ID)
}

func TestResultsOfATaskAreAClosedList(t *testing.T) {
	b := setup(t, laboratory)
	c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "recode"})
	values := map[string]string{"blind_code": "X"}
	for _, result := range []string{"", "lost"} {
		refusal := b.refuse(keeper, c, complaint.CompleteTask{Task: 1, Result: result, Values: values}, complaint.ErrInvalid)
		require.Equal(t, []complaint.FieldError{{Field: "result", Rule: "unknown code"}}, refusal.Fields)
	}
}

func TestASupplierDoesATaskAndSomebodyHereReportsIt(t *testing.T) {
	b := setup(t, laboratory)
	c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "part", Text: "请寄压缩机"})
	require.Equal(t, []string{"task party:maker", "task unit:rooms"}, told(b.last(c)))
	c = b.do(worker, c, complaint.CompleteTask{Task: 1, Result: "delivered"})
	require.Equal(t, "u2", c.Task(1).Reports[0].By)
	require.Equal(t, "maker", c.Task(1).Party)
	b.verify(c.ID)
}

func TestATaskBringsTheCaseIntoReach(t *testing.T) {
	for _, tc := range []struct {
		name string
		task complaint.AddTask
		who  complaint.Actor
		want bool
	}{
		{"of its unit", complaint.AddTask{Code: "x", Unit: "kitchen"}, complaint.Actor{ID: "c1", Role: "worker", Unit: "kitchen"}, true},
		{"of its person", complaint.AddTask{Code: "x", Person: "c1"}, complaint.Actor{ID: "c1", Role: "worker", Unit: "kitchen"}, true},
		{"of its unit and role", complaint.AddTask{Code: "recode"}, keeper, true},
		{"not of its unit in another role", complaint.AddTask{Code: "recode"}, complaint.Actor{ID: "k2", Role: "worker", Unit: "store"}, false},
		{"of its role, when no unit is named", complaint.AddTask{Code: "integrity"}, auditor, true},
		{"not of another unit", complaint.AddTask{Code: "x", Unit: "office"}, complaint.Actor{ID: "c1", Role: "worker", Unit: "kitchen"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, laboratory)
			c := b.do(boss, b.in(complaint.Investigating), tc.task)
			_, err := b.desk.Case(b.ctx, tc.who, c.ID)
			if tc.want {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, complaint.ErrForbidden)
			}
		})
	}
}

func TestTasksKeepACaseSmall(t *testing.T) {
	b := setup(t, laboratory, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Tasks = []playbook.TaskRule{{Code: "survey", People: 8, Unit: "rooms", Records: []playbook.Field{{Name: "words", Type: playbook.TextField}}}}
	})
	c := b.in(complaint.Investigating)
	for range 8 {
		b.do(lead, c, complaint.AddTask{Code: "survey"})
	}
	require.Equal(t, "at most 64 people's parts in tasks", b.refuse(lead, c, complaint.AddTask{Code: "survey"}, complaint.ErrNotAllowed).Rule)
	long := map[string]string{"words": fmt.Sprintf("%01000d", 7)}
	for i := range 8 {
		who := complaint.Actor{ID: fmt.Sprint("w", i), Role: "worker", Unit: "rooms"}
		b.do(who, c, complaint.CompleteTask{Task: 1, Values: long})
	}
	refusal := b.refuse(worker, c, complaint.CompleteTask{Task: 2, Values: long}, complaint.ErrNotAllowed)
	require.Equal(t, "at most 8192 bytes of records", refusal.Rule)
	b.verify(c.ID)
}
