package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// playedOn opens a session on a store; nothing is played yet.
func playedOn(t *testing.T, store complaint.Store, o options) *session {
	t.Helper()
	if o.lang == "" {
		o.lang = "zh"
	}
	s := &session{options: o, out: io.Discard, progress: newProgress(io.Discard, tongue(o.lang))}
	require.NoError(t, s.open(t.Context(), store, rand.NewChaCha8([32]byte{1})))
	return s
}

// months are those that were played without a break, by seed: each is played once for all tests.
var months sync.Map

// whole is a month that was played without a break. Nobody plays on in it.
func whole(t *testing.T, s int64) *session {
	t.Helper()
	if m, ok := months.Load(s); ok {
		return m.(*session)
	}
	m := another(t, s)
	months.Store(s, m)
	return m
}

// another plays the month once more.
func another(t *testing.T, s int64) *session {
	t.Helper()
	m := playedOn(t, memstore.New(), options{seed: s})
	require.NoError(t, m.play(t.Context()))
	return m
}

// acts are everything that happened, in words that do not name ids or hashes: case number, time, person, command and
// what it changed.
func (s *session) acts(t *testing.T) []string {
	t.Helper()
	h, err := gather(t.Context(), s.desk, s.clock.Now())
	require.NoError(t, err)
	require.Empty(t, h.faults)
	var out []string
	h.each(func(c *complaint.Case, e *complaint.Entry) {
		if !e.Recorded.Before(begins(s.cast.zone).AddDate(0, 1, 0)) {
			return // the month after is another story
		}
		out = append(out, fmt.Sprintf("%s %d %s %s %s %v", c.Number, e.Seq, e.Recorded.Format(time.RFC3339), e.Actor.ID, e.Command.Name(), effects(e)))
	})
	return out
}

// Everything goes as planned: no move of the staff is refused that should not be, and nothing that should be is let
// through.
func TestMonthGoesAsPlanned(t *testing.T) {
	for s := range int64(3) {
		t.Run(fmt.Sprint("seed ", s+1), func(t *testing.T) {
			m := whole(t, s+1).month
			assert.Empty(t, m.tally.problems)
			assert.NotEmpty(t, m.tally.refused, "some tried what they may not")
			assert.NotZero(t, m.tally.expedited+m.tally.linked)
			assert.Equal(t, len(m.rows), m.ahead)
			assert.Equal(t, 250, len(m.files.all)+m.tally.expedited, "every row is a case or a reminder")
		})
	}
}

func TestMonthShowsWhatARealOneHas(t *testing.T) {
	m := whole(t, 1)
	h, err := gather(t.Context(), m.desk, m.clock.Now())
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, c := range h.cases {
		seen["state "+string(c.State)] = true
		seen["outcome "+c.Outcome] = true
		seen["severity "+c.Severity.String()] = true
		for _, a := range c.Approvals {
			seen["approval "+string(a.Status)] = true
		}
		for _, clock := range c.Clocks {
			seen[string(clock.Status(h.now).State)+" "+clock.Target] = true
		}
		seen["batch"] = seen["batch"] || c.HasTag("batch-lift")
		seen["repeat"] = seen["repeat"] || repeats(c)
		seen["reopened"] = seen["reopened"] || c.Cycle > 0
		seen["sent back"] = seen["sent back"] || c.Returns > 0
		seen["escalated"] = seen["escalated"] || c.Level > 1
		for _, e := range h.ledger[c.ID] {
			if reminder, ok := e.Command.(complaint.Expedite); ok && reminder.By == "supervisor" {
				seen["reminded from above"] = true
			}
		}
		seen["study"] = seen["study"] || c.HasTag("case-study")
		if c.Severity.String() == "major" && c.HasPassed(complaint.Negotiating) {
			assert.True(t, c.Instructed, "%s was acted on without instruction", c.Number)
		}
	}
	for _, what := range []string{
		"state archived", "state closed", "outcome settled", "outcome explained", "outcome not-ours", "outcome withdrawn",
		"severity minor", "severity ordinary", "severity major", "severity urgent", "approval approved", "approval denied",
		"met first-response", "breached first-response", "met resolve", "breached resolve", "met instruct", "breached take-on",
		"met follow-up", "breached promise", "batch", "repeat", "reopened", "sent back", "escalated", "study", "reminded from above",
	} {
		assert.True(t, seen[what], what)
	}
}

func TestSameSeedSameMonth(t *testing.T) {
	assert.Equal(t, whole(t, 1).acts(t), another(t, 1).acts(t))
	assert.NotEqual(t, whole(t, 1).acts(t), whole(t, 2).acts(t))
}

// However often the month is broken off, it goes on as if it had not been.
func TestInterruptedMonthIsTheSameMonth(t *testing.T) {
	const days = 14 // with the night of the lift
	undisturbed := playedOn(t, memstore.New(), options{seed: 1})
	until := begins(undisturbed.cast.zone).AddDate(0, 0, days)
	require.NoError(t, undisturbed.month.play(t.Context(), until))
	want := undisturbed.acts(t)
	for _, every := range []int{90, 700} {
		t.Run(fmt.Sprintf("every %d commands", every), func(t *testing.T) {
			store := memstore.New()
			for range 200 {
				s := playedOn(t, store, options{seed: 1})
				ctx, cancel := context.WithCancel(t.Context())
				s.month.ack = &countdown{left: every, done: cancel}
				err := s.month.play(ctx, until)
				cancel()
				if err == nil {
					assert.Equal(t, want, s.acts(t))
					return
				}
				require.ErrorIs(t, err, context.Canceled)
			}
			t.Fatal("the month never ends")
		})
	}
}

// countdown breaks off after some lines.
type countdown struct {
	left int
	done func()
}

func (c *countdown) Write(b []byte) (int, error) {
	if c.left--; c.left == 0 {
		c.done()
	}
	return len(b), nil
}

func TestSecondRunGoesOnWithTheNextMonth(t *testing.T) {
	store := memstore.New()
	first := playedOn(t, store, options{seed: 1})
	require.NoError(t, first.play(t.Context()))
	require.NotEmpty(t, first.month.open(), "something is open at the end of the month")
	before := first.acts(t)

	second := playedOn(t, store, options{seed: 1})
	assert.Equal(t, begins(second.cast.zone).AddDate(0, 1, 0), second.from)
	assert.Equal(t, begins(second.cast.zone).AddDate(0, 2, 0), second.until())
	assert.Equal(t, 250, second.month.tally.replayed, "every row is known")
	require.NoError(t, second.play(t.Context()))
	assert.Equal(t, before, second.acts(t), "October is not touched again")
	assert.Empty(t, second.month.open())
	assert.Empty(t, second.month.tally.problems)
}

func TestSomeDaysAtATime(t *testing.T) {
	store := memstore.New()
	for _, end := range []int{4, 7, 10} {
		s := playedOn(t, store, options{seed: 1, days: 3})
		assert.Equal(t, begins(s.cast.zone).AddDate(0, 0, end-1), s.until())
		require.NoError(t, s.play(t.Context()))
	}
}

// A row is the same request whatever the seed of a later run.
func TestAnotherSeedContinues(t *testing.T) {
	store := memstore.New()
	require.NoError(t, playedOn(t, store, options{seed: 1, days: 5}).play(t.Context()))
	s := playedOn(t, store, options{seed: 2, days: 5})
	require.NoError(t, s.play(t.Context()))
	assert.Empty(t, s.month.tally.problems)
}
