package main

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// The check of a month that went well finds nothing; each of these it must find.
func TestTheCheckFindsWhatIsWrong(t *testing.T) {
	cases := map[string]struct {
		wrong func(b *books, s *seen)
		want  string
	}{
		"an acknowledged command is lost":     {func(b *books, _ *seen) { b.shorten(2) }, "is lost: entry"},
		"the end of a ledger is cut off":      {func(b *books, _ *seen) { b.shorten(len(b.ledger[b.cases[0].ID]) - 1) }, "entries, and the case has"},
		"a whole case is lost":                {func(b *books, _ *seen) { delete(b.ledger, b.cases[0].ID) }, "is lost: entry 1"},
		"another command stands in its place": {func(_ *books, s *seen) { s.change(func(a *ack) { a.Command = "escalate" }) }, "was escalate and is"},
		"two requests were answered with one entry": {func(_ *books, s *seen) {
			a := s.acks[mail(0)]
			s.acks["another"] = a
		}, "were answered with one entry"},
		"nobody knows who did it": {func(_ *books, s *seen) {
			maps.DeleteFunc(s.acks, func(_ string, a ack) bool { return a.Seq > 2 })
		}, "is nobody's"},
		"nobody has died when it was done": {func(_ *books, s *seen) {
			s.lives[0].killed = time.Unix(1, 0)
			delete(s.acks, mail(0))
		}, "is nobody's, after the kill"},
		"the staff did it twice": {func(b *books, _ *seen) {
			e := *b.first(func(e *complaint.Entry) bool { return e.Command.Name() == "assess" })
			b.ledger[e.Case] = append(b.ledger[e.Case], &e)
		}, "assess was done twice"},
		"a step of time is missing": {func(b *books, _ *seen) { b.cut(func(e *complaint.Entry) bool { _, ok := step(e); return ok }) }, "is missing"},
		"a step of time is recorded twice": {func(b *books, _ *seen) {
			e := b.first(func(e *complaint.Entry) bool { _, ok := step(e); return ok })
			b.ledger[e.Case] = append(b.ledger[e.Case], e)
		}, "is recorded twice"},
		"a step of time is early": {func(b *books, _ *seen) {
			b.first(func(e *complaint.Entry) bool { _, ok := step(e); return ok }).Recorded = time.Time{}
		}, "was recorded at 0001"},
		"something still waits":   {func(b *books, _ *seen) { b.cases[0].Wake = b.cases[0].Updated }, "still waits"},
		"a number is given twice": {func(b *books, _ *seen) { b.cases[1].Number = b.cases[0].Number }, "is the number of"},
		"a notice was never delivered": {func(_ *books, s *seen) {
			for id := range s.told {
				delete(s.told, id)
				return
			}
		}, "was never delivered"},
		"a notice is in no ledger":         {func(_ *books, s *seen) { s.told["x/1/0"] = 1 }, "is in no ledger"},
		"a chain is broken":                {func(b *books, _ *seen) { b.broken = append(b.broken, "bad link") }, "bad link"},
		"a node says that it failed":       {func(_ *books, s *seen) { s.hear(s.lives[1], line{Fault: "gave up"}) }, "node 1: gave up"},
		"a node ended by itself":           {func(_ *books, s *seen) { s.lives[1].clean = false }, "node 1, process 2"},
		"the kill did not kill":            {func(_ *books, s *seen) { s.lives[0].clean = true }, "node 2, process 1"},
		"nobody was killed":                {func(_ *books, s *seen) { s.lives = s.lives[1:] }, "nothing is proven"},
		"no time has passed":               {func(b *books, _ *seen) { b.cases = nil }, "no step at all"},
		"a key is answered with two cases": {func(_ *books, s *seen) { s.hear(s.lives[1], line{Ack: &ack{Key: mail(0), Seq: 9}}) }, mail(0) + " was answered"},
	}
	n := newInn(t)
	require.Empty(t, faults(n.live(0, 5, 6)))
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b, s := n.end() // read anew, so that each may spoil its own
			c.wrong(b, s)
			assert.Contains(t, faults(b, s), c.want)
		})
	}
}

// change changes one answer.
func (s *seen) change(f func(a *ack)) {
	a := s.acks[mail(0)]
	f(&a)
	s.acks[mail(0)] = a
}

// shorten leaves so many entries of a ledger.
func (b *books) shorten(to int) {
	id := b.cases[0].ID
	b.ledger[id] = b.ledger[id][:to]
}

// first is the first entry that fits.
func (b *books) first(fits func(e *complaint.Entry) bool) *complaint.Entry {
	for _, c := range b.cases {
		if i := slices.IndexFunc(b.ledger[c.ID], fits); i >= 0 {
			return b.ledger[c.ID][i]
		}
	}
	panic(fmt.Sprintf("none of %d cases has one", len(b.cases)))
}

// cut takes the first entry that fits out of its ledger.
func (b *books) cut(fits func(e *complaint.Entry) bool) {
	e := b.first(fits)
	b.ledger[e.Case] = slices.DeleteFunc(b.ledger[e.Case], func(x *complaint.Entry) bool { return x == e })
}
