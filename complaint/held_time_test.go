package complaint_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/stretchr/testify/require"
)

func TestASweepEndsWhenTheClockStepsBack(t *testing.T) {
	sb := &stepBack{h: new(handClock)}
	store := memstore.New()
	sb.h.Set(day)
	d, err := complaint.Open(t.Context(), store, &complaint.Config{Clock: sb, Rand: newSeeded(1)}, house())
	require.NoError(t, err)
	_, err = d.Register(t.Context(), clerk, guest())
	require.NoError(t, err)
	sb.h.Set(day.Add(31 * time.Minute))
	sb.back = 5 * time.Minute
	sb.once.Store(true)
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	s, err := d.Sweep(ctx)
	t.Log(s, err)
	require.NoError(t, err, "sweep spins while the clock is behind")
}

func TestVerifyOfACaseBeingWrittenFindsNoTampering(t *testing.T) {
	s := &loadHook{Store: memstore.New()}
	b := setupOn(t, s)
	c := b.register(guest())
	s.after = func() { b.do(clerk, c, complaint.Note{Text: "hello"}) }
	v, err := b.desk.Verify(b.ctx, c.ID)
	require.NoError(t, err)
	require.Empty(t, v.Faults)
}

func TestErasureByTimeDoesNotDependOnTheSweep(t *testing.T) {
	run := func(late bool) []int64 {
		b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { erasing(pb) })
		in := guest()
		in.Severity = classify.Minor
		c := b.register(in)
		c = b.do(clerk, c, complaint.CloseDirectly{})
		b.clock.Add(24 * time.Hour)
		b.do(clerk, c, complaint.Tag{Add: []string{"seen"}})
		if !late {
			b.clock.Add(30 * 24 * time.Hour)
			b.sweep()
		}
		b.clock.Add(600 * 24 * time.Hour)
		b.sweep()
		got, _ := b.desk.Case(b.ctx, boss, c.ID)
		for _, e := range b.ledger(c.ID) {
			for _, fx := range e.Effects {
				if s, ok := fx.(complaint.SteppedEffect); ok {
					t.Log(late, s.Target, s.Step, s.Refused)
				}
			}
		}
		return map[bool][]int64{true: {1}}[got.Erased]
	}
	a, bb := run(true), run(false)
	require.NotEmpty(t, a)
	require.Equal(t, a, bb, "erasure depends on the sweep schedule, and a refused one never comes again")
}

func TestArchivingKeepsTheErasureClock(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { erasing(pb); pb.Retention = sla.Span{} })
	in := guest()
	in.Severity = classify.Minor
	c := b.register(in)
	c = b.do(clerk, c, complaint.CloseDirectly{}, complaint.Archive{})
	b.clock.Add(600 * 24 * time.Hour)
	b.sweep()
	got, _ := b.desk.Case(b.ctx, boss, c.ID)
	require.NotEmpty(t, got.Erased, "archiving ends the erasure clock that closing began")
}

func TestAHoldEndsWithTheWork(t *testing.T) {
	b := setup(t)
	c := b.investigated(b.register(guest()))
	c = b.do(clerk, c, complaint.Hold{Reason: "complainant"})
	b.clock.Add(time.Minute)
	c = b.do(worker, c, complaint.Resolve{Outcome: "settled"})
	b.clock.Add(time.Minute)
	c = b.do(lead, c, complaint.Reopen{Text: "x"})
	t.Log(c.State, c.HoldReason, c.Due("resolve"))
	_, err := b.desk.Do(b.ctx, lead, c.ID, complaint.Hold{Reason: "complainant"})
	t.Log(err)
	require.Empty(t, c.HoldReason)
}

func TestABackDatedMergeCanBeUndone(t *testing.T) {
	b := setup(t)
	a := b.register(guest())
	in := guest()
	in.Complainant.Phone = "1"
	c := b.register(in)
	b.clock.Add(20 * time.Minute)
	a = b.investigated(a)
	b.clock.Add(5 * time.Minute)
	_, err := b.desk.Submit(b.ctx, complaint.Request{Actor: clerk, Case: a.ID, Command: complaint.Merge{Into: c.ID}, At: day.Add(10 * time.Minute)})
	require.NoError(t, err)
	a = b.do(clerk, a, complaint.Unmerge{})
	for _, k := range a.Clocks {
		t.Log(k.Target, k.Instance, k.Start, k.Stop, k.End, k.Verdict)
	}
	t.Log(a.State, a.Wake)
	b.verify(a.ID)
}

