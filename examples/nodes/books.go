package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// books is what the database holds at the end.
type books struct {
	cases   []*complaint.Case
	ledger  map[complaint.CaseID][]*complaint.Entry
	entries int
	broken  []string // what Verify found
}

// gather reads every case with its ledger, and lets the desk prove each chain and its own.
func gather(ctx context.Context, desk *complaint.Desk) (*books, error) {
	b := &books{ledger: map[complaint.CaseID][]*complaint.Entry{}}
	for c, err := range desk.All(ctx, manager(), complaint.Filter{}) {
		if err != nil {
			return nil, err
		}
		b.cases = append(b.cases, c)
	}
	for _, c := range b.cases {
		v, err := desk.Verify(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		b.found(c.Number, v)
		for e, err := range desk.Ledger(ctx, manager(), c.ID) {
			if err != nil {
				b.broken = append(b.broken, fmt.Sprintf("%s: %v", c.Number, err))
				break
			}
			b.ledger[c.ID] = append(b.ledger[c.ID], e)
			b.entries++
		}
	}
	v, err := desk.VerifyDesk(ctx, hotel)
	b.found("desk", v)
	return b, err
}

func (b *books) found(where string, v complaint.Verified) {
	for _, f := range v.Faults {
		b.broken = append(b.broken, where+": "+f.Error())
	}
}

// each walks through all entries.
func (b *books) each(visit func(e *complaint.Entry)) {
	for _, c := range b.cases {
		for _, e := range b.ledger[c.ID] {
			visit(e)
		}
	}
}

// step is what an entry of time's own records; ok is false for what people did.
func step(e *complaint.Entry) (id complaint.StepID, ok bool) {
	tick, ok := e.Command.(complaint.Tick)
	return tick.StepID, ok
}

// lateness is how late steps of time were recorded, in order.
func (b *books) lateness() (all []time.Duration) {
	b.each(func(e *complaint.Entry) {
		if id, ok := step(e); ok {
			all = append(all, e.Recorded.Sub(id.At))
		}
	})
	slices.Sort(all)
	return all
}

// share is the value below which a share of them lies.
func share(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	return all[(len(all)-1)*percent/100]
}
