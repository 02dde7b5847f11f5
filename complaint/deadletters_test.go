package complaint_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// deadLetters lists what was given up, as an actor sees it.
func (b *bench) deadLetters(a complaint.Actor) []complaint.DeadLetter {
	b.Helper()
	var out []complaint.DeadLetter
	for l, err := range b.desk.DeadLetters(b.ctx, a, "") {
		require.NoError(b, err)
		out = append(out, l)
	}
	return out
}

// replay puts dead letters back.
func (b *bench) replay(a complaint.Actor, ids ...string) int {
	b.Helper()
	n, err := b.desk.Replay(b.ctx, a, ids...)
	require.NoError(b, err)
	return n
}

// bury gives up everything that waits.
func (b *bench) bury() {
	b.Helper()
	bounce := &mail{fail: func(complaint.Notice) error { return fmt.Errorf("no such mailbox: %w", complaint.ErrUndeliverable) }}
	b.deliver(bounce)
}

func TestADeadLetterIsReplayedFromTheStart(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Dispatched)
	b.bury()
	dead := b.deadLetters(boss)
	require.Len(t, dead, 2)
	require.Equal(t, "registered", dead[0].Kind)
	require.Equal(t, c.ID, dead[0].Case)
	require.Equal(t, 1, dead[0].Attempt)
	require.Equal(t, "*fmt.wrapError", dead[0].Problem, "the class, not the text")
	h, err := b.desk.Health(b.ctx)
	require.NoError(t, err)
	require.True(t, h.DeadLetters)

	m := new(mail)
	require.Zero(t, b.deliver(m), "nothing leaves by itself")
	require.Equal(t, 2, b.replay(boss, dead[1].ID, dead[0].ID, dead[0].ID))
	require.Empty(t, b.deadLetters(boss))
	require.Equal(t, complaint.Delivered{Sent: 2}, b.deliver(m))
	require.Equal(t, []string{"registered unit:desk  #1", "assigned unit:rooms assignment:1 #1"}, m.lines(), "in their order")
	require.Zero(t, b.replay(boss, dead[0].ID, dead[1].ID), "what was delivered does not come back")
	h, err = b.desk.Health(b.ctx)
	require.NoError(t, err)
	require.False(t, h.DeadLetters)
	require.EqualValues(t, 2, h.Dead, "that it happened stays")
}

func TestDeadLettersAreForThoseWhoReachEverything(t *testing.T) {
	for _, tc := range []struct {
		name string
		who  complaint.Actor
		ok   bool
	}{
		{"a manager", manager, true},
		{"a clerk, who reaches every unit's cases", clerk, true},
		{"a worker", worker, false},
		{"a role that nobody knows", complaint.Actor{ID: "x", Role: "x"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			b.register(guest())
			b.bury()
			id := b.deadLetters(boss)[0].ID
			if tc.ok {
				require.Len(t, b.deadLetters(tc.who), 1)
				require.Equal(t, 1, b.replay(tc.who, id))
				return
			}
			for _, err := range b.desk.DeadLetters(b.ctx, tc.who, "") {
				require.ErrorIs(t, err, complaint.ErrForbidden)
			}
			_, err := b.desk.Replay(b.ctx, tc.who, id)
			require.ErrorIs(t, err, complaint.ErrForbidden)
			require.Len(t, b.deadLetters(boss), 1)
		})
	}
}

func TestDeadLettersOfAnotherOrganisation(t *testing.T) {
	b := setup(t)
	b.register(guest())
	b.bury()
	id := b.deadLetters(boss)[0].ID
	stranger := boss
	stranger.Org = "seaside"
	require.Empty(t, b.deadLetters(stranger))
	require.Zero(t, b.replay(stranger, id))
	require.Len(t, b.deadLetters(boss), 1)
}