func TestACalendarIsFollowedAfterAnError(t *testing.T) {
	s := &docFlaky{Store: memstore.New()}
	b := setupOn(t, s)
	c := b.register(guest())
	t.Log(c.Due("resolve"))
	spec := sla.CalendarSpec{ID: "office", Version: "2", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-12:00")}
	s.fail = true
	_, err := b.desk.Recalculate(b.ctx, spec)
	require.Error(t, err)
	got, err := b.desk.Recalculate(b.ctx, spec)
	t.Log(got, err)
	c, _ = b.desk.Case(b.ctx, boss, c.ID)
	t.Log(c.Due("resolve"))
	b.sweep()
	in := guest()
	in.Complainant.Phone = "7"
	n := b.register(in)
	t.Log(n.Due("resolve"), n.Timers("resolve")[0].Calendar)
	require.Equal(t, "office@2", n.Timers("resolve")[0].Calendar)
}

func TestAnOutageParksNobody(t *testing.T) {
	s := &deadline{Store: memstore.New()}
	b := setupOn(t, s)
	for i := range 20 {
		in := guest()
		in.Complainant.Phone = string(rune('0'+i/10)) + string(rune('0'+i%10))
		b.register(in)
	}
	b.clock.Add(31 * time.Minute)
	s.down = true
	for range 8 {
		sw, err := b.desk.Sweep(b.ctx)
		t.Log(sw.Parked, err)
		b.clock.Add(10 * time.Minute)
	}
	s.down = false
	sw := b.sweep()
	require.Equal(t, 20, sw.Cases, "a store that was down for a while sets every due case aside")
}

func TestADeskFollowsACalendarAfterAnError(t *testing.T) {
	s := &docFlaky{Store: memstore.New()}
	b := setupOn(t, s.Store)
	d2, err := complaint.Open(b.ctx, s, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, house())
	require.NoError(t, err)
	spec := sla.CalendarSpec{ID: "office", Version: "2", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-12:00")}
	_, err = b.desk.Recalculate(b.ctx, spec)
	require.NoError(t, err)
	s.fail = true
	_, err = d2.Sweep(b.ctx)
	t.Log(err)
	_, err = d2.Sweep(b.ctx)
	t.Log(err)
	reg, err := d2.Register(b.ctx, clerk, guest())
	require.NoError(t, err)
	require.Equal(t, "office@2", reg.Case.Timers("resolve")[0].Calendar)
}

func TestACaseWithEverythingAtItsBoundStaysSmall(t *testing.T) {
	b := setup(t)
	c := b.investigated(b.register(guest()))
	for i := range 48 {
		b.clock.Add(time.Minute)
		try := func(a complaint.Actor, cmd complaint.Command) {
			if n, err := b.desk.Do(b.ctx, a, c.ID, cmd); err == nil {
				c = n
			} else if i < 3 {
				t.Log(cmd.Name(), err)
			}
		}
		try(clerk, complaint.MakePromise{Due: b.clock.Now().Add(time.Hour)})
		try(clerk, complaint.AddTask{Code: "photo", Unit: "rooms", Person: "u2"})
		try(clerk, complaint.RecordFinding{Cause: "cause", Unit: "rooms"})
		try(worker, complaint.Propose{Compensation: complaint.Yuan(300)})
		try(clerk, complaint.Hold{Reason: "complainant"})
		b.clock.Add(time.Minute)
		try(clerk, complaint.Resume{})
		try(clerk, complaint.Transfer{Unit: []string{"kitchen", "rooms"}[i%2], Text: "x"})
		in := guest()
		in.Complainant.Phone = fmt.Sprint(i)
		o := b.register(in)
		try(boss, complaint.LinkTo{Case: o.ID})
	}
	enc, _ := complaint.EncodeCase(c)
	t.Log(len(enc), c.Version)
	require.Less(t, len(enc), 64<<10)
}
