package main

import (
	"context"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// history is everything the store holds at the end of a run: the report reads nothing else, so a second run tells the
// whole story.
type history struct {
	now     time.Time
	cases   []*complaint.Case // in order of their numbers
	ledger  map[complaint.CaseID][]*complaint.Entry
	entries int
	faults  []string // what Verify found
}

// gather reads all cases with their ledgers and verifies every chain.
func gather(ctx context.Context, desk *complaint.Desk, now time.Time) (*history, error) {
	h := &history{now: now, ledger: map[complaint.CaseID][]*complaint.Entry{}}
	for c, err := range desk.All(ctx, auditor(), complaint.Filter{}) {
		if err != nil {
			return nil, err
		}
		h.cases = append(h.cases, c)
	}
	slices.SortFunc(h.cases, func(a, b *complaint.Case) int { return compareNumbers(a.Number, b.Number) })
	for _, c := range h.cases {
		for e, err := range desk.Ledger(ctx, auditor(), c.ID) {
			if err != nil {
				return nil, err
			}
			h.ledger[c.ID] = append(h.ledger[c.ID], e)
			h.entries++
		}
		v, err := desk.Verify(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		for _, f := range v.Faults {
			h.faults = append(h.faults, c.Number+": "+f.Error())
		}
	}
	return h, nil
}

// each walks through all entries, case by case.
func (h *history) each(visit func(c *complaint.Case, e *complaint.Entry)) {
	for _, c := range h.cases {
		for _, e := range h.ledger[c.ID] {
			visit(c, e)
		}
	}
}
