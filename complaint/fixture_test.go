package complaint_test

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// day is the Wednesday every test begins on, 09:00 in Shanghai.
var day = time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC)

// The staff of the tests.
var (
	clerk   = complaint.Actor{ID: "u1", Name: "李敏", Role: "clerk", Unit: "desk"}
	worker  = complaint.Actor{ID: "u2", Name: "赵强", Role: "worker", Unit: "rooms"}
	lead    = complaint.Actor{ID: "u3", Name: "孙丽", Role: "lead", Unit: "rooms"}
	manager = complaint.Actor{ID: "u4", Name: "周明", Role: "manager", Unit: "office"}
	boss    = complaint.Actor{ID: "u5", Name: "吴刚", Role: "boss", Unit: "office"}
)

func text(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }

func on(kind string) []sla.Condition { return []sla.Condition{{Event: kind}} }

func entered(states ...string) []sla.Condition {
	return []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": states}}}
}

// house is a small playbook that uses every part of the engine.
func house() *playbook.Playbook {
	return &playbook.Playbook{
		ID: "house", Version: "1", Title: text("小旅馆", "Guest house"),
		Calendars: []sla.CalendarSpec{{ID: "office", Version: "1", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-12:00", "13:00-18:00")}},
		Calendar:  "office",
		Targets: []sla.Target{
			{
				Name: "respond", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Minutes(30)}}},
				Start: on("register"), Stop: append(on("respond"), on("acknowledge")...),
				Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "owner"}}},
			},
			{
				Name: "resolve",
				Terms: []sla.Choice{
					{When: map[string][]string{"severity": {"major", "urgent"}}, Term: sla.Term{Span: sla.BusinessHours(16)}},
					{Term: sla.Term{Span: sla.BusinessHours(8)}},
				},
				Start: on("register"), Stop: entered("resolved", "closed"), Pause: on("hold"), Resume: on("resume"),
				Reopen: on("reopen"), ReopenMode: sla.ReopenCycle,
				Steps: []sla.Step{
					{ID: "half", At: sla.PercentBefore(50), Do: map[string]string{"notify": "owner"}},
					{ID: "breach", At: sla.AtDue(), Do: map[string]string{"level": "next", "notify": "ladder"}},
					{ID: "day", At: sla.After(sla.BusinessHours(8)), Do: map[string]string{"level": "next", "notify": "ladder", "priority": "1"}},
				},
				Extensions: []sla.ExtensionRule{{Name: "plus", Shape: sla.ExtendPlus, Span: sla.BusinessHours(8), Approver: "manager"}},
			},
			{
				Name: "unit", Owner: sla.OwnerUnit, Per: "assignment", OneLive: true,
				Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(4)}}},
				Start: on("assigned"), Stop: append(entered("resolved", "closed"), on("unassigned")...),
			},
			{
				Name: "offer", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Days(2)}}}, Cycle: true,
				Start: entered("proposing"), Stop: entered("negotiating", "executing", "resolved"),
				Steps: []sla.Step{{ID: "warn", At: sla.Before(sla.Hours(12)), Do: map[string]string{"notify": "owner", "severity": "major"}}},
			},
			{
				Name: "auto-close", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Days(3)}}},
				Start: entered("resolved"), Cancel: on("reopen"), Cycle: true,
				Steps: []sla.Step{{ID: "close", At: sla.AtDue(), Do: map[string]string{"command": "close"}}},
			},
		},
		Numbers: playbook.Numbers{Pattern: "GH{yy}{mm}-{seq:3}"},
		Roles: []playbook.Role{
			{Code: "clerk", Label: text("前台", "clerk"), Level: 1, AllUnits: true},
			{Code: "worker", Label: text("员工", "worker"), Level: 1, Limit: playbook.Yuan(100)},
			{Code: "lead", Label: text("主管", "lead"), Level: 2, Limit: playbook.Yuan(500), SeesPersonal: true},
			{Code: "manager", Label: text("经理", "manager"), Level: 3, Limit: playbook.Yuan(3000), AllUnits: true, SeesPersonal: true},
			{Code: "boss", Label: text("老板", "owner"), Level: 4, Unlimited: true, AllUnits: true, SeesPersonal: true},
		},
		Ladder: []string{"lead", "manager", "boss"},
		Grants: []playbook.Grant{
			{Roles: []string{"clerk", "lead", "manager", "boss"}, Commands: playbook.Commands()},
			{Roles: []string{"worker"}, Commands: []string{
				"take-on", "send-back", "plan", "find", "propose", "offer", "reply", "execute", "resolve", "respond", "message",
				"note", "attach", "hold", "resume", "compensate", "recuse", "expedite", "complete-task",
			}},
		},
		Separate: []playbook.Separation{{Command: "follow-up", After: []string{"resolve"}}},
		Units: []playbook.Unit{
			{Code: "desk", Label: text("前台", "Desk"), Head: "manager"},
			{Code: "rooms", Label: text("客房", "Rooms"), Head: "lead"},
			{Code: "kitchen", Label: text("厨房", "Kitchen"), Head: "lead"},
			{Code: "office", Label: text("办公室", "Office"), Head: "boss"},
		},
		FallbackUnit: "desk",
		Channels: []playbook.Channel{
			{Code: "counter", Label: text("柜台", "Counter")},
			{Code: "phone", Label: text("电话", "Phone"), Required: []string{"phone"}},
		},
		Kinds: []playbook.Kind{{Code: "complaint", Label: text("投诉", "complaint")}, {Code: "query", Label: text("咨询", "query")}},
		Grades: []playbook.Grade{
			{Severity: classify.Minor, Label: text("轻微", "minor"), Definition: text("小问题", "small"), Direct: true},
			{Severity: classify.Ordinary, Label: text("一般", "ordinary"), Definition: text("一般问题", "ordinary"), FollowUp: true},
			{
				Severity: classify.Major, Label: text("重大", "major"), Definition: text("严重问题", "serious"), FollowUp: true,
				Instruction: true, CaseStudy: true, MustPass: []string{"investigating"},
			},
		},
		Fields: []playbook.Field{
			{Name: "room", Label: text("房号", "Room"), Type: playbook.TextField},
			{Name: "passport", Label: text("护照", "Passport"), Type: playbook.TextField, Personal: true},
		},
		Reasons: []playbook.Reason{
			{Command: "refuse", Code: "not-ours", Label: text("非本店", "not ours")},
			{Command: "hold", Code: "complainant", Label: text("等客人", "waiting for the guest")},
			{Command: "reopen", Code: "unsatisfied", Label: text("不满意", "not satisfied")},
			{Command: "send-back", Code: "wrong-unit", Label: text("派错", "wrong unit")},
		},
		Messages: []playbook.Code{{Code: "question", Label: text("询问", "question")}, {Code: "progress", Label: text("进展", "progress")}},
		Reliefs: []playbook.Relief{
			{Code: "apology", Label: text("道歉", "apology")},
			{Code: "compensation", Label: text("赔偿", "compensation")},
			{Code: "redo", Label: text("重做", "redo")},
		},
		Outcomes: []playbook.Code{
			{Code: "upheld", Label: text("属实", "upheld")},
			{Code: "settled", Label: text("和解", "settled")},
			{Code: "explained", Label: text("解释", "explained")},
		},
		Tasks:      []playbook.TaskRule{{Code: "photos", Label: text("拍照", "photos"), On: "investigating", Severities: []classify.Severity{classify.Major}, Blocks: true}},
		Approval:   playbook.ApprovalPolicy{Expires: sla.BusinessHours(8)},
		Expedite:   playbook.ExpeditePolicy{Notify: 2, Raise: 3},
		FollowUp:   playbook.FollowUpPolicy{MaxReopens: 2},
		Repeat:     playbook.RepeatPolicy{Window: classify.Window(30 * 24 * time.Hour), By: []string{"place"}},
		MaxReturns: 1,
		BackDate:   sla.Workdays(2),
	}
}

