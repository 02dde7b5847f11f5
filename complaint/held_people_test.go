package complaint_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/stretchr/testify/require"
)

func TestACaseNamedInACommandAsksForPermissionToo(t *testing.T) {
	b := setup(t)
	a := b.investigated(b.register(guest()))
	in := guest()
	in.Complainant.Phone, in.About = "13900000000", []string{"u3"}
	c := b.register(in)
	b.do(clerk, c, complaint.Assess{}, complaint.Dispatch{Unit: "kitchen"})
	_, err := b.desk.Case(b.ctx, lead, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	_, err = b.desk.Do(b.ctx, lead, c.ID, complaint.Note{Text: "x"})
	require.ErrorIs(t, err, complaint.ErrForbidden)
	_, err = b.desk.Do(b.ctx, lead, a.ID, complaint.Merge{Into: c.ID})
	got, _ := b.desk.Case(b.ctx, boss, c.ID)
	t.Log(got.Complainants, got.Links, got.Version)
	require.ErrorIs(t, err, complaint.ErrForbidden, "wrote into a case out of reach and about themselves")
}

func TestACancelledDeliveryBurnsNoAttempts(t *testing.T) {
	b := setup(t)
	for range 5 {
		in := guest()
		in.Complainant = complaint.Person{}
		b.register(in)
	}
	ctx, cancel := context.WithCancel(b.ctx)
	dead := 0
	got, err := b.desk.Deliver(ctx, func(c context.Context, n complaint.Notice) error {
		if c.Err() != nil {
			dead++
		}
		cancel()
		return c.Err()
	})
	t.Log(got, err)
	require.Zero(t, dead, "notices handed over with a dead context count as failed attempts")
}

func TestALostKeyDoesNotBlockResealing(t *testing.T) {
	b := setup(t, func(c *complaint.Config, _ *playbook.Playbook) { c.Sealer = keyGone{} })
	c := b.register(guest())
	b.do(clerk, c, complaint.Note{Text: "x"})
	_, err := b.desk.Do(b.ctx, boss, c.ID, complaint.Reseal{})
	require.NoError(t, err)
}

func TestADirectlyClosedCaseCanBeTakenUpAgain(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Severity = classify.Minor
	c := b.register(in)
	c = b.do(clerk, c, complaint.CloseDirectly{}, complaint.Reopen{Text: "x"})
	t.Log(c.State, c.Owner, c.Assignments)
	for _, cmd := range []complaint.Command{complaint.TakeOn{}, complaint.Dispatch{Unit: "rooms"}, complaint.Transfer{Unit: "rooms", Text: "x"}, complaint.Ruling{Unit: "rooms"}, complaint.SendBack{Text: "x"}} {
		got, err := b.desk.Do(b.ctx, boss, c.ID, cmd)
		if got != nil {
			t.Log(cmd.Name(), err, got.State, got.Owner, got.Assignments)
		} else {
			t.Log(cmd.Name(), err)
		}
	}
	require.NotEmpty(t, c.Assignments)
}

func TestTheOwnerComplainedAboutLosesTheCase(t *testing.T) {
	b := setup(t)
	c := b.investigated(b.register(guest()))
	c = b.do(clerk, c, complaint.Correct{About: []string{"u2"}})
	_, err := b.desk.Do(b.ctx, worker, c.ID, complaint.Note{Text: "x"})
	t.Log(err)
	require.NotEqual(t, "u2", c.Owner, "the person complained about still owns the case and cannot act on it")
}

func TestSomebodyUnknownToTheStaffLeavesItToTheUnit(t *testing.T) {
	b := setup(t, func(c *complaint.Config, _ *playbook.Playbook) {
		st := &complaint.Staff{Version: "1", People: []complaint.StaffMember{{ID: "u2", Unit: "rooms", Role: "worker"}}}
		c.Staff = func() *complaint.Staff { return st }
	})
	c := b.register(guest())
	b.do(clerk, c, complaint.Assess{}, complaint.Dispatch{Unit: "rooms", Person: "ghost"})
	told := 0
	_, err := b.desk.Deliver(b.ctx, func(_ context.Context, n complaint.Notice) error {
		if n.Kind == "assigned" {
			told++
		}
		return nil
	})
	require.NoError(t, err)
	require.Positive(t, told, "dispatched to somebody who does not exist, nobody was told")
}

func TestAnOutsideAppealDoesNotBlockOurs(t *testing.T) {
	b := setup(t)
	c := b.investigated(b.register(guest()))
	c = b.do(worker, c, complaint.Resolve{Outcome: "settled"})
	c = b.do(lead, c, complaint.Appeal{Body: "hotline"}, complaint.Appeal{})
	c = b.do(boss, c, complaint.DecideAppeal{Text: "no"})
	_, err := b.desk.Do(b.ctx, boss, c.ID, complaint.DecideAppeal{Text: "no", Upheld: true})
	t.Log(c.Appeals)
	require.NoError(t, err, "the appeal outside can never be decided")
}

func TestAVersionThatDoesNotKnowTheCaseIsNotAdopted(t *testing.T) {
	b := setup(t)
	c := b.investigated(b.register(guest()))
	v2 := house()
	v2.Version = "2"
	for _, tr := range playbook.DefaultLifecycle() {
		var from []string
		for _, f := range tr.From {
			if f != "investigating" {
				from = append(from, f)
			}
		}
		if tr.To == "investigating" {
			tr.To = "proposing"
		}
		tr.From = from
		if tr.Event == "follow-up" || len(from) > 0 {
			v2.Lifecycle = append(v2.Lifecycle, tr)
		}
	}
	v2.Units = v2.Units[:1]
	v2.Tasks = nil
	for i := range v2.Grades {
		v2.Grades[i].MustPass = nil
	}
	d2, err := complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, v2)
	if err != nil {
		t.Log(err)
		v2.Lifecycle = nil
		v2.Units = append(v2.Units, house().Units[3])
		d2, err = complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, v2)
	}
	require.NoError(t, err)
	c, err = d2.Do(b.ctx, boss, c.ID, complaint.AdoptPlaybook{Version: "2"})
	if err == nil {
		t.Log(c.State, c.Unit, c.Owner)
		for _, cmd := range []complaint.Command{complaint.Resolve{Outcome: "settled"}, complaint.Propose{Compensation: complaint.Yuan(1)}, complaint.Withdraw{}, complaint.SendBack{Text: "x"}} {
			_, err := d2.Do(b.ctx, boss, c.ID, cmd)
			t.Log(cmd.Name(), err)
		}
	}
	require.Error(t, err, "adopted a version that has neither the state nor the unit")
}

