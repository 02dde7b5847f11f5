package complaint

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// maxSteps bounds the steps one case may owe at once; a playbook that asks for more goes in circles.
const maxSteps = 10000

// catchUp writes every step of a case that is due by now, in due order, before anything else happens to it. That is why
// the ledger does not depend on when anybody sweeps.
func (d *Desk) catchUp(ctx context.Context, t *attempt, l *line, by *decision) error {
	known := l.cur.Updated
	for range maxSteps {
		next, ok := l.rules.policy.Next(l.cur.Clocks)
		if !ok || !next.Ripe(by.now) {
			return nil
		}
		family := map[CaseID]*Case(nil)
		if l.rules.stepMayEnd(next) {
			var err error
			if family, err = d.members(ctx, l.cur); err != nil {
				return err
			}
		}
		tick := &decision{
			draft: newDraft(l.rules, l.cur), cmd: Tick{stepOf(next)}, actor: system(), now: maxTime(by.now, l.cur.Updated),
			at: next.At, staff: by.staff, pick: by.pick, others: map[CaseID]*draft{}, family: family, desk: by.desk,
		}
		if err := tick.run("tick"); err != nil {
			return err
		}
		if err := d.append(ctx, t, l, tick.draft, tick, tick.cmd, nil); err != nil {
			return err
		}
		t.ripe = append(t.ripe, maxTime(next.At, known)) // a due may lie before what armed it
	}
	return &Error{Code: ErrInternal, Rule: "steps", Err: fmt.Errorf("more than %d steps at once", maxSteps)}
}

// sortedKeys are the ids of a map, in order.
func sortedKeys[V any](m map[CaseID]V) []CaseID {
	if len(m) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(m))
}
