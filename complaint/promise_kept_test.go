package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// nextPromise watches that a time is given whenever none is owed (R03).
func nextPromise(pb *playbook.Playbook) {
	pb.Targets = append(pb.Targets, sla.Target{
		Name: "next", Cycle: true, Terms: []sla.Choice{{Term: sla.Term{Span: sla.Hours(1)}}},
		Start: []sla.Condition{{Event: "promise-kept", With: map[string][]string{"open": {"no"}}}},
		Stop:  []sla.Condition{{Event: "promise"}},
	})
}

// R03: again and again until it is solved. A kept promise asks for the next one, unless another is owed still.
func TestAKeptPromiseAsksForTheNext(t *testing.T) {
	b := setup(t, with(nextPromise))
	c := b.do(lead, b.in(complaint.Investigating), complaint.MakePromise{Due: day.Add(2 * hour)}, complaint.MakePromise{Due: day.Add(5 * hour)})
	c = b.do(worker, c, complaint.Respond{Promise: 1})
	require.Zero(t, c.Due("next"), "the second one is owed still")
	c = b.do(lead, c, complaint.MakePromise{Due: day.Add(6 * hour), Replaces: 2})
	require.Zero(t, c.Due("next"), "another one has taken its place")
	require.Empty(t, c.Timers("next"), "and nothing ran in between")
	b.clock.Set(day.Add(7 * hour))
	c = b.do(worker, c, complaint.Respond{Promise: 3})
	require.Equal(t, day.Add(8*hour), c.Due("next"), "kept late is kept: the next is due")
	c = b.do(lead, c, complaint.MakePromise{Due: day.Add(9 * hour)})
	require.Equal(t, sla.Met, c.Timers("next")[0].Verdict)
	b.verify(c.ID)
}

// R03, R06: what was found, and whether the complaint is well-founded, may have consequences at once.
func TestAFindingHasConsequences(t *testing.T) {
	found := func(with map[string][]string) func(*complaint.Config, *playbook.Playbook) {
		return reacting(playbook.Reaction{Name: "hear", On: []sla.Condition{{Event: "find", With: with}}, Do: map[string]string{"tag": "found"}})
	}
	for _, tc := range []struct {
		name string
		with map[string][]string
		find complaint.RecordFinding
		want bool
	}{
		{"well-founded", map[string][]string{"upheld": {"yes"}}, complaint.RecordFinding{Cause: "x", Upheld: true}, true},
		{"not well-founded", map[string][]string{"upheld": {"yes"}}, complaint.RecordFinding{Cause: "x"}, false},
		{"the cause", map[string][]string{"cause": {"malicious"}}, complaint.RecordFinding{Cause: "malicious"}, true},
		{"another cause", map[string][]string{"cause": {"malicious"}}, complaint.RecordFinding{Cause: "x"}, false},
		{"the unit", map[string][]string{"unit": {"rooms"}}, complaint.RecordFinding{Cause: "x", Unit: "rooms"}, true},
		{"no unit", map[string][]string{"unit": {"rooms"}}, complaint.RecordFinding{Cause: "x"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, found(tc.with))
			c := b.do(worker, b.in(complaint.Investigating), tc.find)
			require.Equal(t, tc.want, c.HasTag("found"))
			b.verify(c.ID)
		})
	}
}
