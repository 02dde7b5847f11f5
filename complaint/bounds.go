package complaint

import (
	"fmt"

	"github.com/redress-go/redress/sla"
)

// A case holds what rules read and stays small: 64 KB at most, whatever happens to it. The ledger has no bound.
const (
	maxParts  = 40  // proposals, approvals, assignments, tasks, findings, promises, follow-ups, appeals: of each
	maxLinks  = 256 // links to other cases
	maxHolds  = 64  // times on hold
	maxEnded  = 16  // ended clocks kept per target; older ones are in the ledger
	maxMember = 16  // staff complained about

	maxKinds     = 16      // kinds of evidence a plan asks for
	maxCollected = 32      // kinds of evidence attached
	maxReports   = 64      // people's parts in all tasks together
	maxDifferent = 8       // ids kept with a task of those who may not do it
	maxRecorded  = 8 << 10 // bytes of public values recorded by tasks

	maxRemedies = 12      // things offered in one proposal
	maxOffered  = 160     // things in the proposals of a case, all together, before one more
	maxValue    = 1 << 10 // bytes of a public field of the trade
	maxPeople   = 1 << 20 // people complaining together
	maxPriority = 100
)

// room refuses one more part of a kind beyond the bound.
func room(n, limit int, what string) error {
	if n < limit {
		return nil
	}
	return notAllowed(fmt.Sprintf("at most %d %s", limit, what))
}

// prune drops the oldest ended clocks of a target that has one per instance and many of them.
func prune(timers []sla.Timer) []sla.Timer {
	ended := map[string]int{}
	over := false
	for i := range timers {
		if !timers[i].Live() {
			ended[timers[i].Target]++
			over = over || ended[timers[i].Target] > maxEnded
		}
	}
	if !over {
		return timers
	}
	out := make([]sla.Timer, 0, len(timers))
	for i := range timers {
		t := &timers[i]
		if !t.Live() && ended[t.Target] > maxEnded {
			ended[t.Target]--
			continue
		}
		out = append(out, *t)
	}
	return out
}
