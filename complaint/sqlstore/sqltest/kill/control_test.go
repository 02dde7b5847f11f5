package kill

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/sla"
)

// A checker that finds nothing proves nothing: nodes that are broken on purpose, killed and judged like the others.
func TestTheCheckerFindsBrokenNodes(t *testing.T) {
	for _, c := range []struct{ how, found string }{
		{losesCommits, "lost"},
		{forgetsKeys, "doubled"},
		{fastClock, "early"},
		{changesBytes, "broken"},
		{losesTimers, "missing"},
		{keepsNotices, "untold"},
		{burnsNumbers, "numbers"},
	} {
		t.Run(c.how, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			f := newFleet(place{Path: filepath.Join(t.TempDir(), "kill.db")}, 1, 4, 5*time.Millisecond, drawn(t))
			f.broken = c.how
			f.killTimes(t, 2)
			v := f.verdict(t.Context(), t)
			t.Log(f.figures(v, time.Since(begun)))
			require.NotEmpty(t, v.findings()[c.found])
		})
	}
}

// What no broken node can be made to do: the comparison of steps, on a case made up for it.
func TestTheCheckerComparesSteps(t *testing.T) {
	due := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	c := &complaint.Case{ID: "c", Clocks: []sla.Timer{{Target: "unit", Instance: "1", Cycle: 1, Due: due}}}
	breach := complaint.StepID{Target: "unit", Instance: "1", Cycle: 1, Step: "breach", At: due, Past: true}
	later := breach
	later.At = due.Add(time.Second)
	for _, x := range []struct {
		name         string
		recorded     []complaint.StepID
		wrong, twice int
	}{
		{"as it was due", []complaint.StepID{breach}, 0, 0},
		{"not at all", nil, 1, 0},
		{"twice", []complaint.StepID{breach, breach}, 0, 1},
		{"at another time", []complaint.StepID{later}, 2, 0},
		{"also when nothing was due", []complaint.StepID{breach, later}, 1, 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			s := newSteps(c)
			for _, id := range x.recorded {
				s.take(id)
			}
			require.Len(t, s.wrong(), x.wrong)
			require.Len(t, s.twice, x.twice)
		})
	}
}