// A notice about a task that is kept from an actor is not there for them, nor one of its clock.
func TestADeadLetterAboutAHiddenTaskIsHidden(t *testing.T) {
	b, c := hiddenDead(t)
	all, seen := b.deadLetters(boss), b.deadLetters(manager)
	require.Less(t, len(seen), len(all))
	var kept []string
	for _, l := range all {
		if !slices.ContainsFunc(seen, func(s complaint.DeadLetter) bool { return s.ID == l.ID }) {
			require.Equal(t, c.ID, l.Case)
			kept = append(kept, l.ID)
		}
	}
	for _, l := range seen {
		require.NotContains(t, l.Ref, "task:")
	}
	require.Zero(t, b.replay(manager, kept...), "nor can they put it back")
	require.Equal(t, len(kept), b.replay(boss, kept...))
}

// hiddenDead has a task that the owner alone may know of, and every notice given up.
func hiddenDead(t *testing.T) (*bench, *complaint.Case) {
	t.Helper()
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Tasks = []playbook.TaskRule{{Code: "integrity", Label: text("廉洁", "integrity"), On: "investigating", VisibleTo: []string{"boss"}, Role: "boss"}}
	})
	c := b.in(complaint.Investigating)
	b.bury()
	return b, c
}

func TestManyDeadLettersComePageByPage(t *testing.T) {
	b := setup(t)
	b.many(130)
	b.bury()
	dead := b.deadLetters(boss)
	require.Len(t, dead, 130)
	require.True(t, slices.IsSortedFunc(dead, func(x, y complaint.DeadLetter) int { return compareText(x.ID, y.ID) }))
	var rest []string
	for l, err := range b.desk.DeadLetters(b.ctx, boss, dead[99].ID) {
		require.NoError(t, err)
		rest = append(rest, l.ID)
		if len(rest) == 5 {
			break
		}
	}
	require.Equal(t, []string{dead[100].ID, dead[101].ID, dead[102].ID, dead[103].ID, dead[104].ID}, rest)
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestReplayLeavesAloneWhatIsNone(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	require.Zero(t, b.replay(boss, "", "x", "/", "nowhere/1/0", string(c.ID)+"/1/0", string(c.ID)+"/1/", "王先生"))
	require.Zero(t, b.replay(boss))
	require.Equal(t, 1, b.deliver(new(mail)).Sent)
	b.desk.Close()
	_, err := b.desk.Replay(b.ctx, boss, "nowhere/1/0")
	require.ErrorIs(t, err, complaint.ErrClosed)
}

func TestHealthCostsTwoQuestions(t *testing.T) {
	b := setup(t)
	store := &outage{Store: b.store}
	b.many(300)
	b.clock.Add(hour)
	desk, err := complaint.Open(b.ctx, store, &complaint.Config{Clock: b.clock}, house())
	require.NoError(t, err)
	store.calls.Store(0)
	h, err := desk.Health(b.ctx)
	require.NoError(t, err)
	require.LessOrEqual(t, store.calls.Load(), int64(1), "and one claim, which lists")
	require.Equal(t, 30*time.Minute, h.Lag.Round(time.Second))
	require.Equal(t, day.Add(30*time.Minute+time.Microsecond), h.Due)
}

// A limit that was past when it was armed is not the sweep's fault.
func TestLatenessCountsFromWhenAStepCouldBeRecorded(t *testing.T) {
	b := setup(t)
	b.clock.Add(2 * hour)
	in := guest()
	in.Received = day
	b.register(in)
	b.clock.Add(3 * time.Second)
	b.sweep()
	h, err := b.desk.Health(b.ctx)
	require.NoError(t, err)
	require.Equal(t, complaint.Durations{Count: 1, P50: 3 * time.Second, P99: 3 * time.Second, Max: 3 * time.Second}, h.Late)
	require.Equal(t, b.clock.Now().UTC(), h.Swept)
	b.clock.Add(30 * 24 * hour)
	b.sweep()
	h, err = b.desk.Health(b.ctx)
	require.NoError(t, err)
	require.Greater(t, h.Late.Max, 29*24*hour, "what nobody swept is late")
}
