package kill

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// verdict is what the checker found. Every list is empty when everything holds; a line names the case and the key.
type verdict struct {
	lost    []string // acknowledged, and not in its ledger as acknowledged
	doubled []string // a request, a step or a number that is there twice
	early   []string // recorded before its time, or before it was heard of
	missing []string // a step that was due and is not recorded, or one that was not due and is
	broken  []string // a chain that does not hold, a state that is not what the ledger gives
	untold  []string // a notice that was never delivered, or was never in a ledger
	numbers []string // gaps that nobody explains
	faults  []string // what nodes complained of

	cases, entries, ticks, armed, notices, again int
	unchecked                                    int // timers that were held and then stopped: their times are the engine's word
	late                                         []lateness
}

// lateness is how long after its time a step was recorded.
type lateness struct{ at, recorded time.Time }

// findings are the lists by name.
func (v *verdict) findings() map[string][]string {
	return map[string][]string{
		"lost": v.lost, "doubled": v.doubled, "early": v.early, "missing": v.missing, "broken": v.broken,
		"untold": v.untold, "numbers": v.numbers, "faults": v.faults,
	}
}

// clean fails the test for everything that was found. A notice goes out again only when a node dies, or loses its server,
// with that notice in its hands; twice as many and a few are let pass, for a machine so slow that leases run out.
func (v *verdict) clean(t *testing.T, deaths int) {
	t.Helper()
	assert.LessOrEqual(t, v.again, 2*deaths+10, "notices told again")
	for name, found := range v.findings() {
		assert.Empty(t, found[:min(len(found), 5)], "%s: %d", name, len(found))
	}
}

// figures is one row of the table of a proof.
func (f *fleet) figures(v *verdict, took time.Duration) string {
	var b strings.Builder
	s := f.seen
	fmt.Fprintf(&b, "seed %d, %.1f s: %d kills; %d acknowledged, %d of them found by their key after a kill, %d refused %v\n",
		f.seed, took.Seconds(), f.kills.Load(), len(s.acks), s.found, len(s.refused), s.rules())
	fmt.Fprintf(&b, "%d cases, %d entries, %d steps recorded of %d armed (%d timers held and stopped), %d notices, %d of them told again\n",
		v.cases, v.entries, v.ticks, v.armed, v.unchecked, v.notices, v.again)
	fmt.Fprintf(&b, "lost %d, doubled %d, early %d, missing %d, broken %d, untold %d, unexplained numbers %d, faults %d",
		len(v.lost), len(v.doubled), len(v.early), len(v.missing), len(v.broken), len(v.untold), len(v.numbers), len(v.faults))
	return b.String()
}

// quantile of sorted durations.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// overdue is how late the steps were, counted from an instant, that had been due at most a minute before it and were
// recorded after it. Sorted.
func (v *verdict) overdue(from time.Time) []time.Duration {
	var all []time.Duration
	for _, l := range v.late {
		if l.at.Before(from) && l.recorded.After(from) && from.Sub(l.at) < time.Minute {
			all = append(all, l.recorded.Sub(from))
		}
	}
	slices.Sort(all)
	return all
}