// seeded is a random source that gives the same bytes in every run.
type seeded struct{ r *rand.ChaCha8 }

func newSeeded(seed byte) *seeded { return &seeded{rand.NewChaCha8([32]byte{seed})} }

func (s *seeded) Read(b []byte) (int, error) { return s.r.Read(b) }

// handClock is moved by hand. (clock.Mock yields for a millisecond each time it is set, which long plays cannot afford;
// ExampleDesk_Sweep shows it.)
type handClock struct{ micros atomic.Int64 }

func (c *handClock) Now() time.Time      { return time.UnixMicro(c.micros.Load()) }
func (c *handClock) Set(t time.Time)     { c.micros.Store(t.UnixMicro()) }
func (c *handClock) Add(d time.Duration) { c.micros.Add(d.Microseconds()) }

// bench is a desk under test with its clock and store.
type bench struct {
	*testing.T
	desk  *complaint.Desk
	store complaint.Store
	clock *handClock
	ctx   context.Context
}

// setup opens a desk on a new memory store, at the start of the tests' day.
func setup(t *testing.T, change ...func(*complaint.Config, *playbook.Playbook)) *bench {
	t.Helper()
	return setupOn(t, memstore.New(), change...)
}

func setupOn(t *testing.T, store complaint.Store, change ...func(*complaint.Config, *playbook.Playbook)) *bench {
	t.Helper()
	b := &bench{T: t, ctx: t.Context()}
	b.openHouse(t, store, change...)
	return b
}

