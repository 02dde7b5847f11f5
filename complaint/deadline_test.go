package complaint_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// deadlines of a case, each on one line.
func (b *bench) deadlines(c *complaint.Case) []string {
	b.Helper()
	list, err := b.desk.Deadlines(b.ctx, boss, c.ID)
	require.NoError(b, err)
	var out []string
	for _, x := range list {
		out = append(out, fmt.Sprintf("%s %s (%s) %s/%s %s", x.By, at(x.Due), x.Date, x.Target, x.Instance, x.Law))
	}
	return out
}

// older is a house under the older law alone.
func older(pb *playbook.Playbook) {
	decreed(pb)
	pb.Laws, pb.Targets = pb.Laws[:1], pb.Targets[:1]
}

// Everything that is owed outside, the earliest first; limits between units are not.
func TestDeadlinesOfACase(t *testing.T) {
	b := setup(t, with(older), with(func(pb *playbook.Playbook) { pb.Targets = append(house().Targets, pb.Targets...) }))
	in := guest()
	in.Deadline = day.Add(3 * hour)
	c := b.register(in)
	require.Equal(t, []string{
		"service 03-04 09:30 (2026-03-04) respond/ ",
		"complainant 03-04 12:00 (2026-03-04) / ",
		"service 03-04 18:00 (2026-03-04) resolve/ ",
		"law 03-10 00:00 (2026-03-09) act.old/ act.old.answer",
	}, b.deadlines(c))

	c = b.do(lead, b.investigated(c), complaint.MakePromise{What: "call", Due: day.Add(2 * hour)}, complaint.Respond{Text: "在查"})
	require.Equal(t, []string{
		"promise 03-04 11:00 (2026-03-04) promise/1 ",
		"complainant 03-04 12:00 (2026-03-04) / ",
		"service 03-04 18:00 (2026-03-04) resolve/ ",
		"law 03-10 00:00 (2026-03-09) act.old/ act.old.answer",
	}, b.deadlines(c), "the answer was given, and the unit's own clock is no business of anybody outside")

	b.clock.Add(4 * hour)
	require.Equal(t, "promise 03-04 11:00 (2026-03-04) promise/1 ", b.deadlines(c)[0], "what was missed is still owed")
	c = b.do(worker, c, complaint.Respond{Promise: 1, Text: "修好了"}, complaint.Hold{Reason: "complainant"})
	require.Equal(t, []string{
		"complainant 03-04 12:00 (2026-03-04) / ",
		"law 03-10 00:00 (2026-03-09) act.old/ act.old.answer",
	}, b.deadlines(c), "our own clock stands still, the law's does not")

	c = b.do(worker, c, complaint.Resolve{Outcome: "explained"})
	require.Empty(t, b.deadlines(c), "a clock that only closes the case is owed to nobody")
}

// An authority that set a time for our answer stands in the list until it has decided; a clock for it is not a second one.
func TestDeadlinesOfAuthorities(t *testing.T) {
	for _, watched := range []bool{true, false} {
		b := setup(t, with(appealable), with(func(pb *playbook.Playbook) {
			pb.Targets = nil
			if watched {
				appealable(pb)
				pb.Fields, pb.Kinds = pb.Fields[:len(pb.Fields)-1], pb.Kinds[:len(pb.Kinds)-1]
			}
		}))
		c := b.do(clerk, b.explained(nil), complaint.Appeal{Body: "authority", Text: "不服"})
		want := "authority 03-11 18:00 (2026-03-11) /1 "
		if watched {
			want = "authority 03-11 18:00 (2026-03-11) outside/1 "
		}
		require.Equal(t, []string{want}, b.deadlines(c))
		c = b.do(manager, c, complaint.DecideAppeal{Text: "维持"})
		require.Empty(t, b.deadlines(c))
	}
}

// The complainant's own deadline may have a clock, which is not a second deadline.
func TestTheComplainantsDeadlineIsListedOnce(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Targets = []sla.Target{{Name: "theirs", DueFrom: "deadline", Start: on("register"), Stop: entered("resolved", "closed")}}
	}))
	in := guest()
	in.Deadline = day.Add(3 * hour)
	c := b.register(in)
	require.Equal(t, []string{"complainant 03-04 12:00 (2026-03-04) theirs/ "}, b.deadlines(c))
	c = b.do(clerk, c, complaint.Refuse{Reason: "not-ours"})
	require.Empty(t, b.deadlines(c), "a case that is over owes nothing")
	in.Place = "1209"
	c = b.do(clerk, b.register(in), complaint.Withdraw{})
	require.Empty(t, b.deadlines(c), "nor does one that was withdrawn, without an outcome")
}

func TestDeadlinesAreSeenByWhoMaySeeTheCase(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	_, err := b.desk.Deadlines(b.ctx, complaint.Actor{ID: "x", Role: "worker", Unit: "kitchen"}, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	_, err = b.desk.Deadlines(b.ctx, boss, "nothing")
	require.ErrorIs(t, err, complaint.ErrNotFound)
}

// At one instant the law stands first.
func TestDeadlinesAtOneInstant(t *testing.T) {
	b := setup(t, with(older), with(func(pb *playbook.Playbook) {
		own := pb.Targets[0]
		own.Name, own.Owner, own.Terms = "settle", sla.OwnerCustomer, []sla.Choice{{Term: sla.Term{Span: sla.Days(5)}}}
		pb.Targets = append([]sla.Target{own}, pb.Targets...)
	}))
	in := guest()
	in.Deadline = time.Date(2026, 3, 9, 16, 0, 0, 0, time.UTC)
	require.Equal(t, []string{
		"law 03-10 00:00 (2026-03-09) act.old/ act.old.answer",
		"complainant 03-10 00:00 (2026-03-09) / ",
		"service 03-10 00:00 (2026-03-09) settle/ ",
	}, b.deadlines(b.register(in)))
}

// The earliest of what is owed outside rules: here a promise, made after the complaint came in.
func ExampleDesk_Deadlines() {
	ctx := context.Background()
	desk, mock := openKiosk()
	c := registered(desk)
	c = must(desk.Do(ctx, bob, c.ID, complaint.MakePromise{What: "call", Due: mock.Now().Add(time.Hour)}))
	list, err := desk.Deadlines(ctx, bob, c.ID)
	for _, x := range list {
		fmt.Println(x.By, x.Due.Format("15:04"), x.Target)
	}
	fmt.Println(err)
	// Output:
	// promise 02:00 promise
	// service 05:00 answer
	// <nil>
}