func TestAReceiptSaysNothingAboutAPhone(t *testing.T) {
	s := &peek{Store: memstore.New()}
	b := setupOn(t, s)
	in := guest()
	in.Severity = classify.Minor
	c := b.register(in)
	_, err := b.desk.Submit(b.ctx, complaint.Request{Actor: clerk, Case: c.ID, Key: "13800000042", Command: complaint.Correct{Complainant: complaint.Person{Phone: "13800000042"}}})
	require.NoError(t, err)
	c = b.do(clerk, c, complaint.CloseDirectly{}, complaint.Erase{})
	rec, err := b.store.Receipt(b.ctx, "default", s.got.Key)
	require.NoError(t, err)
	for i := range 100 { // what a thief of the database does, with 10^8 numbers
		phone := fmt.Sprintf("138%08d", i)
		body, _ := complaint.MarshalCommand(complaint.Correct{Complainant: complaint.Person{Phone: phone}})
		h := sha256.New()
		fmt.Fprintf(h, "redress request\x00%s\x00%s\x00%s\x00%d\x00%d\x00", "default", clerk.ID, c.ID, time.Time{}.UnixMicro(), 0)
		h.Write(body)
		require.NotEqual(t, rec.Digest[:], h.Sum(nil), "erased phone number %s found again from the receipt", phone)
		require.NotEqual(t, rec.Key, fmt.Sprintf("%x", sha256.Sum256([]byte("redress key\x00"+phone))))
	}
}

func TestNothingIsMergedIntoAResolvedCase(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Severity = classify.Minor
	a := b.investigated(b.register(in))
	a = b.do(worker, a, complaint.Resolve{Outcome: "settled"})
	in.Complainant.Phone = "1"
	c := b.register(in)
	_, err := b.desk.Do(b.ctx, clerk, c.ID, complaint.Merge{Into: a.ID})
	b.clock.Add(20 * 24 * time.Hour)
	b.sweep()
	a, _ = b.desk.Case(b.ctx, boss, a.ID)
	t.Log(a.State, err)
	require.Error(t, err, "an open complaint ended in a case whose work is over; it closed by itself")
}

func TestASlowDeliveryKeepsTheOrder(t *testing.T) {
	b := setup(t)
	for i := range 3 {
		in := guest()
		in.Complainant.Phone = string(rune('a' + i))
		in.Complainant.Phone = []string{"1", "2", "3"}[i]
		c := b.register(in)
		b.do(clerk, c, complaint.Acknowledge{})
	}
	d2, err := complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, house())
	require.NoError(t, err)
	var seen []string
	first := true
	_, err = b.desk.Deliver(b.ctx, func(_ context.Context, n complaint.Notice) error {
		seen = append(seen, "A "+n.ID)
		if first {
			first = false
			b.clock.Add(2 * time.Minute) // a slow mail server
			d2.Deliver(b.ctx, func(_ context.Context, n complaint.Notice) error {
				seen = append(seen, "B "+n.ID)
				return nil
			})
		}
		return nil
	})
	require.NoError(t, err)
	for _, s := range seen {
		t.Log(s)
	}
	require.LessOrEqual(t, len(seen), 7, "rows whose lease has passed are delivered again, behind later rows of their case")
}

func TestAPanickingSealerIsAnError(t *testing.T) {
	b := setup(t, func(c *complaint.Config, _ *playbook.Playbook) { c.Sealer = &panicSealer{} })
	c := b.register(guest())
	require.NotPanics(t, func() { _, _ = b.desk.Details(b.ctx, boss, c.ID) })
}