func (b *bench) openHouse(t require.TestingT, store complaint.Store, change ...func(*complaint.Config, *playbook.Playbook)) {
	b.clock, b.store = new(handClock), store
	b.clock.Set(day)
	cfg := &complaint.Config{Clock: b.clock, Rand: newSeeded(1)}
	pb := house()
	for _, f := range change {
		f(cfg, pb)
	}
	var err error
	b.desk, err = complaint.Open(b.ctx, store, cfg, pb)
	require.NoError(t, err)
}

// guest is an intake with everything a guest says.
func guest() complaint.Intake {
	return complaint.Intake{
		Channel: "counter", Place: "1208", Severity: classify.Ordinary,
		Complainant: complaint.Person{Name: "王先生", Phone: "13800000001"},
		Text:        "空调不制冷，要求换房", Demand: "换房并赔偿",
	}
}

func (b *bench) register(in complaint.Intake) *complaint.Case {
	b.Helper()
	reg, err := b.desk.Register(b.ctx, clerk, in)
	require.NoError(b, err)
	return reg.Case
}

func (b *bench) do(a complaint.Actor, c *complaint.Case, cmds ...complaint.Command) *complaint.Case {
	b.Helper()
	for _, cmd := range cmds {
		next, err := b.desk.Do(b.ctx, a, c.ID, cmd)
		require.NoError(b, err, cmd.Name())
		c = next
	}
	return c
}

func (b *bench) sweep() complaint.Swept {
	b.Helper()
	s, err := b.desk.Sweep(b.ctx)
	require.NoError(b, err)
	require.Zero(b, s.Parked, "parked cases")
	return s
}

// verify proves a case: chain, boxes, and the fold.
func (b *bench) verify(id complaint.CaseID) {
	b.Helper()
	v, err := b.desk.Verify(b.ctx, id)
	require.NoError(b, err)
	require.Empty(b, v.Faults)
}

// ledger returns the entries of a case without personal parts.
func (b *bench) ledger(id complaint.CaseID) []*complaint.Entry {
	b.Helper()
	var out []*complaint.Entry
	for e, err := range b.desk.Ledger(b.ctx, boss, id) {
		require.NoError(b, err)
		out = append(out, e)
	}
	return out
}

// investigated takes a case to investigation by the rooms' worker.
func (b *bench) investigated(c *complaint.Case) *complaint.Case {
	b.Helper()
	c = b.do(clerk, c, complaint.Assess{}, complaint.Dispatch{Unit: "rooms"})
	return b.do(worker, c, complaint.TakeOn{})
}
